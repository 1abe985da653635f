import { takenKeys } from '../../customize/store-keys';
import { documents } from '../../model/catalog';
import type { ImportedCatalog } from '../catalog-of';
import { otherPlaces } from '../other-places';
import { usualRemoteKey } from '../secrets';
import type { TreeEnvironment } from '../tree';
import { copyingAnnotations } from '../../manifests/copied-secrets';
import { secretWays } from '../../manifests/secret-ways';
import { listAt, mappingAt } from '../../manifests/value-at';
import { copierOf } from '../../model/secret-copiers';
import { withValues } from './exact-documents';

/**
 * An imported catalog whose platform lists the places of the secret store that objects take keys of, also those of no setting, and
 * what else they take secrets by.
 */
export function withStorePlaces(base: ImportedCatalog, environments: readonly TreeEnvironment[]): ImportedCatalog {
  const taken = environments.flatMap(({ name: environment, objects }) =>
    objects.flatMap((object) => {
      const keys = takenKeys(object.value).flatMap(({ key }) => key ?? []);
      if (keys.length === 0) return [];
      const { service } =
        base.facts.find((one) => one.environment === environment && one.group.members.includes(object)) ?? {};
      // A text with braces of its own cannot be said.
      return keys
        .filter((key) => !/[{}]/.test(key))
        .map((key) => ({ key, names: { environment, ...(service !== undefined && { service }) } }));
    }),
  );
  const others = otherPlaces(taken, base.facts);
  const ways = waysOf(environments);
  if (others.length === 0 && Object.keys(ways).length === 0) return base;
  return {
    ...base,
    documents: base.documents.map((document) => {
      if (document.name !== documents.platform) return document;
      const said = document.entries.find(({ key }) => key === 'secrets')?.value;
      const known = listAt(said, ['places']).filter((place) => typeof place === 'string');
      const places = [...new Set([usualRemoteKey, ...known, ...others])];
      return withValues(document, {
        secrets: { ...mappingAt(said, []), ...(others.length > 0 && { places }), ...ways },
      });
    }),
  };
}

/** What the platform has to list of ways to secrets that are bound to no place: what is there is taken over as it is. */
function waysOf(environments: readonly TreeEnvironment[]): Readonly<Record<string, readonly string[]>> {
  const values = environments.flatMap(({ objects }) => objects.map(({ value }) => value));
  const stores = values
    .flatMap((value) => secretWays(value).map(({ kind, name }) => `${kind}/${name ?? '*'}`))
    .filter((store) => !/[{}]/.test(store));
  const copiers = values.flatMap((value) => copyingAnnotations(value, copierOf).map(({ domain }) => domain));
  return {
    ...(stores.length > 0 && { stores: [...new Set(stores)].sort() }),
    ...(copiers.length > 0 && { copiers: [...new Set(copiers)].sort() }),
  };
}
