import type { Kustomization, ManifestObject } from './manifest';
import type { ManifestText } from './read-text';
import type { SharedValues } from './shared-values';

const none: readonly never[] = [];

/**
 * What is kept of a text that was read: values, without the text. Where something is written is found by reading it again,
 * which few objects are asked.
 *
 * @param path absolute path of the file
 * @param again reads the file at an absolute path once more
 */
export function keptText(
  { objects, kustomizations, unreadable, skipped }: ManifestText,
  path: string,
  shared: SharedValues,
  again: (path: string) => ManifestText,
): ManifestText {
  return {
    objects: kept(objects, (object, index) => keptObject(object, index, path, shared, again)),
    kustomizations: kept(kustomizations, (one, index) => keptKustomization(one, index, path, shared, again)),
    unreadable: kept(unreadable, (one) => one),
    ...(skipped !== undefined && { skipped }),
  };
}

/** Most files have nothing of most that there may be in them. */
function kept<Item>(items: readonly Item[], keep: (item: Item, index: number) => Item): readonly Item[] {
  return items.length === 0 ? none : items.map(keep);
}

function keptObject(
  { apiVersion, group, kind, name, namespace, value, file }: ManifestObject,
  index: number,
  path: string,
  shared: SharedValues,
  again: (path: string) => ManifestText,
): ManifestObject {
  return {
    apiVersion: shared.of(apiVersion),
    group: shared.of(group),
    kind: shared.of(kind),
    name: shared.of(name),
    namespace: shared.of(namespace),
    value: shared.of(value),
    file,
    locate: (inObject, where) => again(path).objects[index]?.locate(inObject, where),
    writtenAt: (inObject) => again(path).objects[index]?.writtenAt?.(inObject),
  };
}

function keptKustomization(
  kustomization: Kustomization,
  index: number,
  path: string,
  shared: SharedValues,
  again: (path: string) => ManifestText,
): Kustomization {
  return {
    ...kustomization,
    value: shared.of(kustomization.value),
    locate: (inside, where) => again(path).kustomizations[index]?.locate(inside, where),
  };
}
