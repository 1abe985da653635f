import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

import type { RenderTools } from '../../catalog/render-tools';
import { InputError } from '../../model/problem';
import type { Problem } from '../../model/problem';
import { knownCatalog } from '../../render/known-catalog';
import { recall } from '../../render/memory';
import type { MemoryPlace } from '../../render/memory';
import { ownCatalog, versionsOf } from '../../review/own-catalog';
import type { OwnCatalog } from '../../review/own-catalog';
import { findStaleFiles } from '../../review/stale-files';
import type { TreeFault } from '../../review/stale-files';
import { memoryPlace } from '../cache-place';
import type { Context } from '../context';
import { extensionsBeside } from '../extensions-beside';
import type { CatalogPlace } from '../find-catalog';
import { renderTools } from '../render-tools';
import type { Machine } from '../render-tools';

/** What the second thread is asked. */
export interface TreeQuestion {
  readonly place: CatalogPlace;
  readonly memory: MemoryPlace;
  /** Where programs are, and what they have made before. */
  readonly machine: Machine;
  readonly allowsExtensions: boolean;
}

/** What the second thread says, first the versions and then the files, or that the catalog is not valid. */
export type TreeAnswer =
  | { readonly kind: 'versions'; readonly versions: ReadonlyMap<string, string> }
  | { readonly kind: 'stale'; readonly files: readonly TreeFault[] }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

/** Fewer services are rendered sooner than a thread has started. */
const servicesWorthAThread = 40;

/**
 * Of more services, the catalog and the manifests are looked at one after another: each takes half a gigabyte for 10,000 of
 * them, and what the thread has taken is free when it ends.
 */
const servicesAtOnce = 5000;

/** What is rendered there dies young: a quarter of the usual room for it takes no longer, and 60 MB less. */
const resourceLimits = { maxYoungGenerationSizeMb: 12 };

/**
 * Reads the catalog and compares the tree with what it renders: a large one on a second thread, which begins at once. The
 * files are to be asked for when everything else is done.
 *
 * @param isTreeChecked whether anybody will ask for the files
 * @param allowsExtensions whether the code of slipway.extensions.js may run
 */
export async function startCatalog(
  place: CatalogPlace,
  isTreeChecked: boolean,
  allowsExtensions: boolean,
  context: Context,
): Promise<OwnCatalog> {
  const { variables, platform, homeDirectory, packageRoot } = context;
  const machine = { variables: { ...variables }, platform, homeDirectory, packageRoot };
  const question: TreeQuestion = { place, memory: memoryPlace(context, place), machine, allowsExtensions };
  const services = countServices(place);
  if (!isTreeChecked || availableParallelism() === 1 || services < servicesWorthAThread) {
    const { loaded, memory } = knownCatalog(place.catalog, recall(question.memory), toolsFor(question));
    return ownCatalog(loaded, isTreeChecked ? { ...place, memory } : undefined);
  }
  const catalog = onSecondThread(question, context.programFile);
  if (services > servicesAtOnce) await catalog.staleFiles();
  return catalog;
}

/** Answers on the second thread, with a catalog of its own: to send one takes as long as to read it. */
export function answerTreeQuestion(question: TreeQuestion, answer: (said: TreeAnswer) => void): void {
  try {
    const { loaded, memory } = knownCatalog(question.place.catalog, recall(question.memory), toolsFor(question));
    answer({ kind: 'versions', versions: versionsOf(loaded) });
    answer({ kind: 'stale', files: findStaleFiles(loaded, { ...question.place, memory }) });
  } catch (error) {
    // What is thrown here arrives as another kind of error, which nobody knows how to show.
    if (!(error instanceof InputError)) throw error;
    answer({ kind: 'refused', problems: error.problems });
  }
}

function toolsFor({ place, machine, allowsExtensions }: TreeQuestion): RenderTools {
  return renderTools(machine, { extensions: extensionsBeside(place.catalog, machine, allowsExtensions) });
}

function onSecondThread(question: TreeQuestion, programFile: string): OwnCatalog {
  const worker = new Worker(programFile, { workerData: question, resourceLimits });
  const heard = <Kind extends TreeAnswer['kind']>(kind: Kind): Promise<Extract<TreeAnswer, { kind: Kind }>> =>
    new Promise((resolve, reject) => {
      worker.on('message', (said: TreeAnswer) => {
        if (isOf(said, kind)) resolve(said);
        else if (said.kind === 'refused') reject(new InputError(said.problems));
      });
      worker.once('error', reject);
    });
  const [versions, stale] = [heard('versions'), heard('stale')];
  // When the check itself fails, nobody waits for the thread, and nobody asks what became of it.
  worker.unref();
  for (const answer of [versions, stale]) answer.catch(() => undefined);
  const waited = async <Said>(answer: Promise<Said>): Promise<Said> => {
    worker.ref();
    return answer;
  };
  return {
    versions: async () => (await waited(versions)).versions,
    staleFiles: async () => (await waited(stale)).files,
  };
}

function isOf<Kind extends TreeAnswer['kind']>(
  said: TreeAnswer,
  kind: Kind,
): said is Extract<TreeAnswer, { kind: Kind }> {
  return said.kind === kind;
}

// What is wrong with the folder, the reader of the catalog says.
function countServices({ catalog }: CatalogPlace): number {
  try {
    return readdirSync(join(catalog, 'services')).length;
  } catch {
    return 0;
  }
}
