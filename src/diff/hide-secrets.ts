import type { ManifestObject } from '../manifests/manifest';
import { isMapping, textAt } from '../manifests/value-at';
import { flagIn, hiddenSecret, valueWithoutSecrets, withoutSecrets } from '../secrets/hide';
import { afterOf, beforeOf, type FieldPath, type ObjectChange, type Step } from './change';
import type { AssessedField } from './consequence';
import type { RiskGroup } from './group';

/** A group as people may read it: a diff becomes a comment and an e-mail, which stay when the commit is gone. */
export function withHiddenSecrets(group: RiskGroup): RiskGroup {
  const { fields, consequences, example } = group;
  return {
    ...group,
    fields: fields.map((field) => hideInField(field, example)),
    consequences: consequences.map((one) => ({ ...one, text: withoutSecrets(one.text) })),
    example: hideInChange(example),
  };
}

function hideInField(field: AssessedField, change: ObjectChange): AssessedField {
  const [top] = field.path;
  const isOfSecret = change.id.kind === 'Secret' && (top === 'data' || top === 'stringData');
  const hide = (value: unknown, object: ManifestObject | undefined, side: 'before' | 'after'): unknown =>
    isOfSecret ? hideAll(value) : valueWithoutSecrets(value, nameAt(field.path, object?.value, side));
  return {
    ...field,
    before: hide(field.before, beforeOf(change), 'before'),
    after: hide(field.after, afterOf(change), 'after'),
  };
}

function hideInChange(change: ObjectChange): ObjectChange {
  if (change.change === 'added') return { ...change, after: hideInObject(change.after) };
  if (change.change === 'removed') return { ...change, before: hideInObject(change.before) };
  return { ...change, before: hideInObject(change.before), after: hideInObject(change.after), fields: [] };
}

function hideInObject(object: ManifestObject): ManifestObject {
  const shown = Object.entries(object.value).map(([key, value]): [string, unknown] => [
    key,
    object.kind === 'Secret' && (key === 'data' || key === 'stringData')
      ? hideAll(value)
      : valueWithoutSecrets(value, key),
  ]);
  return { ...object, value: Object.fromEntries(shown) };
}

/** Of a Secret, every value. */
function hideAll(value: unknown): unknown {
  if (value === undefined) return undefined;
  if (!isMapping(value)) return hiddenSecret;
  return Object.fromEntries(Object.keys(value).map((key) => [key, hiddenSecret]));
}

/** Name of what a value is of: the variable or the key that it is written at, or the flag before it. */
function nameAt(path: FieldPath, object: unknown, side: 'before' | 'after'): string {
  const [above, last] = path.slice(-2);
  if (last === 'value' && typeof above === 'object' && 'keys' in above) return textAt(above.keys, ['name']) ?? '';
  if (typeof last === 'string') return last;
  const place = last === undefined || 'keys' in last ? undefined : last[side];
  if (place === undefined) return '';
  const list = path.slice(0, -1).reduce((value, step) => stepInto(value, step, side), object);
  return (Array.isArray(list) ? flagIn(list[place - 1]) : undefined) ?? '';
}

function stepInto(value: unknown, step: Step, side: 'before' | 'after'): unknown {
  if (typeof step === 'string') return isMapping(value) ? value[step] : undefined;
  if (!Array.isArray(value)) return undefined;
  if (!('keys' in step)) return value[step[side] ?? -1];
  const keys = Object.entries(step.keys);
  return value.find((one: unknown) => isMapping(one) && keys.every(([key, expected]) => one[key] === expected));
}
