import type { FieldChange, FieldPath } from '../diff/change';
import { isMapping, textAt } from '../manifests/value-at';
import { valueWithoutSecrets } from '../secrets/hide';
import { safeWords } from './variables';

/** A change without the values of secrets that were written into the tree. */
export function withRedactedSecrets(field: FieldChange): FieldChange {
  return { ...field, before: hide(field.before, nameAt(field.path)) };
}

/** Name of what a value is of: the variable or the key that it is written at. */
function nameAt(path: FieldPath): string {
  const [above, last] = path.slice(-2);
  if (last === 'value' && typeof above === 'object' && 'keys' in above) return textAt(above.keys, ['name']) ?? '';
  return typeof last === 'string' ? last : '';
}

function hide(value: unknown, name: string): unknown {
  return valueWithoutSecrets(withSafeWords(value), name);
}

/** Words of commands as the catalog has them: a secret in them is the variable that Kubernetes fills in. */
function withSafeWords(value: unknown): unknown {
  if (typeof value === 'string') return safeWords([value]).words[0];
  if (Array.isArray(value))
    return value.every((one) => typeof one === 'string') ? safeWords(value).words : value.map(withSafeWords);
  if (!isMapping(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withSafeWords(one)]));
}
