import { loadCatalog } from '../catalog/load';
import { newsOf, stateParts } from './current-parts';
import { recall, remember } from './memory';
import type { MemoryPlace } from './memory';
import { codeOwners, gitAttributes } from './owners';
import { partsOf } from './parts';
import { TreeWriter } from '../tree/tree-writer';
import type { TreeReport } from '../tree/tree-writer';
import { applicationsOfOthers, findWanted, managedFolders } from './wanted';

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
  /** Where to remember what is current. @default - nothing is remembered, everything is rendered */
  readonly memory?: MemoryPlace | undefined;
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
 * @throws InputError for a bad catalog, before anything is written
 * @throws TreeError when the tree cannot be written; it then is what it was
 */
export function synthesize(options: SynthesizeOptions): SynthesizeReport {
  const started = Date.now();
  const memory = options.memory === undefined ? undefined : recall(options.memory);
  const loaded = loadCatalog(options.catalog, memory?.documents);
  const wanted = findWanted(loaded.catalog, options.environment, options.service);
  const parts = partsOf(loaded, wanted);
  const writer = TreeWriter.open(options.out, { folders: managedFolders(options.out, loaded.catalog, wanted) });
  try {
    const stated = stateParts(writer, parts, loaded, options.out, memory, options.onProgress);
    for (const path of applicationsOfOthers(options.out, loaded.catalog, wanted))
      if (writer.has(path)) writer.keep(path);
    if (wanted.isEverything) {
      writer.putBlock('CODEOWNERS', codeOwners(loaded.catalog));
      writer.putBlock('.gitattributes', gitAttributes());
    }
    const staged = Date.now();
    const report = writer.commit();
    if (options.memory !== undefined && memory !== undefined) {
      const news = newsOf(options.out, loaded, stated, memory, { started, staged });
      if (news.documents.size + news.parts.size > 0) remember(options.memory, memory, news);
    }
    const placements = parts.filter((part) => part.kind === 'placement').length;
    return {
      ...report,
      services: loaded.catalog.services.size,
      environments: loaded.catalog.environments.size,
      placements,
    };
  } finally {
    writer.abort();
  }
}
