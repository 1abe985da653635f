import type { Schemas } from '../../manifest-schemas/read-schemas';
import type { ManifestObject } from '../../manifests/manifest';
import { isBelow, treeFolders } from '../../model/tree-layout';
import type { TreeEnvironment } from '../tree';
import { wantedValue } from './exact-service';
import { fieldCount, mergePatchOf } from './merge-patch';

/** An object that is not rendered as it is in the tree, or that nobody has asked for. */
export interface Difference {
  readonly environment: string;
  readonly service: string;
  /** `Deployment web`. */
  readonly object: string;
  readonly fields: number;
}

/**
 * Compares what an environment holds with what is rendered for services there.
 *
 * @param serviceOf the service that an object belongs to
 */
export function differencesOf(
  { name: environment, objects }: TreeEnvironment,
  rendered: readonly ManifestObject[],
  services: readonly string[],
  serviceOf: (object: ManifestObject) => string,
  schemas: Schemas,
): readonly Difference[] {
  const seen = new Set<ManifestObject>();
  const own = services.flatMap((service) =>
    objectsOfService(rendered, service, environment).map((object) => ({ service, object })),
  );
  const changed = objects.flatMap((object): readonly Difference[] => {
    const twin = own.find((one) => !seen.has(one.object) && isTwin(one.object, object))?.object;
    const shown = { environment, service: serviceOf(object), object: `${object.kind} ${object.name}` };
    if (twin === undefined) return [{ ...shown, fields: fieldCount(object.value) }];
    seen.add(twin);
    const schema = schemas.find(object.apiVersion, object.kind)?.schema;
    const patch = mergePatchOf(twin.value, wantedValue(object, twin.value), schema);
    return patch === undefined ? [] : [{ ...shown, fields: fieldCount(patch) }];
  });
  const added = own
    .filter(({ object }) => !seen.has(object))
    .map(({ service, object: { kind, name, value } }) => ({
      environment,
      service,
      object: `${kind} ${name}`,
      fields: fieldCount(value),
    }));
  return [...changed, ...added];
}

/** The objects that are rendered for a service in an environment. */
export function objectsOfService(
  rendered: readonly ManifestObject[],
  service: string,
  environment: string,
): readonly ManifestObject[] {
  const folder = treeFolders.overlay(service, environment);
  return rendered.filter(({ file }) => isBelow(file, folder));
}

function isTwin(one: ManifestObject, object: ManifestObject): boolean {
  return (
    one.kind === object.kind &&
    one.apiVersion === object.apiVersion &&
    one.name === object.name &&
    (object.namespace === undefined || one.namespace === undefined || one.namespace === object.namespace)
  );
}
