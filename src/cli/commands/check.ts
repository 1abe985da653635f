import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

import { loadCatalog } from '../../catalog/load';
import type { LoadedCatalog } from '../../catalog/load';
import { applyBaseline, readBaseline, writeBaseline } from '../../check/baseline';
import type { CheckReport } from '../../check/check-report';
import { applyConfig, ignoredPaths } from '../../check/apply-config';
import { applySuppressions } from '../../check/apply-suppressions';
import type { Finding } from '../../check/finding';
import { asGitHub } from '../../check/report/as-github';
import { asGitLab } from '../../check/report/as-gitlab';
import { asJson } from '../../check/report/as-json';
import { asJUnit } from '../../check/report/as-junit';
import { asSarif } from '../../check/report/as-sarif';
import { rules } from '../../check/rules';
import { inOrderOfPlaces } from '../../check/run-rules';
import { suppressionRules } from '../../check/suppression-rules';
import { annotationsOf, commentsIn } from '../../check/suppression';
import { InputError } from '../../model/problem';
import { readManifests } from '../../manifests/read-folder';
import type { ManifestUnit } from '../../manifests/manifest';
import { applyFixes } from '../check/apply-fixes';
import { checkTree, staleRendering } from '../check/check-tree';
import { checkUnit, unreadableManifest } from '../check/check-unit';
import { readCheckConfig } from '../check/read-check-config';
import type { FoundConfig } from '../check/read-check-config';
import type { Context, ExitCode } from '../context';
import type { CatalogPlace } from '../find-catalog';
import { Refusal } from '../refusal';
import { showFindings } from '../show-findings';
import { shownPath } from '../shown-path';

/** What `slipway check` writes. */
export const checkFormats = ['text', 'json', 'sarif', 'github', 'gitlab', 'junit'] as const;
export type CheckFormat = (typeof checkFormats)[number];

/** What `slipway check` was asked. */
export interface CheckOptions {
  /** Files and folders. @default - the tree of the catalog, or the working directory where there is none */
  readonly paths: readonly string[];
  /** Absent when there is no catalog of one's own. */
  readonly place: CatalogPlace | undefined;
  readonly config: string | undefined;
  readonly format: string;
  /** Accept what is found now: write the baseline. */
  readonly isAccepting: boolean;
  /** Mend first what can be mended without changing what was meant. */
  readonly isFixing: boolean;
}

/** Says what is wrong with manifests. */
export function check(options: CheckOptions, context: Context): ExitCode {
  const started = context.now();
  const format = formatOf(options.format);
  const { config, folder } = readCheckConfig(options.config, context);
  const loaded = options.place === undefined ? undefined : loadCatalog(options.place.catalog);
  const isTree = options.paths.length === 0 && options.place !== undefined;
  const units = readUnits(options, { config, folder }, context);
  const ofTree =
    isTree && loaded !== undefined && options.place !== undefined ? checkTree(loaded, options.place, context) : [];
  const all = [...ofTree, ...findingsOf(units, loaded, config, context)].sort(inOrderOfPlaces);

  const { findings: judged, suppressed: excepted, unused } = applyConfig(all, config);
  const objects = units.flatMap((unit) => unit.objects);
  const files = [...new Set(objects.map(({ file }) => file))];
  const texts = new Map<string, string>();
  const textOf = (file: string): string => {
    const known = texts.get(file) ?? readText(resolve(context.workingDirectory, file));
    texts.set(file, known);
    return known;
  };
  const suppressions = [...annotationsOf(objects), ...files.flatMap((file) => commentsIn(textOf(file), file))];
  const { findings, suppressed } = applySuppressions({
    findings: judged,
    suppressions,
    rules,
    severities: config.severities ?? {},
  });
  if (options.isFixing) {
    const { mended, rendered } = applyFixes(findings, context);
    for (const file of rendered) context.stderr.write(`${file} is rendered by Slipway: change the catalog instead\n`);
    context.stderr.write(`${mended} findings were mended\n`);
    return check({ ...options, isFixing: false }, context);
  }
  if (options.isAccepting) return accept(findings, { config, folder }, context);
  const { findings: left, accepted, stale } = applyBaseline(findings, baselineOf({ config, folder }, context));
  const report: CheckReport = {
    findings: left,
    accepted,
    suppressed: [...suppressed, ...excepted],
    skipped: units.flatMap((unit) => unit.skipped),
    objects: objects.length,
    files: files.length,
    rules: [...rules, ...suppressionRules, staleRendering, unreadableManifest],
    version: context.version,
  };
  const notes = [
    ...stale.map(({ file, rule }) => `the baseline accepts "${rule}" in ${file}, where it finds less now`),
    ...unused.map(({ rule, objects: named }) => `nothing needs the exception of "${rule}" for ${named.join(', ')}`),
  ];
  const lineOf = (file: string, line: number): string | undefined => textOf(file).split(/\r\n|\n|\r/)[line - 1];
  write(report, format, { lineOf, milliseconds: context.now() - started, notes }, context);
  return left.some(({ severity }) => severity !== 'info') ? 1 : 0;
}

