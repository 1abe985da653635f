import { formatPath } from '../model/problem';
import { blockText, hasLoneSurrogate, isBlockText, numberText, stringText } from '../yaml/write-scalar';

/**
 * Writes plain data as one YAML document that YAML 1.1 and YAML 1.2 readers read alike, ended by a line break.
 *
 * - Keys are sorted by code unit, so that no locale matters; a Kubernetes object starts with apiVersion, kind, metadata.
 * - Two spaces of indentation, the dash of a list at its key's column as `kubectl get -o yaml` writes it, no folded lines.
 * - Text of several lines is a literal block where that is exact, so that reviewers can read embedded JSON and PromQL.
 * - A property that is `undefined` is left out.
 *
 * @throws {TypeError} with the path, for what YAML cannot carry unchanged: functions, symbols, bigint, NaN, Infinity,
 * dates and other class instances, halves of surrogate pairs, gaps and `undefined` in lists, cycles, more than 100 levels.
 */
export function emitYaml(value: unknown): string {
  return new Emitter().document(value);
}

/** Far beyond what Kubernetes objects need; a cycle ends here too, without a list of ancestors for each object. */
const DEEPEST = 100;

const INDENTS: readonly string[] = Array.from({ length: DEEPEST + 2 }, (_, depth) => '  '.repeat(depth));

/** A key longer than 1,024 characters must be announced by `?` (YAML 1.2.2, 7.4.2); escapes and quotes count. */
const LONGEST_SIMPLE_KEY = 1000;

const KUBERNETES_FIRST: readonly string[] = ['apiVersion', 'kind', 'metadata'];

class Emitter {
  #text = '';
  /** Keys and indexes from the document to the value at hand, for errors. */
  readonly #path: (string | number)[] = [];

  document(value: unknown): string {
    if (Array.isArray(value) && value.length > 0) {
      this.#list(value, 0, false);
    } else if (isObject(value) && !isEmpty(value)) {
      this.#mapping(value, isKubernetesObject(value) ? kubernetesKeys(value) : sortedKeys(value), 0, false);
    } else {
      this.#scalar(value, 1);
    }
    return this.#text;
  }

