/** What a text of JSON may be at most. */
export interface JsonLimits {
  readonly depth: number;
  /** Keys of all objects together. */
  readonly keys: number;
}

/** What a hostile text cannot reach: enough for every body that a portal or Argo CD sends. */
export const jsonLimits: JsonLimits = { depth: 32, keys: 2000 };

/** A text of JSON that was looked at: its value, and the text without the space between its parts. */
export interface GuardedJson {
  readonly value: unknown;
  readonly minified: string;
}

/**
 * Reads JSON as strictly as RFC 8259 allows, in one pass: no key twice, no key that reaches the prototype of an object, no
 * number that is none (1e400), no half of a pair of surrogates, nothing behind the value.
 *
 * `JSON.parse` takes all of these, and each reader of such a text sees another value in it.
 *
 * @returns the value, or what is wrong with the text, in words that start in lower case
 */
export function guardJson(text: string, limits = jsonLimits): GuardedJson | { readonly fault: string } {
  const guard = new Guard(text, limits);
  const fault = guard.read();
  if (fault !== undefined) return { fault };
  const value: unknown = JSON.parse(text);
  return { value, minified: guard.tokens.join('') };
}

const space = /[ \t\n\r]*/y;
const token =
  /[{}[\],:]|"(?:[ !#-[\]-\u{10ffff}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|true|false|null/uy;

/** Keys by which a text would reach what all objects have in common. */
const reaching: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** What may come next. */
type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or end' | 'nothing';

class Guard {
  /** Parts of the text, without the space between them. */
  readonly tokens: string[] = [];
  /** Keys of the objects around, and undefined for a list. */
  private readonly open: (Set<string> | undefined)[] = [];
  private keys = 0;
  private position = 0;
  private expected: Expected = 'value';

  constructor(
    private readonly text: string,
    private readonly limits: JsonLimits,
  ) {}

  read(): string | undefined {
    for (;;) {
      this.take(space);
      if (this.position === this.text.length) return this.expected === 'nothing' ? undefined : 'it ends too early';
      const place = this.position;
      const part = this.take(token);
      if (part === '') return `character ${place + 1} begins nothing that JSON has`;
      const fault = this.step(part);
      if (fault !== undefined) return `${fault} at character ${place + 1}`;
      this.tokens.push(part);
    }
  }

  private take(pattern: RegExp): string {
    pattern.lastIndex = this.position;
    const [part = ''] = pattern.exec(this.text) ?? [];
    this.position += part.length;
    return part;
  }

  private step(part: string): string | undefined {
    switch (this.expected) {
      case 'nothing':
        return 'something follows the value';
      case ':':
        return part === ':' ? this.expect('value') : 'a ":" is missing';
      case 'key or }':
        return part === '}' ? this.close() : this.key(part);
      case 'key':
        return this.key(part);
      case ', or end':
        return this.end(part);
      case 'value or ]':
        return part === ']' ? this.close() : this.value(part);
      case 'value':
        return this.value(part);
    }
  }

  private expect(next: Expected): undefined {
    this.expected = next;
    return undefined;
  }

  private key(part: string): string | undefined {
    if (!part.startsWith('"')) return 'a key is missing';
    const key: unknown = JSON.parse(part);
    if (typeof key !== 'string') return 'a key is missing';
    if (isHalved(key)) return 'a key has half of a pair of surrogates';
    if (reaching.has(key)) return `the key "${key}" is not allowed`;
    const known = this.open.at(-1);
    if (known?.has(key) === true) return 'a key is there twice';
    known?.add(key);
    this.keys += 1;
    if (this.keys > this.limits.keys) return `there are more than ${this.limits.keys} keys`;
    return this.expect(':');
  }

  private value(part: string): string | undefined {
    if (part === '{' || part === '[') {
      this.open.push(part === '{' ? new Set() : undefined);
      if (this.open.length > this.limits.depth) return `it is nested deeper than ${this.limits.depth}`;
      return this.expect(part === '{' ? 'key or }' : 'value or ]');
    }
    if (/^[\]},:]$/.test(part)) return 'a value is missing';
    if (part.startsWith('"') && part.includes('\\u') && isHalved(String(JSON.parse(part))))
      return 'a text has half of a pair of surrogates';
    if (/^[-0-9]/.test(part) && !Number.isFinite(Number(part))) return 'a number is too large';
    return this.expect(this.open.length === 0 ? 'nothing' : ', or end');
  }

  private end(part: string): string | undefined {
    const isObject = this.open.at(-1) !== undefined;
    if (part === ',') return this.expect(isObject ? 'key' : 'value');
    if (part === (isObject ? '}' : ']')) return this.close();
    return `a "," or a "${isObject ? '}' : ']'}" is missing`;
  }

  private close(): undefined {
    this.open.pop();
    return this.expect(this.open.length === 0 ? 'nothing' : ', or end');
  }
}

function isHalved(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}
