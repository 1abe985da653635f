import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { load } from 'js-yaml';

import type { RenderTools } from '../../src/catalog/render-tools';
import { programsOnPath } from '../../src/manifests/programs';
import type { Programs } from '../../src/manifests/programs';
import { InputError, describeProblem } from '../../src/model/problem';
import { synthesize } from '../../src/render/synthesize';
import type { SynthesizeReport } from '../../src/render/synthesize';
import { findPrograms } from '../cluster/tools/find-programs';
import { aCatalogFolder } from './a-catalog';
import { keptInMemory } from './kept-in-memory';
import { temporaryFolder } from './temporary-folder';

const { found } = findPrograms(['helm', 'kustomize']);
const [helm, kustomize] = [found.get('helm'), found.get('kustomize')];

/** Whether this machine has Helm and kustomize; `npm run cluster:tools` builds them. */
export const hasSoftware = helm !== undefined && kustomize !== undefined;

/** A PATH with Helm and kustomize on it. */
export const softwarePath = [helm, kustomize]
  .map((file) => (file === undefined ? '' : dirname(file)))
  .concat(process.env['PATH'] ?? '')
  .join(':');

/** A catalog whose service "cache" is other people's software, and the tree that it is rendered into. */
export interface SoftwareCatalog {
  readonly catalog: string;
  readonly out: string;
  /** What was left out, as it was said. */
  readonly said: ReadonlySet<string>;
  /** How often Helm was run. */
  readonly calls: () => number;
  /** @param path PATH on which programs are looked for */
  readonly run: (path?: string) => SynthesizeReport;
  readonly write: (file: string, text: string) => void;
  /** An object of "cache" in "dev". */
  readonly object: (file: string) => unknown;
  /** An object of the tree. */
  readonly objectAt: (file: string) => unknown;
  /** What is wrong, as people see it. */
  readonly problems: (path?: string) => readonly string[];
}

/** @param files of the catalog, besides those of the small one; "web" runs beside it */
export function aSoftwareCatalog(files: Readonly<Record<string, string | Buffer | null>>): SoftwareCatalog {
  const catalog = aCatalogFolder(files);
  const out = join(temporaryFolder(), 'out');
  const memory = { file: join(temporaryFolder(), 'memory'), program: 'this one' };
  const said = new Set<string>();
  let calls = 0;
  const kept = keptInMemory();
  const run = (path = softwarePath): SynthesizeReport => {
    const programs = programsOnPath({ variables: { PATH: path } });
    const helm: Programs['helm'] = (...words) => {
      calls += 1;
      return programs.helm(...words);
    };
    const tools: RenderTools = { programs: { ...programs, helm }, kept, say: (note) => said.add(note) };
    return synthesize({ catalog, out, memory, tools });
  };
  const objectAt = (file: string): unknown => load(readFileSync(join(out, file), 'utf8'));
  return {
    catalog,
    out,
    said,
    calls: () => calls,
    run,
    write: (file, text) => {
      mkdirSync(dirname(join(catalog, file)), { recursive: true });
      writeFileSync(join(catalog, file), text);
    },
    object: (file) => objectAt(`services/cache/overlays/dev/${file}`),
    objectAt,
    problems: (path) => {
      try {
        run(path);
      } catch (error) {
        if (error instanceof InputError) return error.problems.map(describeProblem);
        throw error;
      }
      return [];
    },
  };
}
