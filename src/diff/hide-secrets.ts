import type { ManifestObject } from '../manifests/manifest';
import { isMapping, textAt } from '../manifests/value-at';
import { hideAll, valueWithoutSecrets, withoutSecrets } from '../secrets/hide';
import { afterOf, beforeOf, type FieldPath, type ObjectChange, type Step } from './change';
import type { AssessedField } from './consequence';
import type { RiskGroup } from './group';
import { canonical } from './same-value';

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
  return {
    ...field,
    before: hide(field.before, field.path, beforeOf(change), 'before'),
    after: hide(field.after, field.path, afterOf(change), 'after'),
  };
}

/** What is around a value says whether it is a secret, so that it is taken from the object as it may be shown. */
function hide(value: unknown, path: FieldPath, object: ManifestObject | undefined, side: 'before' | 'after'): unknown {
  const at = (root: unknown): unknown => path.reduce((one: unknown, step) => stepInto(one, step, side), root);
  if (value === undefined || object === undefined) return valueWithoutSecrets(value, nameAt(path));
  if (canonical(at(object.value)) !== canonical(value)) return valueWithoutSecrets(value, nameAt(path));
  return at(shownObject(object).value) ?? hideAll(value);
}

function hideInChange(change: ObjectChange): ObjectChange {
  if (change.change === 'added') return { ...change, after: shownObject(change.after) };
  if (change.change === 'removed') return { ...change, before: shownObject(change.before) };
  return { ...change, before: shownObject(change.before), after: shownObject(change.after), fields: [] };
}

const shown = new WeakMap<ManifestObject, ManifestObject>();

function shownObject(object: ManifestObject): ManifestObject {
  const known = shown.get(object);
  if (known !== undefined) return known;
  const value = valueWithoutSecrets(object.value);
  const hidden = { ...object, value: isMapping(value) ? value : {} };
  shown.set(object, hidden);
  return hidden;
}

/** Name of what a value is of, where that is all that is known: the variable or the key that it is written at. */
function nameAt(path: FieldPath): string {
  const [above, last] = path.slice(-2);
  if (last === 'value' && typeof above === 'object' && 'keys' in above) return textAt(above.keys, ['name']) ?? '';
  return typeof last === 'string' ? last : '';
}

function stepInto(value: unknown, step: Step, side: 'before' | 'after'): unknown {
  if (typeof step === 'string') return isMapping(value) ? value[step] : undefined;
  if (!Array.isArray(value)) return undefined;
  if (!('keys' in step)) return value[step[side] ?? -1];
  const keys = Object.entries(step.keys);
  return value.find((one: unknown) => isMapping(one) && keys.every(([key, expected]) => one[key] === expected));
}
