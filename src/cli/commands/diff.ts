import { diffAsJson } from '../../diff/as-json';
import { diffAsMarkdown } from '../../diff/as-markdown';
import { schemasByVersion } from '../../manifest-schemas/for-version';
import { knownCatalog } from '../../render/known-catalog';
import { recall } from '../../render/memory';
import { homeOf } from '../../render/tree-origin';
import { changesOf } from '../../review/changes-of';
import { treeNow } from '../../review/tree-now';
import { contentInTree } from '../../tree/read-tree';
import { memoryPlace } from '../cache-place';
import type { Context, ExitCode } from '../context';
import { diffAsText } from '../diff-as-text';
import type { CatalogPlace } from '../find-catalog';
import { extensionsBeside } from '../extensions-beside';
import { findTreeBefore } from '../find-tree-before';
import { renderTools } from '../render-tools';

/** What `slipway diff` was asked. */
export interface DiffOptions {
  readonly place: CatalogPlace;
  /** A commit, or a folder with rendered files. @default - where this branch left the main one */
  readonly against: string | undefined;
  readonly environment: string | undefined;
  readonly service: string | undefined;
  readonly format: 'text' | 'markdown' | 'json';
  /** Whether the code of slipway.extensions.js may run. */
  readonly allowsExtensions: boolean;
  /** Exit code 1 when something changes. */
  readonly isExitCode: boolean;
}

/** Shows what the catalog changes in the rendered objects. */
export function diff(options: DiffOptions, context: Context): ExitCode {
  const { place, against, environment, service } = options;
  const { stdout, packageRoot, workingDirectory } = context;
  const extensions = extensionsBeside(place.catalog, context, options.allowsExtensions);
  const tools = renderTools(context, { extensions });
  const { loaded, memory } = knownCatalog(place.catalog, recall(memoryPlace(context, place)), tools);
  const before = findTreeBefore(against, place.out, workingDirectory);
  const now = treeNow(loaded, before, {
    environment,
    service,
    memory,
    home: homeOf(loaded.catalog.platform, place.catalog, place.out),
  });
  const report = changesOf(before, now, {
    schemasFor: schemasByVersion(packageRoot),
    contentAt: (path) => contentInTree(place.out, path),
  });
  const { leftOut } = now.rendering;
  if (leftOut.size > 0) context.stderr.write(notCompared([...leftOut]));
  if (options.format === 'json') stdout.write(`${JSON.stringify(diffAsJson(report), null, 2)}\n`);
  else if (options.format === 'markdown') stdout.write(diffAsMarkdown(report));
  else stdout.write(diffAsText(report, stdout.colours));
  return options.isExitCode && report.groups.length > 0 ? 1 : 0;
}

/** What a comparison does not say has to be said. */
function notCompared(documents: readonly string[]): string {
  const files = documents.map((document) => `catalog/${document}`).join(', ');
  return `not compared, since extensions make them and are not run: ${files}; --allow-extensions runs them\n`;
}
