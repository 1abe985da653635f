import { isSameScalar } from '../../diff/same-value';
import { childOf, keyValue, mergeKeys } from '../../customize/strategic-merge';
import type { Schema } from '../../manifest-schemas/schema';
import { partsOfImage } from '../../model/image-reference';
import { isMapping, mappingAt } from '../../manifests/value-at';
import type { Mapping } from '../../manifests/value-at';
import { isServerValue } from './server-value';

/** Where two values are: of which kind of object, and below which fields. */
interface Place {
  readonly kind: string;
  readonly shape: string;
  readonly parent: string;
  readonly schema: Schema | undefined;
}

/**
 * The strategic merge patch that makes one object of another, as small as it can be; undefined when both say the same to a
 * server.
 */
export function mergePatchOf(before: Mapping, after: Mapping, schema: Schema | undefined): Mapping | undefined {
  const [was, is] = [before, after].map(withTargets);
  const patch = patchAt(was, is, { kind: String(after['kind']), shape: '', parent: '', schema });
  return isMapping(patch) ? patch : undefined;
}

/** A port of a Service that names no target leads to its own number (Kubernetes, ServicePort v1 core). */
function withTargets(object: Mapping): Mapping {
  if (object['kind'] !== 'Service' || object['apiVersion'] !== 'v1') return object;
  const spec = mappingAt(object, ['spec']);
  if (!Array.isArray(spec['ports'])) return object;
  const ports = spec['ports'].map((one: unknown) => (isMapping(one) ? { targetPort: one['port'], ...one } : one));
  return { ...object, spec: { ...spec, ports } };
}

/** How many fields a patch says. */
export function fieldCount(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + fieldCount(one), 0);
  if (!isMapping(value)) return 1;
  const own = Object.entries(value);
  return own.length === 0 ? 1 : own.reduce((sum, [, one]) => sum + fieldCount(one), 0);
}

/** Lists whose elements are in an order that matters to what runs, or that replaces pods when it is another one. */
const ordered = /(?:containers|initContainers|env)$/;

function patchAt(before: unknown, after: unknown, place: Place): unknown {
  const { kind, shape, parent, schema } = place;
  if (after === undefined || after === null) return isServerValue(kind, shape, before, schema) ? undefined : null;
  if (before === undefined || before === null) return isServerValue(kind, shape, after, schema) ? undefined : after;
  if (isMapping(before) && isMapping(after)) return patchOfMapping(before, after, place);
  if (Array.isArray(before) && Array.isArray(after)) return patchOfList(before, after, place);
  return isSameScalar(before, after, schema, parent) ? undefined : after;
}

function patchOfMapping(before: Mapping, after: Mapping, place: Place): Mapping | undefined {
  const patch: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const changed = patchAt(valueIn(before, key, place), valueIn(after, key, place), {
      kind: place.kind,
      shape: place.shape === '' ? key : `${place.shape}.${key}`,
      parent: place.shape.slice(place.shape.lastIndexOf('.') + 1),
      schema: childOf(place.schema, key),
    });
    if (changed !== undefined) patch[key] = changed;
  }
  return Object.keys(patch).length === 0 ? undefined : patch;
}

/**
 * A port of a Service that says no target leads to the one of its number (Kubernetes, ServicePort `targetPort`), and of an image the
 * tag decides when the registry is asked (Kubernetes, Container `imagePullPolicy`).
 */
function valueIn(value: Mapping, key: string, { kind, shape }: Place): unknown {
  if (key === 'imagePullPolicy' && shape.endsWith('ontainers[]')) return value[key] ?? usualPolicy(value['image']);
  const isTarget = kind === 'Service' && shape === 'spec.ports[]' && key === 'targetPort';
  return isTarget ? (value[key] ?? value['port']) : value[key];
}

function usualPolicy(image: unknown): string | undefined {
  if (typeof image !== 'string') return undefined;
  const { tag, digest } = partsOfImage(image);
  return digest === undefined && (tag ?? 'latest') === 'latest' ? 'Always' : 'IfNotPresent';
}

function patchOfList(before: readonly unknown[], after: readonly unknown[], place: Place): unknown {
  const inside: Place = { ...place, shape: `${place.shape}[]`, schema: place.schema?.items };
  const keys = mergeKeys(place.schema);
  const idOf = (one: unknown): string =>
    JSON.stringify((keys ?? []).map((key) => (isMapping(one) ? keyValue(one, key, inside.schema) : one)));
  const [were, are] = [before.map(idOf), after.map(idOf)];
  const isUnique = (ids: readonly string[]): boolean => new Set(ids).size === ids.length;
  const replaced = keys === undefined ? after : [{ $patch: 'replace' }, ...after];
  if (keys === undefined || !isUnique(were) || !isUnique(are)) {
    const isSame =
      before.length === after.length && before.every((one, at) => patchAt(one, after[at], inside) === undefined);
    return isSame ? undefined : replaced;
  }
  const patch: unknown[] = [];
  for (const [index, one] of before.entries()) {
    const place = are.indexOf(were[index] ?? '');
    if (place < 0) patch.push({ $patch: 'delete', ...keysIn(one, keys) });
    else {
      const changed = patchAt(one, after[place], inside);
      if (isMapping(changed)) patch.push({ ...keysIn(one, keys), ...changed });
      else if (changed !== undefined) return replaced;
    }
  }
  for (const [index, one] of after.entries()) if (!were.includes(are[index] ?? '')) patch.push(one);
  const wouldBe = [...were.filter((id) => are.includes(id)), ...are.filter((id) => !were.includes(id))];
  const isInOrder = !ordered.test(place.shape) || wouldBe.join() === are.join();
  if (!isInOrder) return replaced;
  return patch.length === 0 ? undefined : patch;
}

function keysIn(element: unknown, keys: readonly string[]): Mapping {
  if (!isMapping(element)) return {};
  return Object.fromEntries(keys.filter((key) => key in element).map((key) => [key, element[key]]));
}
