import type { ManifestObject } from '../../manifests/manifest';
import type { ExactPlacement } from './exact-service';
import { fieldCount } from './merge-patch';

/** How many fields a catalog says, and how. */
export interface ExactFields {
  readonly all: number;
  readonly inPatches: number;
  readonly inManifests: number;
}

/** Counts fields of objects. */
export function fieldsOfObjects(
  all: readonly ManifestObject[],
  patches: ExactPlacement['patches'],
  manifests: readonly ManifestObject[],
): ExactFields {
  const sum = (values: readonly unknown[]): number => values.reduce<number>((total, one) => total + fieldCount(one), 0);
  return {
    all: sum(all.map(({ value }) => value)),
    inPatches: sum(patches.map(({ merge }) => merge)),
    inManifests: sum(manifests.map(({ value }) => value)),
  };
}
