import { isMapping, valueAt } from '../manifests/value-at';

/** A mapping of a copy, which may be written to. */
export type Editable = Record<string, unknown>;

/** The mapping at a path of a copy; one that belongs to nothing where there is none. */
export function editable(copy: unknown, path: readonly string[]): Editable {
  const found = valueAt(copy, path);
  return isEditable(found) ? found : {};
}

/** The mappings of a list at a path of a copy. */
export function editableList(copy: unknown, path: readonly string[]): readonly Editable[] {
  const found = valueAt(copy, path);
  return Array.isArray(found) ? found.filter(isEditable) : [];
}

/** Only copies come here. */
function isEditable(value: unknown): value is Editable {
  return isMapping(value);
}
