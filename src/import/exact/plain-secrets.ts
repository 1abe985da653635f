import type { ManifestObject } from '../../manifests/manifest';
import { isMapping, listAt, mappingAt, textAt } from '../../manifests/value-at';
import type { Mapping } from '../../manifests/value-at';
import { formatPath } from '../../model/problem';
import { formatOfSecret } from '../../secrets/formats';
import { hasSecret, secretsIn } from '../../secrets/find';
import { isLiteral } from '../../secrets/literal';
import { namesAPassword } from '../../secrets/looks';
import { isDocumentation } from '../../secrets/documentation';
import { wordsWithoutPasswords } from '../../secrets/words';

/** A value that must not be copied, and where it is. */
export interface PlainSecret {
  readonly object: ManifestObject;
  readonly path: readonly (string | number)[];
  /** What is left out with it: an item of a list as a whole. */
  readonly left: readonly (string | number)[];
  /** `the variable DB_PASSWORD`. */
  readonly what: string;
}

/**
 * Finds secrets that are written in an object: values of a Secret, of variables and parameters whose name or form says so, and
 * patches and values of charts in which there is one.
 */
export function plainSecretsIn(object: ManifestObject): readonly PlainSecret[] {
  if (object.kind === 'Secret') {
    const keys = ['data', 'stringData'].flatMap((field) => Object.keys(mappingAt(object.value, [field])));
    return keys.length === 0 ? [] : [{ object, path: [], left: [], what: `the values of ${keys.join(', ')}` }];
  }
  const found: PlainSecret[] = [];
  const visit = (value: unknown, path: readonly (string | number)[]): void => {
    if (Array.isArray(value)) value.forEach((one, index) => visit(one, [...path, index]));
    if (!isMapping(value)) return;
    for (const [key, one] of Object.entries(value)) {
      const what = typeof one === 'string' ? secretAt(value, key, one, path) : undefined;
      const place = [...path, key];
      if (what === undefined) visit(one, place);
      else found.push({ object, path: place, left: typeof path.at(-1) === 'number' ? path : place, what });
    }
  };
  visit(object.value, []);
  return found;
}

/** What a text of a mapping is, when it is a secret. */
function secretAt(mapping: Mapping, key: string, text: string, path: readonly (string | number)[]): string | undefined {
  const name = textAt(mapping, ['name']);
  if (key === 'value' && name !== undefined) {
    if (path.at(-2) === 'env') return hasSecret(name, text) ? `the variable ${name}` : undefined;
    const isSaid = formatOfSecret(text) !== undefined || (namesAPassword(name) && isLiteral(text));
    return isSaid ? `the parameter ${name}` : undefined;
  }
  if (key === 'patch' || key === 'values') return saysASetting(text) ? `the text of ${key}` : undefined;
  return path.includes('valuesObject') && namesAPassword(key) && isLiteral(text) ? `the value ${key}` : undefined;
}

function saysASetting(text: string): boolean {
  return secretsIn(text).some(({ sign }) => sign === 'setting');
}

/** Names whose value is a secret if the name says so, as the reader of the catalog has it. */
const named: ReadonlySet<unknown> = new Set(['env', 'values', 'annotations', 'labels']);

/**
 * Finds secrets in texts that are no variables, which no file of a catalog takes, whatever is permitted. Without them the object
 * would be another one, so the whole of it stays behind.
 *
 * @param plain what `plainSecretsIn` finds in the object
 */
export function textsLeftBehind(object: ManifestObject, plain: readonly PlainSecret[]): readonly PlainSecret[] {
  if (object.kind === 'Secret') return [];
  const variables = new Set(plain.map(({ path }) => JSON.stringify(path)));
  const found: PlainSecret[] = [];
  const visit = (value: unknown, path: readonly (string | number)[]): void => {
    if (Array.isArray(value)) value.forEach((one, index) => visit(one, [...path, index]));
    if (isMapping(value)) {
      for (const [key, one] of Object.entries(value)) visit(one, [...path, key]);
      if (saysAPassword(value)) found.push(wholeObject(object, path, 'the words of the command'));
    }
    if (typeof value !== 'string' || isDocumentation(path) || variables.has(JSON.stringify(path))) return;
    if (hasSecret(named.has(path.at(-2)) ? String(path.at(-1)) : '', value))
      found.push(wholeObject(object, path, 'the text'));
  };
  visit(object.value, []);
  return found;
}

function wholeObject(object: ManifestObject, path: readonly (string | number)[], what: string): PlainSecret {
  return { object, path, left: path, what: `${what} at ${formatPath(path)}, with all of the object` };
}

/** A container says its program in one list, and what it takes in another. */
function saysAPassword(value: Mapping): boolean {
  const words = ['command', 'args'].flatMap((key) => listAt(value, [key]).map(String));
  return wordsWithoutPasswords(words).some((word, index) => word !== words[index]);
}

/** The object without secrets of it, and without what is nothing without them. */
export function withoutPlainSecrets(object: ManifestObject, plain: readonly PlainSecret[]): ManifestObject {
  const places = new Set(plain.map(({ left }) => JSON.stringify(left)));
  if (places.size === 0) return object;
  const strip = (value: unknown, path: readonly (string | number)[]): unknown => {
    const isLeft = (key: string | number): boolean => places.has(JSON.stringify([...path, key]));
    if (Array.isArray(value))
      return value.flatMap((one, index) => (isLeft(index) ? [] : [strip(one, [...path, index])]));
    if (!isMapping(value)) return value;
    const kept = Object.entries(value).filter(([key]) => !isLeft(key));
    return Object.fromEntries(kept.map(([key, one]) => [key, strip(one, [...path, key])]));
  };
  return { ...object, value: asMapping(strip(object.value, [])) };
}

function asMapping(value: unknown): Mapping {
  return mappingAt(value, []);
}
