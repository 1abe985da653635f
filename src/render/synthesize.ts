import { basename } from 'node:path';

import { folderSource } from '../catalog/folder-source';
import { loadCatalog } from '../catalog/load';
import type { Catalog } from '../model/catalog';
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
import { wantedTree } from './wanted-tree';
import type { WantedTree } from './wanted-tree';

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
  /** Where to remember what is current. @default - nothing is remembered, everything is rendered */
  readonly memory?: MemoryPlace | undefined;
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
  const loaded = loadCatalog(folderSource(options.catalog), memory?.documents, memory?.complete);
  const scope = findScope(loaded.catalog, options.environment, options.service);
  const tree = wantedTree(loaded, scope);
  const { catalog } = loaded;
  const { out, onProgress, uninterrupted = (work) => work() } = options;
  const writer = uninterrupted(() => TreeWriter.open(out, { folders: tree.folders, keeps: tree.keeps }));
  try {
    const sourceOf = (key: string): Claimant => sourceIn(tree, key);
    const stale = scope.isEverything ? keepComplete(writer, loaded, sourceOf, out, memory) : undefined;
    const stated = stateParts(writer, partsToState(tree, stale), sourceOf, out, memory, onProgress);
    for (const { path, lines } of tree.blocks) writer.putBlock(path, lines);
    if (options.leavesRunning !== true) refuseToLeave(writer.unstated(), catalog, basename(options.catalog));
    const staged = Date.now();
    const report = uninterrupted(() => writer.commit());
    if (memory !== undefined) {
      const news = newsOf(out, loaded, stated, memory, { started, staged }, scope.isEverything);
      if (isNews(news, memory)) remember(memory, news);
    }
    return {
      ...report,
      services: catalog.services.size,
      environments: catalog.environments.size,
      placements: placementsOf(catalog, scope),
    };
  } finally {
    writer.abort();
  }
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
