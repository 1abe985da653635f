import { CustomResourceDefinition } from './kubernetes-object';
import type { KubernetesObject } from './kubernetes-object';
import { linkerdCrds } from './linkerd-crds';
import { thisMachine } from './machine';
import type { Machine } from './machine';
import { readPinnedObjects } from './pinned-objects';
import { pinnedCrds, pinnedStages } from './pins';

/**
 * The CustomResourceDefinitions of everything that Slipway renders, and of what the controllers need besides.
 *
 * @throws when the cache does not have them yet
 */
export function crds(machine: Machine = thisMachine()): readonly CustomResourceDefinition[] {
  const pinnedOnes = readPinnedObjects(pinnedCrds, machine).map((object) => CustomResourceDefinition.parse(object));
  return [...pinnedOnes, ...linkerdCrds()];
}

/** What kwok is configured with, and what the cluster gets to go with it. */
export interface KwokStages {
  readonly stages: readonly KubernetesObject[];
  /** The default storage class, whose claims the stages bind. */
  readonly storageClass: KubernetesObject;
}

/**
 * The stages that kwok ships, for nodes, pods and volumes.
 *
 * @throws when the cache does not have them yet
 */
export function kwokStages(machine: Machine = thisMachine()): KwokStages {
  const objects = readPinnedObjects(pinnedStages, machine);
  const storageClass = objects.find(({ kind }) => kind === 'StorageClass');
  if (storageClass === undefined) throw new Error(`the files of kwok have no StorageClass`);
  return { stages: objects.filter(({ kind }) => kind === 'Stage'), storageClass };
}
