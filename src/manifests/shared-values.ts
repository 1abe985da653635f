/** How many values are remembered at a time. What is alike lies close together: overlays of one service, fields of each. */
const rememberedValues = 20_000;

/** V8 copies shorter ones; a longer part of a text keeps all of that text in memory. */
const shortestPart = 13;

/**
 * Keeps equal parts of many values once, and nothing of the texts that they were read from: most of a manifest stands in
 * thousands of others, too. What it has been given must not be changed any more.
 */
export class SharedValues {
  private texts = new Map<string, SharedText>();
  private values = new Map<number, object>();
  /** Hash of the value that was asked for last. */
  private hash = 0;

  /** The value, with other objects and arrays in the places of equal ones. */
  of<Value>(value: Value): Value;
  of(value: unknown): unknown {
    if (typeof value === 'string') {
      const { text, hash } = this.textOf(value);
      this.hash = hash;
      return text;
    }
    if (typeof value !== 'object' || value === null) {
      this.hash = typeof value === 'number' ? Math.trunc(value) | 0 : value === true ? 7 : 11;
      return value;
    }
    if (Array.isArray(value)) return this.listOf(value);
    return isMapping(value) ? this.mappingOf(value) : value;
  }

  private listOf(list: unknown[]): unknown {
    let hash = 17;
    for (let index = 0; index < list.length; index += 1) {
      list[index] = this.of(list[index]);
      hash = (Math.imul(hash, 31) + this.hash) | 0;
    }
    return this.known(hash, list, isSameList);
  }

  private mappingOf(mapping: Record<string, unknown>): unknown {
    let hash = 19;
    for (const key of Object.keys(mapping)) {
      // Also a text that is equal: it may be a part of a longer one. "__proto__" is a field of its own here.
      mapping[key] = this.of(mapping[key]);
      hash = (Math.imul(hash, 31) + this.hash + key.length) | 0;
    }
    return this.known(hash, mapping, isSameMapping);
  }

  private known<Value extends object>(
    hash: number,
    value: Value,
    isSame: (one: object, other: Value) => boolean,
  ): object {
    this.hash = hash;
    const known = this.values.get(hash);
    if (known !== undefined && isSame(known, value)) return known;
    if (this.values.size >= rememberedValues) this.values = new Map();
    this.values.set(hash, value);
    return value;
  }

  private textOf(text: string): SharedText {
    const known = this.texts.get(text);
    if (known !== undefined) return known;
    if (this.texts.size >= rememberedValues) this.texts = new Map();
    const whole: string = text.length < shortestPart ? text : JSON.parse(JSON.stringify(text));
    const shared = { text: whole, hash: (Math.imul(this.texts.size, 0x9e3779b1) ^ text.length) | 0 };
    this.texts.set(whole, shared);
    return shared;
  }
}

interface SharedText {
  readonly text: string;
  readonly hash: number;
}

function isSameList(one: object, other: readonly unknown[]): boolean {
  return Array.isArray(one) && one.length === other.length && other.every((item, index) => Object.is(item, one[index]));
}

/** In the same order, too: people read findings in it. */
function isSameMapping(one: object, other: Readonly<Record<string, unknown>>): boolean {
  if (Array.isArray(one)) return false;
  const entries = Object.entries(one);
  const keys = Object.keys(other);
  return (
    entries.length === keys.length &&
    entries.every(([key, value], index) => keys[index] === key && Object.is(other[key], value))
  );
}

/** Of YAML and JSON, where an object is no list and nothing else. */
function isMapping(value: object): value is Record<string, unknown> {
  return !Array.isArray(value);
}
