import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(__dirname, '..', '..', 'docs', 'decisions');
const page = readFileSync(join(folder, 'days-on-a-real-argo-cd.md'), 'utf8');

/** Day, and the tests that its row names: `[file](path): "title", "title"`. */
const rows = [...page.matchAll(/^\| ([A-K], [^|]+?) +\|.*\|([^|]+)\|$/gm)].map(([, day = '', proof = '']) => ({
  day,
  proofs: [...proof.matchAll(/\]\(([^)]+)\): ((?:"[^"]+"(?:, )?)+)/g)].flatMap(([, file = '', titles = '']) =>
    [...titles.matchAll(/"([^"]+)"/g)].map(([, title = '']) => ({ file, title })),
  ),
}));

test('every letter has a day', () => {
  expect(new Set(rows.map(({ day }) => day.charAt(0)))).toEqual(new Set('ABCDEFGHIJK'));
});

test.each(rows)('the tests that prove "$day" are there', ({ proofs }) => {
  expect(proofs.length).toBeGreaterThan(0);
  for (const { file, title } of proofs) expect(readFileSync(join(folder, file), 'utf8')).toContain(`'${title}'`);
});