type ShowOptions = Parameters<typeof showFindings>[1];

function write(report: CheckReport, format: CheckFormat, options: ShowOptions, { stdout }: Context): void {
  switch (format) {
    case 'text':
      showFindings(report, options, stdout);
      return;
    case 'json':
      stdout.write(asJson(report));
      return;
    case 'sarif':
      stdout.write(asSarif(report));
      return;
    case 'github':
      stdout.write(asGitHub(report));
      return;
    case 'gitlab':
      stdout.write(asGitLab(report));
      return;
    case 'junit':
      stdout.write(asJUnit(report));
  }
}

function formatOf(named: string): CheckFormat {
  const format = checkFormats.find((known) => known === named);
  if (format === undefined) throw new Refusal(`unknown format "${named}"; known are ${checkFormats.join(', ')}`, 2);
  return format;
}

function readUnits(
  { paths, place }: CheckOptions,
  { config, folder }: FoundConfig,
  context: Context,
): readonly ManifestUnit[] {
  const { workingDirectory } = context;
  const named =
    paths.length > 0
      ? paths
      : place === undefined
        ? ['.']
        : ['services', 'argocd'].map((name) => join(place.out, name));
  const absolute = named.map((path) => resolve(workingDirectory, path));
  const missing = absolute.filter((path) => !existsSync(path));
  if (missing.length > 0) {
    const hint = paths.length > 0 ? 'name a file or a folder' : 'run "slipway synth" first';
    throw new InputError(
      missing.map((path) => ({
        file: shownPath(path, context),
        path: [],
        message: 'there is no such file or folder',
        hint,
      })),
    );
  }
  const isIgnored = ignoredPaths(config);
  const fromConfig = (file: string): string => relative(folder, resolve(workingDirectory, file)).replaceAll('\\', '/');
  const isKept = ({ file }: { readonly file: string }): boolean => !isIgnored(fromConfig(file));
  const units = readManifests(absolute.map((path) => shownPath(path, context))).map((unit) => ({
    ...unit,
    objects: unit.objects.filter(isKept),
    unreadable: unit.unreadable.filter(isKept),
  }));
  return paths.length > 0 || place === undefined ? units : [joined(units)];
}

/** The folders of one tree are applied together. */
function joined(units: readonly ManifestUnit[]): ManifestUnit {
  return {
    name: units.map(({ name }) => name).join(', '),
    objects: units.flatMap(({ objects }) => objects),
    unreadable: units.flatMap(({ unreadable }) => unreadable),
    kustomizations: units.flatMap(({ kustomizations }) => kustomizations),
    skipped: units.flatMap(({ skipped }) => skipped),
  };
}

function findingsOf(
  units: readonly ManifestUnit[],
  loaded: LoadedCatalog | undefined,
  config: FoundConfig['config'],
  context: Context,
): readonly Finding[] {
  const versions = new Map<string, string>();
  for (const [name, { cluster }] of loaded?.catalog.environments ?? []) versions.set(name, cluster.kubernetesVersion);
  return units.flatMap((unit) => checkUnit(unit, config, versions, context));
}

function baselineOf({ config, folder }: FoundConfig, context: Context): ReturnType<typeof emptyBaseline> {
  if (config.baseline === undefined) return emptyBaseline();
  const file = resolve(folder, config.baseline);
  if (!existsSync(file)) return emptyBaseline();
  const parsed = readBaseline(readFileSync(file, 'utf8'));
  if ('value' in parsed) return parsed.value;
  const shown = shownPath(file, context);
  throw new InputError(parsed.problems.map(({ at: _at, ...problem }) => ({ file: shown, ...problem })));
}

function emptyBaseline(): { readonly entries: Parameters<typeof applyBaseline>[1]['entries'] } {
  return { entries: [] };
}

function accept(findings: readonly Finding[], { config, folder }: FoundConfig, context: Context): ExitCode {
  const file = resolve(folder, config.baseline ?? 'slipway-baseline.json');
  writeFileSync(file, writeBaseline(findings));
  const name = shownPath(file, context);
  const hint = config.baseline === undefined ? `; write "baseline: ${name}" into slipway.yaml to use it` : '';
  context.stdout.write(`${findings.length} findings are accepted in ${name}${hint}\n`);
  return 0;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
