import { secretsIn } from './find';
import { hiddenSecret } from './hidden';
import { namesASecret } from './looks';
import { hiddenAt, type FoundSecret } from './place';
import { secretsInValue } from './value';

/** A text without the secrets in it: what is around them stays, so that people see where to look. */
export function withoutSecrets(text: string, name = ''): string {
  return hiddenAt(text, secretsIn(text, name));
}

/** Whether a line of YAML shows a secret: the value of a key, or that of a variable that is named in the same line. */
export function showsSecret(line: string): boolean {
  if (secretsIn(line.trim()).length > 0) return true;
  return /\bvalue["']? ?:/.test(line) && (line.match(/[\w.-]{3,128}/g) ?? []).some(namesASecret);
}

/** A value of YAML without the secrets in it. */
export function valueWithoutSecrets(value: unknown, name = ''): unknown {
  if (typeof value === 'string') return withoutSecrets(value, name);
  const found = secretsInValue(value, name, secretsIn);
  if (found.length === 0) return value;
  const root = new FoundBelow();
  for (const { path, places } of found) root.at(path).places.push(...places);
  return root.hideIn(value);
}

/** What was found in a value, as the value has it. */
class FoundBelow {
  readonly places: FoundSecret[] = [];
  private readonly below = new Map<string | number, FoundBelow>();

  at(path: readonly (string | number)[]): FoundBelow {
    return path.reduce((one: FoundBelow, key) => one.next(key), this);
  }

  hideIn(value: unknown): unknown {
    if (this.places.length > 0) return typeof value === 'string' ? hiddenAt(value, this.places) : hiddenSecret;
    const inside = (key: string | number, one: unknown): unknown => this.below.get(key)?.hideIn(one) ?? one;
    if (Array.isArray(value)) return value.map((one: unknown, index) => inside(index, one));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]: [string, unknown]) => [key, inside(key, one)]));
  }

  private next(key: string | number): FoundBelow {
    const known = this.below.get(key) ?? new FoundBelow();
    this.below.set(key, known);
    return known;
  }
}

/** Of a Secret, every value. */
export function hideAll(value: unknown): unknown {
  if (value === undefined) return undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return hiddenSecret;
  return Object.fromEntries(Object.keys(value).map((key) => [key, hiddenSecret]));
}
