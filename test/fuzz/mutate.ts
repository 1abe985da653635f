import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What mutations put into a text: what YAML, templates and encodings have, and what breaks readers. */
// prettier-ignore
export const fragments: readonly string[] = [
  ': ', ':', '- ', '-', '? ', '\n', '\n\n', '\r\n', '\r', '\t', ' ', '  ', '    ', '#', ' # ', '"', "'", '{', '}', '[', ']', ',',
  '|', '|-\n', '>', '>-\n', '|2\n', '&a ', '*a', '&a [*a, *a]', '<<: *a', '<<: {a: 1}\n', '!', '!!int ', '!!binary ', '!x ', '%',
  '%YAML 1.1\n', '---', '\n---\n', '\n...\n', '...', '{{', '}}', '{{- if }}', 'on', 'yes', '~', 'null', '0777', '1_0', '.inf',
  '12:30', '2001-01-01', '__proto__: ', 'constructor: ', 'a: b', 'apiVersion: v1\n', 'kind: List\n', 'items:\n', '\\', '\\x',
  '\\ud800', '\ufeff', '\0', '\x07', '\x85', '\u2028', '\ud800', '\u{1f600}', '@', '`', '[[[[[[[[', '{a: {a: {a: ',
];

/** Picks from 0 to `bound` - 1. */
export type Pick = (bound: number) => number;

/** Damages a text in up to eight places: inserts, removes, repeats, moves. */
export function mutate(text: string, pick: Pick): string {
  let damaged = text;
  for (let count = 1 + pick(8); count > 0; count -= 1) {
    const at = pick(damaged.length + 1);
    const length = pick(4) === 0 ? pick(200) : pick(4);
    const piece = damaged.slice(at, at + length);
    const kind = pick(8);
    if (kind < 5)
      damaged = damaged.slice(0, at) + (fragments[pick(fragments.length)] ?? '') + damaged.slice(at + pick(3));
    else if (kind === 5) damaged = damaged.slice(0, at) + damaged.slice(at + length);
    else if (kind === 6) damaged = damaged.slice(0, at) + piece + damaged.slice(at);
    else damaged = piece + damaged;
  }
  return damaged;
}

/** The manifests of the golden files. */
export function goldenManifests(): readonly string[] {
  const golden = join(__dirname, '..', 'golden');
  return readdirSync(golden, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yaml'))
    .sort()
    .map((path) => readFileSync(join(golden, path), 'utf8'));
}
