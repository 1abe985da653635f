import type { ManifestObject } from '../../manifests/manifest';
import { isMapping, mappingAt, textAt } from '../../manifests/value-at';
import type { Mapping } from '../../manifests/value-at';
import { isSecretVariable } from '../secret-variable';

/** A value that must not be copied, and where it is. */
export interface PlainSecret {
  readonly object: ManifestObject;
  readonly path: readonly (string | number)[];
  /** `the variable DB_PASSWORD`. */
  readonly what: string;
}

/** Finds secrets that are written in an object: values of a Secret, and of variables whose name or form says so. */
export function plainSecretsIn(object: ManifestObject): readonly PlainSecret[] {
  if (object.kind === 'Secret') {
    const keys = ['data', 'stringData'].flatMap((field) => Object.keys(mappingAt(object.value, [field])));
    return keys.length === 0 ? [] : [{ object, path: [], what: `the values of ${keys.join(', ')}` }];
  }
  const found: PlainSecret[] = [];
  const visit = (value: unknown, path: readonly (string | number)[]): void => {
    if (Array.isArray(value)) value.forEach((one, index) => visit(one, [...path, index]));
    if (!isMapping(value)) return;
    const [name, text] = [textAt(value, ['name']), textAt(value, ['value'])];
    if (path.at(-2) === 'env' && name !== undefined && text !== undefined && isSecretVariable(name, text))
      found.push({ object, path: [...path, 'value'], what: `the variable ${name}` });
    for (const [key, one] of Object.entries(value)) visit(one, [...path, key]);
  };
  visit(object.value, []);
  return found;
}

/** The object without variables that are secrets. */
export function withoutPlainSecrets(object: ManifestObject): ManifestObject {
  const places = new Set(plainSecretsIn(object).map(({ path }) => JSON.stringify(path.slice(0, -1))));
  if (places.size === 0) return object;
  const strip = (value: unknown, path: readonly (string | number)[]): unknown => {
    if (Array.isArray(value))
      return value.flatMap((one, index) =>
        places.has(JSON.stringify([...path, index])) ? [] : [strip(one, [...path, index])],
      );
    if (!isMapping(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, strip(one, [...path, key])]));
  };
  return { ...object, value: asMapping(strip(object.value, [])) };
}

function asMapping(value: unknown): Mapping {
  return mappingAt(value, []);
}
