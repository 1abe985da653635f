import { groupOfApi } from '../manifests/api-group';
import { isMapping, listAt, mappingAt, textAt } from '../manifests/value-at';
import type { Mapping } from '../manifests/value-at';
import { partsOfImage } from '../model/image-reference';
import { isClusterKind } from '../model/kind-scope';
import type { Placement } from '../model/placement';

/**
 * Objects of others in the namespace of a placement, and with its labels. What they say themselves stays. All of them at once: a
 * definition among them says whether objects of its kind live in a namespace.
 */
export function complete(objects: readonly Mapping[], placement: Placement): readonly Mapping[] {
  const clusterKinds = clusterKindsIn(objects);
  const isLabelled = placement.customization?.unadopted.includes('labels') !== true;
  return objects.map((object) => {
    const metadata = mappingAt(object, ['metadata']);
    const kind = String(object['kind']);
    const group = groupOfApi(textAt(object, ['apiVersion']) ?? '');
    const isOfCluster = clusterKinds.get(`${group}/${kind}`) ?? isClusterKind({ group, kind });
    const { namespace: said, ...named } = metadata;
    const labels = { ...(isLabelled ? placement.labels : {}), ...mappingAt(metadata, ['labels']) };
    return {
      ...object,
      metadata: {
        ...named,
        // As Helm and kustomize have it: the namespace of the release where an object names none.
        ...(isOfCluster ? {} : { namespace: said ?? placement.namespace }),
        ...(Object.keys(labels).length === 0 ? {} : { labels }),
      },
    };
  });
}

/** What definitions among the objects say of their kinds: whether these live in no namespace. */
function clusterKindsIn(objects: readonly Mapping[]): ReadonlyMap<string, boolean> {
  return new Map(
    objects.flatMap((object) => {
      if (object['kind'] !== 'CustomResourceDefinition') return [];
      const spec = mappingAt(object, ['spec']);
      const name = `${textAt(spec, ['group']) ?? ''}/${textAt(spec, ['names', 'kind']) ?? ''}`;
      return [[name, spec['scope'] === 'Cluster'] as const];
    }),
  );
}

/** Objects whose containers run a release wherever they run the image of it. */
export function withRelease(
  objects: readonly Mapping[],
  image: string,
  { version, digest }: { readonly version: string; readonly digest?: string | undefined },
): readonly Mapping[] {
  const released = `${image}:${version}${digest === undefined ? '' : `@${digest}`}`;
  const inValue = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(inValue);
    if (!isMapping(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [
        key,
        isContainers(key, value) ? listAt(value, [key]).map(inContainer) : inValue(one),
      ]),
    );
  };
  const inContainer = (container: unknown): unknown => {
    const reference = textAt(container, ['image']);
    return isMapping(container) && reference !== undefined && partsOfImage(reference).repository === image
      ? { ...container, image: released }
      : container;
  };
  return objects.map((object) => Object.fromEntries(Object.entries(object).map(([key, one]) => [key, inValue(one)])));
}

function isContainers(key: string, value: Mapping): boolean {
  return (key === 'containers' || key === 'initContainers') && Array.isArray(value[key]);
}
