import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { referencePages } from '../../scripts/reference/pages';
import { synthesize } from '../../src/render/synthesize';
import { packageRoot } from '../helpers/run-slipway';
import { temporaryFolder } from '../helpers/temporary-folder';
import { anchorsOf, linksOf, withoutCode } from './markdown';
import { firstDifference, slipwayWords } from './page-folder';

const pages = ['.', 'docs', 'docs/how-to', 'docs/decisions', 'docs/reference', 'imports']
  .flatMap((folder) => readdirSync(join(packageRoot, folder)).map((name) => join(folder, name)))
  .filter((path) => path.endsWith('.md'));
const textOf = (path: string): string => readFileSync(join(packageRoot, path), 'utf8');

test('every link leads to a file that exists, and to a heading of it', () => {
  const broken = pages.flatMap((page) =>
    linksOf(textOf(page))
      .filter(({ target }) => !/^[a-z]+:/.test(target) && !leadsSomewhere(page, target))
      .map(({ target, line }) => `${page}:${line}: ${target}`),
  );

  expect(broken).toEqual([]);
});

test('every page is reached from the README or from a folder that it links', () => {
  const linked = new Set(pages.flatMap((page) => linksOf(textOf(page)).map(({ target }) => pathOf(page, target))));

  expect(pages.filter((page) => page !== 'README.md' && !linked.has(page) && !linked.has(dirname(page)))).toEqual([]);
});

test('a decision has a date, a context, a choice and a price', () => {
  const decisions = pages.filter((path) => path.startsWith('docs/decisions/'));
  const form = /^# .+\n\n\d{4}-\d{2}-\d{2}\n\n## Context\n[^]+\n## Choice\n[^]+\n## Price\n/;

  expect(decisions.filter((path) => !form.test(textOf(path)))).toEqual([]);
});

test('one word is used for one idea', () => {
  const synonyms = /\b(app-?set|microservice|k8s cluster|deploy target|stage environment|env(?:s)? file)\b/i;
  const found = pages.flatMap((page) =>
    withoutCode(textOf(page))
      .replaceAll(/\]\([^)]*\)/g, ']')
      .split('\n')
      .flatMap((line, index) => (synonyms.test(line) ? [`${page}:${index + 1}: ${line}`] : [])),
  );

  expect(found).toEqual([]);
});

test('the reference is what the sources say; if not, run "npm run reference"', async () => {
  const generated = await referencePages();

  expect(readdirSync(join(packageRoot, 'docs', 'reference')).sort()).toEqual(
    [...generated.keys(), 'layout.md', 'requirements.md'].sort(),
  );
  for (const [name, text] of generated) expect(textOf(join('docs/reference', name))).toBe(text);
}, 30_000);

test('the layout has a row for every file that is rendered, and none for others', () => {
  const rows = [...textOf('docs/reference/layout.md').matchAll(/^\| `((?!catalog\/)[^`]+)`/gm)].map(
    ([, path = '']) => path,
  );
  const patterns = rows.map((row) => new RegExp(`^${row.replaceAll('.', '\\.').replaceAll(/<\w+>/g, '[-a-z0-9.]+')}$`));
  const out = temporaryFolder();

  const { written } = synthesize({ catalog: join(packageRoot, 'catalog'), out });

  expect(written.filter((path) => !patterns.some((pattern) => pattern.test(path)))).toEqual([]);
  expect(rows.filter((_, index) => !written.some((path) => patterns[index]?.test(path)))).toEqual([]);
});

test.each([
  ['slipway diff --env prod', ['diff', '--env', 'prod']],
  [
    `slipway set 'gates={skips: [order, evidence]}' --reason "starts faster"`,
    ['set', 'gates={skips: [order, evidence]}', '--reason', 'starts faster'],
  ],
  ['slipway check > report', undefined],
  ['slipway check "$HOME"', undefined],
  ['slipway check *.yaml', undefined],
  ["slipway set a='b c'", undefined],
  ['git log', undefined],
])('%s', (command, words) => {
  expect(slipwayWords(command)).toEqual(words);
});

describe('firstDifference', () => {
  test('a line of dots stands for any lines, dots in a line for any text', () => {
    const printed = ['made it (12 ms)', '', 'a', 'b', 'end'];

    expect(firstDifference({ shown: ['made it (...)', '...', 'end'], printed })).toBeUndefined();
    expect(firstDifference({ shown: ['made it (...)', 'b', '...'], printed })).toBe('b');
    expect(firstDifference({ shown: ['...', 'b'], printed })).toBe('nothing where "end" is printed');
  });
});

function leadsSomewhere(page: string, target: string): boolean {
  const path = pathOf(page, target);
  if (!existsSync(join(packageRoot, path))) return false;
  const anchor = target.split('#')[1];
  return anchor === undefined || anchorsOf(textOf(path)).has(anchor);
}

function pathOf(page: string, target: string): string {
  const [file = ''] = target.split('#');
  return file === '' ? page : join(dirname(page), decodeURIComponent(file));
}
