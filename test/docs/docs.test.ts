import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { parseAllDocuments } from 'yaml';

import { referencePages } from '../../scripts/reference/pages';
import { synthesize } from '../../src/render/synthesize';
import { packageRoot } from '../helpers/run-slipway';
import { temporaryFolder } from '../helpers/temporary-folder';
import { anchorsOf, blocksOf, linksOf, withoutCode } from './markdown';
import { PageFolder, firstDifference } from './page-folder';

const pages = ['.', 'docs', 'docs/how-to', 'docs/decisions', 'docs/reference', 'imports']
  .flatMap((folder) => readdirSync(join(packageRoot, folder)).map((name) => join(folder, name)))
  .filter((path) => path.endsWith('.md'));
const textOf = (path: string): string => readFileSync(join(packageRoot, path), 'utf8');
const runPages = pages.filter((path) => path === 'README.md' || path.startsWith('docs/how-to/'));

describe.each(runPages)('%s', (page) => {
  test('what it shows is what happens', () => {
    const folder = new PageFolder();
    const problems: string[] = [];
    let commands = 0;

    for (const block of blocksOf(textOf(page))) {
      const file = /^(?:#|\/\/) (\S+\.(?:yaml|ts))$/m.exec(block.text.split('\n')[0] ?? '')?.[1];
      if (block.language === 'yaml' && file?.startsWith('catalog/')) folder.writeDocument(file, block.text);
      if (block.language === 'ts' && file !== undefined) folder.writeSource(file, block.text);
      if (block.language !== 'console') continue;
      for (const run of folder.run(block)) {
        commands += 1;
        const difference = firstDifference(run);
        if (run.exitCode === run.shownExitCode && difference === undefined) continue;
        problems.push(
          `line ${block.line}: $ ${run.command}: exit code ${run.exitCode}, ${difference}\n${run.printed.join('\n')}`,
        );
      }
    }

    expect(problems).toEqual([]);
    folder.assertValid();
    expect(commands).toBeGreaterThan(0);
  }, 180_000);

  test('its YAML can be read', () => {
    const errors = blocksOf(textOf(page))
      .filter(({ language }) => language === 'yaml')
      .flatMap(({ text }) => parseAllDocuments(text).flatMap((document) => document.errors ?? []));

    expect(errors).toEqual([]);
  });
});

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

  expect(readdirSync(join(packageRoot, 'docs', 'reference')).sort()).toEqual([...generated.keys(), 'layout.md'].sort());
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
