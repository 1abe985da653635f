import { folderSource } from '../catalog/folder-source';
import { loadCatalog } from '../catalog/load';
import type { LoadedCatalog } from '../catalog/load';
import type { RenderTools } from '../catalog/render-tools';
import { isSettled } from './memory';
import type { Memory } from './memory';

/** A catalog, and the memory with what was read of it. */
export interface KnownCatalog {
  readonly loaded: LoadedCatalog;
  readonly memory: Memory;
}

/**
 * A catalog, of which documents that an earlier run has read are not read again. Those that it reads are kept with what the
 * run learns of the tree.
 *
 * @param directory the folder that holds `platform.yaml`
 * @param tools what it may be rendered with @default - nothing
 * @throws InputError when it is not valid
 */
export function knownCatalog(directory: string, memory: Memory, tools?: RenderTools): KnownCatalog {
  const started = Date.now();
  const loaded = loadCatalog(folderSource(directory), memory.documents, memory.complete, tools);
  return { loaded, memory: { ...memory, read: documentsToKeep(loaded, memory, started) } };
}

/**
 * What a later run need not read again: of a catalog that is valid as a whole, and of files that did not change since before
 * the run began.
 *
 * @param started milliseconds since 1970
 */
export function documentsToKeep({ parsed }: LoadedCatalog, before: Memory, started: number): Memory['documents'] {
  return new Map(
    [...parsed].filter(
      ([name, document]) => document !== before.documents.get(name) && isSettled(document.identity, started),
    ),
  );
}
