import { readdirSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

import { documents, kindOfDocument } from '../../model/catalog';
import { synthesize } from '../../render/synthesize';
import type { SynthesizeReport } from '../../render/synthesize';
import type { Context, ExitCode } from '../context';
import { fillNewFolder } from '../init/new-folder';
import { schemaNames } from '../init/skeleton';
import { printableLine } from '../../model/printable';
import { makeFolder } from '../../tree/make-folder';
import { isOnDisk, readBytes, writeContent } from '../../tree/named-calls';
import { shownPath } from '../shown-path';
import { withRenderTools } from '../with-render-tools';
import { summaryOf } from './synth';

/** Settings of the check, which lie beside the catalog. */
const checkSettings = 'slipway.yaml';

/** Makes a repository of the catalog that comes with this package, complete or not at all, or renders one again. */
export function demo(shown: string, context: Context): ExitCode {
  const folder = resolve(context.workingDirectory, shown);
  const start = context.now();
  const isThere = isDemo(folder, context.packageRoot);
  const report = isThere ? render(folder, context) : make(folder, shown, context);
  const path = printableLine(shownPath(folder, context));
  context.stdout.write(summaryOf(report, Math.round(context.now() - start), path, context.stdout));
  if (!isThere)
    context.stdout.write(
      'It is no Git repository: whatever reads a catalog works in it, as "explain" and "check". Changes under gates need one, with\n' +
        'a remote: "slipway play" makes one to try them in.\n',
    );
  return 0;
}

function make(folder: string, shown: string, context: Context): SynthesizeReport {
  return context.uninterrupted(() =>
    fillNewFolder(folder, shown, (staging) => {
      for (const [path, content] of filesOf(context.packageRoot)) {
        makeFolder(dirname(join(staging, path)));
        writeContent(join(staging, path), content);
      }
      return render(staging, { ...context, uninterrupted: (work) => work() });
    }),
  );
}

function render(folder: string, context: Context): SynthesizeReport {
  const catalog = join(folder, 'catalog');
  const { uninterrupted } = context;
  return withRenderTools(catalog, context, (tools) => synthesize({ catalog, out: folder, tools, uninterrupted }));
}

/** Whether a folder has the catalog of a demo, whose services somebody may have changed since. */
function isDemo(folder: string, packageRoot: string): boolean {
  const platform = join('catalog', documents.platform);
  const there = join(folder, platform);
  return isOnDisk(there) && readBytes(there).equals(contentOf(packageRoot, platform));
}

/** What people would edit, by its path from the root of the repository, with the JSON Schemas where their first lines say. */
function filesOf(packageRoot: string): ReadonlyMap<string, Buffer> {
  const catalog = join(packageRoot, 'catalog');
  const paths = readdirSync(catalog, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(packageRoot, join(entry.parentPath, entry.name)));
  const schemas = schemaNames.map((name) => `${name}.schema.json`);
  return new Map([
    ...[...paths, checkSettings].map((path) => [path, contentOf(packageRoot, path)] as const),
    ...schemas.map(
      (name) => [join('catalog', '.schemas', name), readBytes(join(packageRoot, 'schemas', name))] as const,
    ),
  ]);
}

/** A file of ours says in its first line where its schema is; the bytes of any other are what they are. */
function contentOf(packageRoot: string, path: string): Buffer {
  const content = readBytes(join(packageRoot, path));
  const text = content.toString('utf8');
  if (path === checkSettings) return Buffer.from(text.replace('$schema=schemas/', '$schema=catalog/.schemas/'));
  const kind = kindOfDocument(relative('catalog', path).split(sep).join('/'));
  if (kind === undefined || kind === 'file' || kind === 'software') return content;
  return Buffer.from(text.replace(/\$schema=\.\.\/((?:\.\.\/)*)schemas\//, '$schema=$1.schemas/'));
}
