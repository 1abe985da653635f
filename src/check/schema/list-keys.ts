import { isMapping } from '../../manifests/value-at';
import type { Schema } from '../../manifest-schemas/schema';
import type { Field } from './field';
import { isThere } from './shown';

/**
 * Says which elements of a list are one and the same to an API server. It compares keys with defaults applied: of two ports
 * without a protocol both are TCP.
 */
export function checkListKeys(list: Field, elements: readonly Field[], schema: Schema): void {
  const listType = schema['x-kubernetes-list-type'];
  if (listType === undefined || elements.length < 2) return;
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const first = new Map<string, Field>();
  for (const element of elements) {
    if (!isThere(element.value)) continue;
    const id = listType === 'set' ? JSON.stringify(element.value) : idOf(element.value, keys, schema.items);
    if (id === undefined) continue;
    const same = first.get(id);
    if (same === undefined) first.set(id, element);
    else sayTwice(list, element, same, keys, schema);
  }
}

/** Undefined when the element has no keys that could be compared, which is said elsewhere. */
function idOf(value: unknown, keys: readonly string[], items: Schema | undefined): string | undefined {
  if (!isMapping(value)) return undefined;
  return JSON.stringify(
    keys.map((key) => (isThere(value[key]) ? value[key] : (items?.properties?.[key]?.default ?? null))),
  );
}

function sayTwice(list: Field, element: Field, same: Field, keys: readonly string[], { items }: Schema): void {
  const key = keys.map(
    (name) => `${name} ${JSON.stringify(element.at(name).value ?? items?.properties?.[name]?.default ?? null)}`,
  );
  const what = keys.length === 0 ? JSON.stringify(element.value) : key.join(', ');
  element.say(
    'duplicate-list-key',
    `${list.where} has ${what} twice, in elements ${Number(same.key) + 1} and ${Number(element.key) + 1}`,
    keys.length === 0 ? 'remove one' : `remove one, or give it another ${keys.join(' or ')}`,
  );
}
