import { folderSource } from '../catalog/folder-source';
import { loadCatalog } from '../catalog/load';
import type { LoadedCatalog } from '../catalog/load';
import type { Memory } from './memory';

/**
 * A catalog, of which documents that an earlier run has read are not read again.
 *
 * @param directory the folder that holds `platform.yaml`
 * @throws InputError when it is not valid
 */
export function knownCatalog(directory: string, memory: Memory): LoadedCatalog {
  return loadCatalog(folderSource(directory), memory.documents, memory.complete);
}
