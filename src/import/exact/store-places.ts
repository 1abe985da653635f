import { takenKeys } from '../../customize/store-keys';
import { documents } from '../../model/catalog';
import type { ImportedCatalog } from '../catalog-of';
import { withPlaceholders } from '../names';
import { usualRemoteKey } from '../secrets';
import type { TreeEnvironment } from '../tree';
import { listAt } from '../../manifests/value-at';
import { withValues } from './exact-documents';

/** An imported catalog whose platform lists the places of the secret store that objects take keys of, also those of no setting. */
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
        .map((key) => withPlaceholders(key, { environment, ...(service !== undefined && { service }) }));
    }),
  );
  const others = taken.filter((place) => place !== usualRemoteKey && !place.startsWith(`${usualRemoteKey}/`));
  if (others.length === 0) return base;
  return {
    ...base,
    documents: base.documents.map((document) => {
      if (document.name !== documents.platform) return document;
      const said = document.entries.find(({ key }) => key === 'secrets')?.value;
      const known = listAt(said, ['places']).filter((place) => typeof place === 'string');
      const places = [...new Set([usualRemoteKey, ...known, ...others.sort()])];
      return withValues(document, { secrets: { places } });
    }),
  };
}
