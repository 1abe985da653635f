import type { ManifestObject, Path } from '../../manifests/manifest';
import { isMapping, listAt, valueAt } from '../../manifests/value-at';
import type { Mapping } from '../../manifests/value-at';

/** An element of a list generator, and where it is. */
export interface ListElement {
  readonly value: Mapping;
  readonly path: Path;
}

/** Elements of an ApplicationSet that has list generators only; undefined when another generator may add fields and Applications. */
export function listElements(applicationSet: ManifestObject): readonly ListElement[] | undefined {
  const elements: ListElement[] = [];
  for (const [index, generator] of listAt(applicationSet.value, ['spec', 'generators']).entries()) {
    const list = valueAt(generator, ['list', 'elements']);
    // A template or a selector of the generator changes what its elements become.
    const isPlain = isMapping(generator) && Object.keys(generator).length === 1;
    if (!isPlain || !Array.isArray(list) || valueAt(generator, ['list', 'template']) !== undefined) return undefined;
    for (const [position, value] of list.entries()) {
      if (isMapping(value)) {
        elements.push({ value, path: ['spec', 'generators', index, 'list', 'elements', position] });
      }
    }
  }
  return elements;
}

/** What all that is made of templates may have together, in characters and fields: a small list makes much of a large template. */
export interface FillingRoom {
  left: number;
}

/** More than the Applications of any Argo CD have. */
export const usualFillingRoom = 50_000_000;

/**
 * A template with plain fields filled in: `{{ .name }}` and `{{name}}`. What is more than a field stays as it is, and so does
 * what there is no room for.
 */
export function substitute(template: unknown, values: Mapping, room: FillingRoom): unknown {
  if (room.left <= 0) return template;
  room.left -= 1;
  if (typeof template === 'string') return template.includes('{{') ? filled(template, values, room) : template;
  if (Array.isArray(template)) return template.map((item) => substitute(item, values, room));
  if (!isMapping(template)) return template;
  return Object.fromEntries(Object.entries(template).map(([key, value]) => [key, substitute(value, values, room)]));
}

function filled(template: string, values: Mapping, room: FillingRoom): string {
  room.left -= template.length;
  return template.replace(/\{\{-?\s*\.?([\w.-]+?)\s*-?\}\}/g, (whole, field: string) => {
    const value = values[field] ?? valueAt(values, field.split('.'));
    if (typeof value !== 'string' && typeof value !== 'number') return whole;
    const text = String(value);
    if (text.length > room.left) return whole;
    room.left -= text.length;
    return text;
  });
}
