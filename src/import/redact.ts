import type { FieldChange, FieldPath } from '../diff/change';
import { isMapping, textAt } from '../manifests/value-at';
import { formatOfSecret } from '../secrets/formats';
import { hiddenSecret } from '../secrets/hide';
import { isSecretVariable } from './secret-variable';
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
  if (typeof value === 'string') {
    const [safe = value] = safeWords([value]).words;
    return formatOfSecret(safe) !== undefined || isSecretVariable(name, safe) ? hiddenSecret : safe;
  }
  if (Array.isArray(value)) {
    const words = value.every((one) => typeof one === 'string') ? safeWords(value).words : value;
    return words.map((one) => hide(one, name));
  }
  if (!isMapping(value)) return value;
  const own = textAt(value, ['name']);
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, hide(one, key === 'value' && own !== undefined ? own : key)]),
  );
}