  /** Writes entries at `indent`; the first one follows on the line of a list's dash if `isInline`. */
  #mapping(value: PlainObject, keys: readonly string[], indent: number, isInline: boolean): void {
    const margin = INDENTS[indent] ?? this.#refuse('is nested deeper than 100 levels, or contains itself');
    let isFirst = isInline;
    for (const key of keys) {
      const entry = value[key];
      if (entry === undefined) continue;
      const keyText = stringText(key);
      if (isBroken(keyText, key))
        this.#refuse(`has the key ${keyText}, with half a surrogate pair; that is no Unicode text`);
      if (!isFirst) this.#text += margin;
      isFirst = false;
      this.#text += keyText.length > LONGEST_SIMPLE_KEY ? `? ${keyText}\n${margin}:` : `${keyText}:`;
      this.#path.push(key);
      this.#entry(entry, indent);
      this.#path.pop();
    }
  }

  /** Writes what follows a key and its colon. */
  #entry(value: unknown, indent: number): void {
    if (typeof value === 'string') {
      this.#text += ' ';
      this.#string(value, indent + 1);
    } else if (Array.isArray(value) && value.length > 0) {
      this.#text += '\n';
      this.#list(value, indent, false);
    } else if (isObject(value) && !isEmpty(value)) {
      this.#text += '\n';
      this.#mapping(value, sortedKeys(value), indent + 1, false);
    } else {
      this.#text += ' ';
      this.#scalar(value, indent + 1);
    }
  }

  /** Writes dashes at `indent`; the first one follows on the line of an outer list's dash if `isInline`. */
  #list(values: readonly unknown[], indent: number, isInline: boolean): void {
    const dash = `${INDENTS[indent] ?? this.#refuse('is nested deeper than 100 levels, or contains itself')}- `;
    // By index: for...of on a list with gaps would be as good, forEach and map would skip them.
    for (let index = 0; index < values.length; index += 1) {
      const value = values[index];
      this.#text += index === 0 && isInline ? '- ' : dash;
      this.#path.push(index);
      if (typeof value === 'string') {
        this.#string(value, indent + 1);
      } else if (Array.isArray(value) && value.length > 0) {
        this.#list(value, indent + 1, true);
      } else if (isObject(value) && !isEmpty(value)) {
        this.#mapping(value, sortedKeys(value), indent + 1, true);
      } else {
        this.#scalar(value, indent + 1);
      }
      this.#path.pop();
    }
  }

  /** Writes a value that is no collection with content, and ends the line. */
  #scalar(value: unknown, blockIndent: number): void {
    if (typeof value === 'string') this.#string(value, blockIndent);
    else if (typeof value === 'boolean' || value === null) this.#text += `${value}\n`;
    else if (typeof value === 'number' && Number.isFinite(value)) this.#text += `${numberText(value)}\n`;
    else if (Array.isArray(value)) this.#text += '[]\n';
    else if (isObject(value)) this.#text += '{}\n';
    else this.#refuse(describeUnwritable(value));
  }

  #string(value: string, blockIndent: number): void {
    const indent = INDENTS[blockIndent];
    if (indent !== undefined && isBlockText(value)) {
      this.#text += blockText(value, indent);
      return;
    }
    const text = stringText(value);
    if (isBroken(text, value)) this.#refuse(`is ${text}, with half a surrogate pair; that is no Unicode text`);
    this.#text += `${text}\n`;
  }

  #refuse(reason: string): never {
    const place = this.#path.length === 0 ? 'the document' : abridged(formatPath(this.#path));
    throw new TypeError(`cannot write YAML: ${place} ${reason}`);
  }
}

/** JavaScript's readers take half a surrogate pair; libyaml and go-yaml, and with them Kubernetes, refuse it. */
function isBroken(text: string, value: string): boolean {
  return text.startsWith('"') && hasLoneSurrogate(value);
}

interface PlainObject {
  readonly [key: string]: unknown;
}

/** Tells plain data from class instances in a way that also holds for objects of another realm (a `vm` context, jest). */
function isObject(value: unknown): value is PlainObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** An object whose properties are all `undefined` is written as `{}`, not as nothing, which would be read as null. */
function isEmpty(value: PlainObject): boolean {
  for (const key in value) if (value[key] !== undefined) return false;
  return true;
}

function sortedKeys(value: PlainObject): readonly string[] {
  const keys = Object.keys(value);
  for (let index = 1; index < keys.length; index += 1) {
    // Most objects of a manifest have few keys in order already; sort() costs more than this look.
    if ((keys[index - 1] ?? '') > (keys[index] ?? '')) return keys.sort();
  }
  return keys;
}

function isKubernetesObject(value: PlainObject): boolean {
  return typeof value['apiVersion'] === 'string' && typeof value['kind'] === 'string';
}

function kubernetesKeys(value: PlainObject): readonly string[] {
  const others = sortedKeys(value).filter((key) => !KUBERNETES_FIRST.includes(key));
  return [...KUBERNETES_FIRST, ...others];
}

function describeUnwritable(value: unknown): string {
  if (value === undefined) return 'is undefined; only a property may be, and is left out';
  if (typeof value === 'number') return `is ${value}; only finite numbers can be written`;
  if (typeof value === 'bigint') return `is the bigint ${value}; use a number or a string`;
  if (typeof value === 'object')
    return `is of class ${value?.constructor.name}; only plain objects and arrays can be written`;
  return `is a ${typeof value}; only plain data can be written`;
}

/** The path of a cycle repeats itself a hundred times. */
function abridged(path: string): string {
  return path.length > 200 ? `${path.slice(0, 200)}...` : path;
}
