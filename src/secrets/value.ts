import type { FoundSecret } from './place';
import { passwordsOfWords } from './words';

type Key = string | number;

/** The secrets in one text of a value. */
export interface SecretsAt {
  readonly path: readonly Key[];
  /** What the text is called there: a variable is `{ name, value }`, a flag is followed by its value. */
  readonly name: string;
  /** Of what is no text, one place, which is all of it. */
  readonly places: readonly FoundSecret[];
}

type Judge = (text: string, name: string) => readonly FoundSecret[];

/** Finds the secrets in a value of YAML or JSON, by what stands around each text. @param judge says those of a text */
export function secretsInValue(value: unknown, name: string, judge: Judge): readonly SecretsAt[] {
  const walk = new Walk(judge);
  walk.visit(value, name);
  return walk.found;
}

class Walk {
  readonly found: SecretsAt[] = [];
  private readonly path: Key[] = [];

  constructor(private readonly judge: Judge) {}

  visit(value: unknown, name: string): void {
    if (typeof value === 'string') this.add(name, this.judge(value, name));
    else if (Array.isArray(value)) this.visitList(value, name);
    else if (typeof value === 'object' && value !== null) this.visitMapping(value);
  }

  private visitMapping(value: object): void {
    const own = ownName(value);
    const entries: readonly (readonly [string, unknown])[] = Object.entries(value);
    for (const [key, one] of entries) {
      this.path.push(key);
      if (isDataOfSecret(value, key)) this.addAll(one);
      else this.visit(one, key === 'value' && own !== undefined ? own : key);
      this.path.pop();
    }
    this.addPasswordsOfProcess(value);
  }

  private visitList(list: readonly unknown[], name: string): void {
    for (const [index, one] of list.entries()) {
      this.path.push(index);
      const isFlag = typeof one === 'string' && one.startsWith('-');
      this.visit(one, isFlag ? name : (flagIn(list[index - 1]) ?? name));
      this.path.pop();
    }
    if (list.length > 1 && isWords(list)) this.addPasswords(passwordsOfWords(list), (index) => [index]);
  }

  /** A container says its program in one list, and a flag of it in another. */
  private addPasswordsOfProcess(value: object): void {
    if (!('command' in value && 'args' in value)) return;
    const { command, args } = value;
    if (!isWords(command) || !isWords(args)) return;
    this.addPasswords(passwordsOfWords([...command, ...args]), (index) =>
      index < command.length ? ['command', index] : ['args', index - command.length],
    );
  }

  private addPasswords(
    passwords: ReturnType<typeof passwordsOfWords>,
    pathOf: (index: number) => readonly Key[],
  ): void {
    for (const { index, ...place } of passwords) this.add('', [place], pathOf(index));
  }

  /** Of a Secret, every value. */
  private addAll(data: unknown): void {
    if (data === undefined) return;
    const isMapping = typeof data === 'object' && data !== null && !Array.isArray(data);
    if (!isMapping) this.add('', [allOf(data)]);
    else for (const [key, one] of Object.entries(data)) this.add('', [allOf(one)], [key]);
  }

  private add(name: string, places: readonly FoundSecret[], below: readonly Key[] = []): void {
    if (places.length > 0) this.found.push({ path: [...this.path, ...below], name, places });
  }
}

function allOf(value: unknown): FoundSecret {
  return { start: 0, end: typeof value === 'string' ? value.length : 0, sign: 'setting' };
}

function isWords(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

/** What a value is called beside it: the name of a variable or of a parameter, the end of a path of a JSON patch. */
function ownName(value: object): string | undefined {
  if ('name' in value && typeof value.name === 'string') return value.name;
  return 'path' in value && typeof value.path === 'string'
    ? value.path.slice(value.path.lastIndexOf('/') + 1)
    : undefined;
}

function isDataOfSecret(value: object, key: string): boolean {
  return 'kind' in value && value.kind === 'Secret' && (key === 'data' || key === 'stringData');
}

/** The name of a flag whose value is the next word. */
export function flagIn(word: unknown): string | undefined {
  return typeof word === 'string' ? /^--?([\w.-]+)$/.exec(word)?.[1] : undefined;
}
