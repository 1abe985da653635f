import { basename, resolve } from 'node:path';

import { folderSource } from '../catalog/folder-source';
import { loadCatalog } from '../catalog/load';
import type { RenderTools } from '../catalog/render-tools';
import type { Catalog } from '../model/catalog';
import { Refusal } from '../model/refusal';
import { ownersFile } from '../model/tree-place';
import { blockPlace } from './block-place';
import { keepComplete, newsOf, stateParts } from './current-parts';
import { recall, remember } from './memory';
import type { Memory, MemoryPlace, News } from './memory';
import type { Part } from './parts';
import { refuseToLeave } from './refuse-to-leave';
import { findScope } from './scope';
import type { Scope } from './scope';
import type { Claimant } from '../tree/path-claims';
import { TreeWriter } from '../tree/tree-writer';
import type { TreeReport } from '../tree/tree-writer';
import { homeOf, refuseTreeOfAnother } from './tree-origin';
import { wantedTree } from './wanted-tree';
import type { ManagedBlock, WantedTree } from './wanted-tree';

/** What to render, and where to. */
export interface SynthesizeOptions {
  /** Folder of the catalog, which holds `platform.yaml`. */
  readonly catalog: string;
  /** Root of the tree. */
  readonly out: string;
  /** Render this environment only. A name or an alias. @default - every environment */
  readonly environment?: string | undefined;
  /** Render this service only. @default - every service */
  readonly service?: string | undefined;
  /** Whether what left the catalog may run on, with nobody to manage it. @default false */
  readonly leavesRunning?: boolean | undefined;
  /** Whether nothing is written, and the report says what would be. @default false */
  readonly isDry?: boolean | undefined;
  /** Is asked whether much of a tree may be removed. @default - it may */
  readonly mayRemove?: ((removed: number, all: number) => boolean) | undefined;
  /** Where to remember what is current. @default - nothing is remembered, everything is rendered */
  readonly memory?: MemoryPlace | undefined;
  /** What it may be rendered with, besides itself. @default - nothing: no service may be a chart */
  readonly tools?: RenderTools | undefined;
  /** Does what no signal may end in the middle: the moves into the tree. @default - it is just done */
  readonly uninterrupted?: <Result>(work: () => Result) => Result;
  /** Is told how many parts (placements and environments) are done. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** What was done. */
export interface SynthesizeReport extends TreeReport {
  readonly services: number;
  readonly environments: number;
  /** Placements that were rendered or proved current. */
  readonly placements: number;
  /** Folder of the repository in which the platform says that the tree lies; empty for its root. */
  readonly repositoryPath: string;
}

/**
 * Renders a catalog into a tree. A part whose documents have the hashes of an earlier run of the same program, and whose
 * files have the signatures that they had then, is not rendered again: rendering is a pure function of these documents.
 *
 * @throws InputError for a bad catalog, and for one that lacks what may run, before anything is written
 * @throws TreeError when the tree cannot be written; it then is what it was
 */
export function synthesize(options: SynthesizeOptions): SynthesizeReport {
  const started = Date.now();
  const memory = options.memory === undefined ? undefined : recall(options.memory);
  const loaded = loadCatalog(folderSource(options.catalog), memory?.documents, memory?.complete, options.tools);
  const scope = findScope(loaded.catalog, options.environment, options.service);
  refuseTreeOfAnother(options.catalog, options.out);
  const { catalog } = loaded;
  const tree = wantedTree(loaded, scope, homeOf(catalog.platform, options.catalog, options.out));
  const { out, onProgress, uninterrupted = (work) => work() } = options;
  const writer = uninterrupted(() => TreeWriter.open(out, { folders: tree.folders, keeps: tree.keeps }));
  let above: TreeWriter | undefined;
  try {
    const sourceOf = (key: string): Claimant => sourceIn(tree, key);
    const stale = scope.isEverything ? keepComplete(writer, loaded, sourceOf, out, memory) : undefined;
    const stated = stateParts(writer, partsToState(tree, stale), sourceOf, out, memory, onProgress);
    const places = tree.blocks.map((block) => ({ ...block, ...blockPlace(out, block) }));
    for (const { root, path, lines, name } of places)
      if (root === resolve(out)) writer.putBlock(path, lines, name);
      else above = stateAbove(root, { path, lines, name }, uninterrupted);
    if (scope.isEverything) refuseToRemoveMuch(writer.unstated().length, writer.stated, options.mayRemove);
    if (options.leavesRunning !== true) refuseToLeave(writer.unstated(), catalog, basename(options.catalog));
    const staged = Date.now();
    const owners = ownersFile(catalog.platform);
    const report =
      options.isDry === true
        ? withFileAbove(writer.preview(), above?.preview(), owners)
        : uninterrupted(() => withFileAbove(writer.commit(), above?.commit(), owners));
    if (memory !== undefined && options.isDry !== true) {
      const news = newsOf(out, loaded, stated, memory, { started, staged }, scope.isEverything);
      if (isNews(news, memory)) remember(memory, news);
    }
    return {
      ...report,
      services: catalog.services.size,
      environments: catalog.environments.size,
      placements: placementsOf(catalog, scope),
      repositoryPath: catalog.platform.repository.path ?? '',
    };
  } finally {
    writer.abort();
    above?.abort();
  }
}

/** Removing a larger share of a tree than this is asked for: what is meant may be another catalog, or half a checkout. */
const muchOfTree = 1 / 3;

/** Of a small tree a third is soon gone. */
const fewFiles = 20;

function refuseToRemoveMuch(
  removed: number,
  stated: number,
  mayRemove: SynthesizeOptions['mayRemove'] = () => true,
): void {
  const all = stated + removed;
  if (removed <= fewFiles || removed <= all * muchOfTree) return;
  if (mayRemove(removed, all)) return;
  throw new Refusal(
    `${removed} of ${all} files would be removed, which is more than a third of the tree; nothing was written. Is it the ` +
      'right catalog, and is all of it there? "--prune" says that they may go',
    'answer',
  );
}

/** States the block of a file above the tree, before anything is written. */
function stateAbove(
  root: string,
  { path, lines, name }: ManagedBlock,
  uninterrupted: <Result>(work: () => Result) => Result,
): TreeWriter {
  const writer = uninterrupted(() => TreeWriter.open(root, { folders: [] }));
  try {
    writer.putBlock(path, lines, name);
    return writer;
  } catch (error) {
    writer.abort();
    throw error;
  }
}

/** Its path in the report begins at the root of the tree, as all others do. */
function withFileAbove(report: TreeReport, above: TreeReport | undefined, path: string): TreeReport {
  if (above === undefined) return report;
  const { written, unchanged, removed } = report;
  return { written: [...above.written.map(() => path), ...written], unchanged: unchanged + above.unchanged, removed };
}

/** Parts that are not kept as a whole; to find them takes the laying of all layers. */
function partsToState(tree: WantedTree, stale: ReadonlySet<string> | undefined): readonly Part[] {
  if (stale?.size === 0) return [];
  return stale === undefined ? tree.parts : tree.parts.filter((part) => stale.has(part.key));
}

/** Who is at a path of a part that is kept: rendered when two want the same one. */
function sourceIn(tree: WantedTree, key: string): Claimant {
  return (path) => {
    const files = tree.parts.find((part) => part.key === key)?.render();
    return files?.find((file) => file.path === path)?.source ?? key;
  };
}

function isNews({ documents, names, complete }: Required<News>, before: Memory): boolean {
  return documents.size + names.size > 0 || (complete.hash ?? before.complete) !== before.complete;
}

function placementsOf({ services }: Catalog, { service, environment }: Scope): number {
  let count = 0;
  for (const [name, { overlays }] of services) {
    if (service !== undefined && name !== service) continue;
    count += environment === undefined ? overlays.size : Number(overlays.has(environment));
  }
  return count;
}
