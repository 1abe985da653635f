import type { Schemas } from '../manifest-schemas/read-schemas';
import type { ManifestObject } from '../manifests/manifest';
import type { ObjectChange, ObjectId } from './change';
import { compareValues } from './compare-values';

/** What is known besides the objects. */
export interface DiffKnowledge {
  /** The kinds that the server of an environment takes: keys of lists, defaults, quantities. */
  readonly schemasOf: (environment: string) => Pick<Schemas, 'find'>;
  /** Environment of a file, so that objects of two clusters are not taken for one. @default - all are of one cluster */
  readonly environmentOf?: (file: string) => string;
}

/** Compares two sets of objects, matched by name. A kind in another version is the same object. */
export function diffObjects(
  before: readonly ManifestObject[],
  after: readonly ManifestObject[],
  { schemasOf, environmentOf = () => '' }: DiffKnowledge,
): readonly ObjectChange[] {
  const left = byId(before, environmentOf);
  const right = byId(after, environmentOf);
  const changes: ObjectChange[] = [];
  for (const [key, { id, object }] of left) {
    const now = right.get(key)?.object;
    if (now === undefined) changes.push({ change: 'removed', id, before: object });
    else {
      const kind = schemasOf(id.environment).find(now.apiVersion, now.kind);
      const comparison = { schema: kind?.schema, isBuiltIn: kind !== undefined && kind.isCustom !== true };
      const fields = compareValues(object.value, now.value, comparison);
      if (fields.length > 0) changes.push({ change: 'changed', id, before: object, after: now, fields });
    }
  }
  for (const [key, { id, object }] of right) if (!left.has(key)) changes.push({ change: 'added', id, after: object });
  return changes;
}

/** The identity of an object as a text. */
export function idKey({ environment, group, kind, namespace = '', name }: ObjectId): string {
  return [environment, group, kind, namespace, name].join('\n');
}

/** What an object is called. */
export function idOf(object: ManifestObject, environment: string): ObjectId {
  const { group, kind, namespace, name } = object;
  return { group, kind, namespace, name, environment };
}

function byId(
  objects: readonly ManifestObject[],
  environmentOf: (file: string) => string,
): ReadonlyMap<string, { readonly id: ObjectId; readonly object: ManifestObject }> {
  const found = new Map<string, { readonly id: ObjectId; readonly object: ManifestObject }>();
  const countByKey = new Map<string, number>();
  for (const object of objects) {
    const id = idOf(object, environmentOf(object.file));
    const key = idKey(id);
    // The second of two objects of one name is matched with the second: none may get lost.
    const count = (countByKey.get(key) ?? 0) + 1;
    countByKey.set(key, count);
    found.set(count === 1 ? key : `${key}\n${count}`, { id, object });
  }
  return found;
}
