import { stringify } from 'yaml';

import type { ManifestObject } from '../../manifests/manifest';
import { documents } from '../../model/catalog';
import { isSame } from '../split';

/** Objects of a service that nothing renders, by environment. */
export type ObjectsByEnvironment = ReadonlyMap<string, readonly ManifestObject[]>;

/** Files of the manifests of a service: what is alike in all of its environments once, the rest by environment. */
export function manifestFiles(service: string, objects: ObjectsByEnvironment): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const folder = documents.manifestsFolder(service);
  const all = [...objects.values()];
  const isEverywhere = (one: ManifestObject): boolean =>
    all.every((others) => others.some((other) => isSame(other.value, one.value)));
  for (const [environment, own] of objects) {
    const names = new Map<string, number>();
    for (const object of own) {
      const name = fileNameOf(object);
      const times = names.get(name) ?? 0;
      names.set(name, times + 1);
      const file = `${name}${times === 0 ? '' : `-${times + 1}`}.yaml`;
      const place = isEverywhere(object) ? folder : `${folder}/${environment}`;
      files.set(
        `${place}/${file}`,
        stringify(object.value, { aliasDuplicateObjects: false, lineWidth: 0, compat: 'yaml-1.1' }),
      );
    }
  }
  return files;
}

function fileNameOf({ kind, name, group, namespace }: ManifestObject): string {
  const words = [
    kind,
    group === '' || /\.k8s\.io$|^(?:apps|batch|policy|autoscaling)$/.test(group) ? '' : group,
    namespace ?? '',
    name,
  ];
  return words
    .filter((word) => word !== '')
    .join('-')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]+/g, '-');
}
