import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';

import { load } from 'js-yaml';
import * as z from 'zod';

import { readSources } from '../../src/import/exact/read-sources';
import { programsOnPath } from '../../src/manifests/programs';
import { differencesBetween } from '../../test/helpers/same-objects';

/** How the import of one system went. */
export interface ImportedSystem {
  readonly name: string;
  /** @default - no catalog was written */
  readonly report?: ImportReport;
  /** Exit code of `slipway import`. */
  readonly exitCode: number | null;
  /** Objects that are not rendered as they were, or that nobody had, by an oracle that is not the import. */
  readonly differences: readonly string[];
  /** What `slipway check` says of the rendered tree: findings by severity. */
  readonly findings: Readonly<Record<'error' | 'warning' | 'info', number>>;
  readonly seconds: number;
  /** What went wrong, in words. */
  readonly faults: readonly string[];
}

/** What of `slipway import --json` the table shows. */
const ImportReport = z.object({
  objects: z.int(),
  services: z.array(z.string()),
  environments: z.array(z.string()),
  asManifests: z.array(z.string()),
  leftBehind: z.int(),
  fields: z.object({ all: z.int(), inPatches: z.int(), inManifests: z.int() }),
});
export type ImportReport = z.infer<typeof ImportReport>;

const Findings = z.object({ findings: z.array(z.object({ severity: z.enum(['error', 'warning', 'info']) })) });

const packageRoot = join(__dirname, '..', '..');

/** Whether a system renders as it was, and nothing of it was left behind. */
export function isExact({ exitCode, differences, report }: ImportedSystem): boolean {
  return exitCode === 0 && differences.length === 0 && report !== undefined;
}

/** Imports a system, renders the catalog, compares and checks. @param work a folder for it alone; what is there is removed */
export function importSystem(source: string, work: string): ImportedSystem {
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const begin = performance.now();
  const run = slipway(['import', source, '--json', '--keep-plain-secrets'], work);
  const seconds = (performance.now() - begin) / 1000;
  const nothing = { error: 0, warning: 0, info: 0 };
  const { data: report } = ImportReport.safeParse(parsed(run.stdout));
  const shown = { name: basename(source), exitCode: run.exitCode, seconds };
  const faults = run.stderr === '' ? [] : [run.stderr.trimEnd()];
  if (report === undefined) return { ...shown, differences: [], findings: nothing, faults };
  const synth = slipway(['synth'], work);
  if (synth.exitCode !== 0)
    return { ...shown, report, differences: ['nothing is rendered'], findings: nothing, faults: [synth.stderr] };
  const differences = differencesIn(source, work);
  const check = Findings.safeParse(parsed(slipway(['check', '--json', 'services'], work).stdout)).data;
  const findings = { ...nothing };
  for (const { severity } of check?.findings ?? []) findings[severity] += 1;
  return { ...shown, report, differences, findings, faults: [...faults, ...differences] };
}

/** Objects of the input against those of the tree, each of its environment. */
function differencesIn(source: string, work: string): readonly string[] {
  const { tree } = readSources({
    source,
    environments: [],
    workingDirectory: work,
    programs: programsOnPath({ variables: process.env }),
    readInput: () => '',
  });
  return tree.environments.flatMap(({ name, objects }) => {
    const there = renderedIn(work, name);
    const wanted = objects.map(({ value }) => value);
    const once = new Map(wanted.map((value) => [JSON.stringify(identityOf(value)), value]));
    const more = there.length - once.size;
    return [
      ...differencesBetween([...once.values()], there),
      ...(more > 0 ? [`${more} objects more than in the input`] : []),
    ].map((line) => `${name}: ${line}`);
  });
}

function identityOf(value: unknown): unknown {
  const { data } = Identity.safeParse(value);
  return [data?.apiVersion, data?.kind, data?.metadata.namespace, data?.metadata.name];
}

const Identity = z.object({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.object({ namespace: z.string().optional(), name: z.string() }),
});

function renderedIn(work: string, environment: string): readonly unknown[] {
  return readdirSync(join(work, 'services'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.includes(`/overlays/${environment}/`) && path.endsWith('.yaml'))
    .filter((path) => basename(path) !== 'kustomization.yaml')
    .map((path) => load(readFileSync(join(work, 'services', path), 'utf8')));
}

function slipway(words: readonly string[], cwd: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(packageRoot, 'bin', 'slipway.js'), ...words], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return { exitCode: status, stdout, stderr };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
