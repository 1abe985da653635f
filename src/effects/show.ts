import { printableLine } from '../model/printable';
import { formatPath } from '../model/problem';
import { valueWithoutSecrets } from '../secrets/hide';
import { innerChanges } from './leaf-changes';
import type { LeafChange, LeafPath } from './leaf-changes';

/** Longest text of a value in a sentence. */
const longest = 80;

/** How much of what two long texts begin with alike is shown. */
const shared = 20;

/** Most changes inside of one value that are told. */
const mostTold = 3;

/** Says a change of a value: `env.A of web in prod: 1 -> 2`; of a list or a mapping, what is another one in it. */
export function changeWords({ path, before, after }: LeafChange, subject: string): string {
  const inside = innerChanges(before, after);
  const told = inside
    .slice(0, mostTold)
    .map((change) => [formatPath(change.path), valueWords(change, [...path, ...change.path])].join(' ').trim());
  const more = inside.length > mostTold ? [`${inside.length - mostTold} more`] : [];
  return `${formatPath(path)} of ${subject}: ${[...told, ...more].join('; ')}`;
}

/** Says what became what; of nothing, that it was added or removed. What is long is cut so that the difference is seen. */
export function transition<Value>(
  before: Value | undefined,
  after: Value | undefined,
  show: (value: Value) => string,
): string {
  if (before === undefined) return after === undefined ? 'nothing' : `added, ${cut(show(after))}`;
  if (after === undefined) return `removed, was ${cut(show(before))}`;
  const [from, to] = [show(before), show(after)];
  if (from === to) return `another one than before, ${cut(to)}`;
  const alike = Math.max(from.length, to.length) > longest ? sharedLength(from, to) - shared : 0;
  return alike > 0 ? `…${cut(from.slice(alike))} -> …${cut(to.slice(alike))}` : `${cut(from)} -> ${cut(to)}`;
}

/** A value on one line, without what looks like a secret; its end is left out when it is long. */
export function shortly(value: unknown, name = ''): string {
  return cut(shown(value, name));
}

function valueWords({ before, after }: LeafChange, path: LeafPath): string {
  const name = path.findLast((key) => typeof key === 'string') ?? '';
  return transition(before, after, (value) => shown(value, name));
}

function shown(value: unknown, name: string): string {
  return printableLine(plain(valueWithoutSecrets(value, name)));
}

function plain(value: unknown): string {
  if (typeof value === 'string') return /^[\w./:@%{}*+-]+$/.test(value) ? value : JSON.stringify(value);
  if (Array.isArray(value) && value.length > 0 && value.every((item) => typeof item !== 'object')) {
    return value.map(plain).join(', ');
  }
  return JSON.stringify(value);
}

function cut(text: string): string {
  if (text.length <= longest) return text;
  // A pair of code units stays one: half of it is nothing that can be shown.
  return `${text.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

function sharedLength(from: string, to: string): number {
  let length = 0;
  while (length < from.length && from[length] === to[length]) length++;
  return length;
}
