import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

import { documents } from '../../model/catalog';
import { synthesize } from '../../render/synthesize';
import type { SynthesizeReport } from '../../render/synthesize';
import type { Context, ExitCode } from '../context';
import { fillNewFolder } from '../init/new-folder';
import { schemaNames } from '../init/skeleton';
import { shownPath } from '../shown-path';
import { summaryOf } from './synth';

/** Settings of the check, which lie beside the catalog. */
const checkSettings = 'slipway.yaml';

/** Makes a repository of the catalog that comes with this package, complete or not at all, or renders one again. */
export function demo(shown: string, context: Context): ExitCode {
  const folder = resolve(context.workingDirectory, shown);
  const start = context.now();
  const isThere = isDemo(folder, context.packageRoot);
  const report = isThere ? render(folder, context) : make(folder, shown, context);
  const path = shownPath(folder, context);
  context.stdout.write(summaryOf(report, Math.round(context.now() - start), path, context.stdout));
  return 0;
}

function make(folder: string, shown: string, context: Context): SynthesizeReport {
  return context.uninterrupted(() =>
    fillNewFolder(folder, shown, (staging) => {
      for (const [path, text] of filesOf(context.packageRoot)) {
        mkdirSync(dirname(join(staging, path)), { recursive: true });
        writeFileSync(join(staging, path), text);
      }
      return synthesize({ catalog: join(staging, 'catalog'), out: staging });
    }),
  );
}

function render(folder: string, { uninterrupted }: Context): SynthesizeReport {
  return synthesize({ catalog: join(folder, 'catalog'), out: folder, uninterrupted });
}

/** Whether a folder has the catalog of a demo, whose services somebody may have changed since. */
function isDemo(folder: string, packageRoot: string): boolean {
  const platform = join('catalog', documents.platform);
  const there = join(folder, platform);
  return existsSync(there) && readFileSync(there, 'utf8') === textOf(packageRoot, platform);
}

/** What people would edit, by its path from the root of the repository, with the JSON Schemas where their first lines say. */
function filesOf(packageRoot: string): ReadonlyMap<string, string> {
  const catalog = join(packageRoot, 'catalog');
  const paths = readdirSync(catalog, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(packageRoot, join(entry.parentPath, entry.name)));
  const schemas = schemaNames.map((name) => `${name}.schema.json`);
  return new Map([
    ...[...paths, checkSettings].map((path) => [path, textOf(packageRoot, path)] as const),
    ...schemas.map(
      (name) => [join('catalog', '.schemas', name), readFileSync(join(packageRoot, 'schemas', name), 'utf8')] as const,
    ),
  ]);
}

function textOf(packageRoot: string, path: string): string {
  const text = readFileSync(join(packageRoot, path), 'utf8');
  if (path === checkSettings) return text.replace('$schema=schemas/', '$schema=catalog/.schemas/');
  return text.replace(/\$schema=\.\.\/((?:\.\.\/)*)schemas\//, '$schema=$1.schemas/');
}
