import { loadCatalog } from '../catalog/load';
import type { LoadedCatalog } from '../catalog/load';
import { recall } from './memory';
import type { MemoryPlace } from './memory';

/**
 * A catalog, of which documents that an earlier run has read are not read again.
 *
 * @param directory the folder that holds `platform.yaml`
 * @throws InputError when it is not valid
 */
export function knownCatalog(directory: string, memory: MemoryPlace): LoadedCatalog {
  const { documents, complete } = recall(memory);
  return loadCatalog(directory, documents, complete);
}
