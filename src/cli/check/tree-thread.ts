import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

import { loadCatalog } from '../../catalog/load';
import type { LoadedCatalog } from '../../catalog/load';
import { recall } from '../../render/memory';
import type { MemoryPlace } from '../../render/memory';
import { memoryPlace, renderingMemoryPlace } from '../cache-place';
import type { Context } from '../context';
import type { CatalogPlace } from '../find-catalog';
import { findStaleFiles } from './check-tree';
import type { StaleFile } from './check-tree';

/** What the second thread is asked. */
export interface TreeQuestion {
  readonly place: CatalogPlace;
  readonly memory: MemoryPlace;
  readonly renderingMemory: MemoryPlace;
}

/** Fewer placements are rendered sooner than a thread has started. */
const placementsWorthAThread = 100;

/**
 * Compares the tree with what the catalog renders: a large one on a second thread, which begins at once. The answer is to
 * be asked for when everything else is done.
 */
export function startTreeCheck(
  loaded: LoadedCatalog,
  place: CatalogPlace,
  context: Context,
): () => Promise<readonly StaleFile[]> {
  const renderingMemory = renderingMemoryPlace(context, place);
  if (loaded.resolved.length < placementsWorthAThread || availableParallelism() === 1) {
    return async () => findStaleFiles(loaded, place.out, renderingMemory);
  }
  const question: TreeQuestion = { place, memory: memoryPlace(context, place), renderingMemory };
  const worker = new Worker(context.programFile, { workerData: question });
  const answer = new Promise<readonly StaleFile[]>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  // When the check itself fails, nobody waits for the thread, and nobody asks what became of it.
  worker.unref();
  answer.catch(() => undefined);
  return () => {
    worker.ref();
    return answer;
  };
}

/** Answers on the second thread, with a catalog of its own: to send one takes as long as to read it. */
export function answerTreeQuestion({ place, memory, renderingMemory }: TreeQuestion): readonly StaleFile[] {
  const { documents, complete } = recall(memory);
  return findStaleFiles(loadCatalog(place.catalog, documents, complete), place.out, renderingMemory);
}
