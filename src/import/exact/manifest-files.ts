import { stringify } from 'yaml';

import type { ManifestObject } from '../../manifests/manifest';
import { documents } from '../../model/catalog';
import { conventions } from '../../model/convention';
import { isSame } from '../split';
import { catalogFileText } from '../write-document';
import type { CatalogDocument, TopLevelKey } from '../write-document';

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

/** All files of a service of manifests alone; none where there are no objects. */
export function filesOfManifests(
  service: string,
  objects: ObjectsByEnvironment,
  team: string,
  release: (environment: string) => unknown,
): ReadonlyMap<string, string> {
  const there = new Map([...objects].filter(([, own]) => own.length > 0));
  if (there.size === 0) return new Map();
  const about = 'Objects that are written as they are: services/<name>/manifests.';
  const files = new Map(manifestFiles(service, there));
  const entries: readonly TopLevelKey[] = [
    { key: 'team', value: team },
    { key: 'ports', value: [] },
    { key: 'monitoring', value: { scrape: false } },
    { key: 'unadopted', value: Object.keys(conventions) },
  ];
  const own: CatalogDocument = { name: documents.service(service), schema: 'service', about: [about], entries };
  files.set(own.name, catalogFileText(own));
  for (const environment of there.keys()) {
    const name = documents.overlay(service, environment);
    const said = [{ key: 'release', value: release(environment) }];
    const overlay: CatalogDocument = { name, schema: 'overlay', about: [], entries: said };
    files.set(name, catalogFileText(overlay));
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
