import type { Path, WrittenAt } from '../../manifests/manifest';
import { isMapping } from '../../manifests/value-at';
import type { KnownGood } from './known-good';
import { isThere, shown } from './shown';
import type { SchemaReport, SchemaRuleId } from './report';

/** What holds for the whole object. */
export interface Walk {
  /** `a Deployment (apps/v1)`. */
  readonly title: string;
  /** A CRD defines it: its schema is all that there is. Built-in kinds take `null` everywhere. */
  readonly isCustom: boolean;
  /** The schema has some of the fields. */
  readonly isPartial: boolean;
  /** Below `status` of a built-in kind, which the server replaces by its own before it looks at values. */
  readonly isStatus: boolean;
  /** SOPS has encrypted some of the values, so that nobody knows them. */
  readonly isEncrypted: boolean;
  /** @see ManifestObject.writtenAt */
  readonly writtenAt?: WrittenAt | undefined;
  /** @default - every value is walked through */
  readonly good?: KnownGood | undefined;
}

/**
 * A value of an object, and where it is: what is asked of it works for every value, so that a check needs to know only what
 * it is about. The path is made when something is reported, which is seldom.
 */
export class Field {
  constructor(
    readonly value: unknown,
    readonly reports: SchemaReport[],
    readonly key: string | number = '',
    readonly parent?: Field,
  ) {}

  /** What is behind a key; a field without value when there is nothing. */
  at(key: string): Field {
    const { value } = this;
    return new Field(isMapping(value) && Object.hasOwn(value, key) ? value[key] : undefined, this.reports, key, this);
  }

  /** Elements of a list; none when it is no list. */
  items(): readonly Field[] {
    return Array.isArray(this.value)
      ? this.value.map((item: unknown, index) => new Field(item, this.reports, index, this))
      : [];
  }

  /** Values of a mapping; none when it is no mapping. */
  entries(): readonly Field[] {
    return isMapping(this.value)
      ? Object.keys(this.value)
          .map((key) => this.at(key))
          .filter((entry) => entry.isThere)
      : [];
  }

  /** Whether it has a value: `null` is none. */
  get isThere(): boolean {
    return isThere(this.value);
  }

  /** Empty when it is no text. */
  get text(): string {
    return typeof this.value === 'string' ? this.value : '';
  }

  /** Undefined when it is no number. */
  get number(): number | undefined {
    return typeof this.value === 'number' ? this.value : undefined;
  }

  get path(): Path {
    return this.parent === undefined ? [] : [...this.parent.path, this.key];
  }

  /** The path as people read it: `spec.ports[0].port`; for the object itself "the object". */
  get where(): string {
    const text = this.path
      .map((key) => (typeof key === 'number' ? `[${key}]` : /^[\w-]+$/.test(key) ? `.${key}` : `["${key}"]`))
      .join('');
    return text === '' ? 'the object' : text.replace(/^\./, '');
  }

  say(rule: SchemaRuleId, message: string, hint?: string): void {
    this.reports.push({ rule, path: this.path, message, ...(hint !== undefined && { hint }) });
  }

  /** Says that the value may not be there, or not this one: `"70000" in spec.port is no port: 1 to 65535 is allowed`. */
  refuse(why: string, hint?: string): void {
    this.say('value-not-allowed', `${shown(this.value)} in ${this.where} ${why}`, hint);
  }

  /** Says that there has to be a value. */
  miss(hint?: string): void {
    const { parent } = this;
    const place = parent === undefined || parent.parent === undefined ? 'the object' : parent.where;
    this.say('missing-field', `${place} has no "${this.key}", which is required`, hint);
  }

  /** Refuses the text when a syntax has something against it. What is no text is no text of a syntax, either. */
  mustBe(syntax: (text: string) => string | undefined): void {
    if (typeof this.value !== 'string') return;
    const why = syntax(this.value);
    if (why !== undefined) this.refuse(why);
  }

  /** Refuses texts that are none of these words. */
  mustBeOneOf(words: readonly string[]): void {
    if (typeof this.value === 'string' && !words.includes(this.value)) {
      this.refuse('is not allowed', `allowed are ${words.join(', ')}`);
    }
  }

  /** Refuses numbers outside of a range, both ends included. */
  mustBeWithin(lowest: number, highest = Infinity, name = 'allowed'): void {
    const { number } = this;
    if (number === undefined || (number >= lowest && number <= highest)) return;
    this.refuse(
      `is not ${name}`,
      highest === Infinity ? `${lowest} and above is allowed` : `${lowest} to ${highest} is allowed`,
    );
  }
}
