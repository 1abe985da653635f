import { stringify } from 'yaml';

import type { ManifestObject } from '../../manifests/manifest';
import { documents } from '../../model/catalog';
import type { Convention } from '../../model/convention';
import { isSame } from '../split';
import { catalogFileText } from '../write-document';
import type { CatalogDocument, TopLevelKey } from '../write-document';

/** Objects of a service that nothing renders, by environment. */
export type ObjectsByEnvironment = ReadonlyMap<string, readonly ManifestObject[]>;

/** A file of a catalog. */
export interface ManifestFile {
  readonly text: string;
  /** What it was written of. @default - it is no manifest */
  readonly object?: ManifestObject;
}

/** Files of the manifests of a service: what is alike in all of its environments once, the rest by environment. */
export function manifestFiles(service: string, objects: ObjectsByEnvironment): ReadonlyMap<string, ManifestFile> {
  const files = new Map<string, ManifestFile>();
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
      const text = stringify(object.value, { aliasDuplicateObjects: false, lineWidth: 0, compat: 'yaml-1.1' });
      files.set(`${place}/${file}`, { text, object });
    }
  }
  return files;
}

/** What a service does for objects that it has not made. */
const ofManifests: readonly Convention[] = ['labels', 'waves'];

/** All files of a service of manifests alone; none where there are no objects. */
export function filesOfManifests(
  service: string,
  objects: ObjectsByEnvironment,
  team: string,
): ReadonlyMap<string, ManifestFile> {
  const there = new Map([...objects].filter(([, own]) => own.length > 0));
  if (there.size === 0) return new Map();
  const about = 'Objects that are written as they are: services/<name>/manifests.';
  const files = new Map(manifestFiles(service, there));
  const entries: readonly TopLevelKey[] = [
    { key: 'team', value: team },
    { key: 'ports', value: [] },
    { key: 'runs', value: 'manifests' },
    { key: 'unadopted', value: ofManifests },
  ];
  const own: CatalogDocument = { name: documents.service(service), schema: 'service', about: [about], entries };
  files.set(own.name, { text: catalogFileText(own) });
  for (const environment of there.keys()) {
    const name = documents.overlay(service, environment);
    const overlay: CatalogDocument = { name, schema: 'overlay', about: [], entries: [] };
    files.set(name, { text: catalogFileText(overlay) });
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
