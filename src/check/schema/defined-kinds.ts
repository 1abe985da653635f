import { joinSchemas, type Schemas } from '../../manifest-schemas/read-schemas';
import type { KindSchema } from '../../manifest-schemas/schema';
import type { ManifestObject } from '../../manifests/manifest';
import { Crd, readCrd } from './read-crds';

/**
 * Adds the kinds that CustomResourceDefinitions among the objects define, which are what the cluster takes once they are
 * applied. A definition that a server would refuse defines nothing here: its own schema says what is wrong with it.
 *
 * @param schemas what servers take without them; a definition wins over it
 */
export function withDefinedKinds(schemas: Schemas, objects: readonly ManifestObject[]): Schemas {
  const objectMeta = schemas.find('v1', 'ConfigMap')?.schema.properties?.['metadata'];
  if (objectMeta === undefined) return schemas;
  const kinds = new Map<string, KindSchema>();
  for (const { kind, group, value } of objects) {
    if (kind !== 'CustomResourceDefinition' || group !== 'apiextensions.k8s.io') continue;
    const read = Crd.safeParse(value);
    // A group of Kubernetes itself is read by code, which no definition changes.
    if (!read.success || isBuiltIn(schemas, read.data.spec.names.kind, read.data)) continue;
    for (const [name, known] of readCrd(read.data, objectMeta)) kinds.set(name, known);
  }
  return kinds.size === 0 ? schemas : joinSchemas([schemas, schemasOf(kinds)]);
}

function isBuiltIn(schemas: Schemas, kind: string, { spec }: Crd): boolean {
  return spec.versions.some(({ name }) => {
    const known = schemas.find(`${spec.group}/${name}`, kind);
    return known !== undefined && known.isCustom !== true;
  });
}

function schemasOf(kinds: ReadonlyMap<string, KindSchema>): Schemas {
  return {
    sources: ['the definitions beside the objects'],
    names: [...kinds.keys()].sort(),
    find: (apiVersion, kind) => kinds.get(`${apiVersion} ${kind}`),
  };
}
