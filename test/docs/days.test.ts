import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(__dirname, '..', '..', 'docs', 'decisions');
const page = readFileSync(join(folder, 'days-on-a-real-argo-cd.md'), 'utf8');

/** Day or page, and the tests that its row names: `[file](path): "title", "title"`. */
const rows = [...page.matchAll(/^\| (\S[^|]*?) +\|.*?([^|]+)\|$/gm)].map(([, what = '', proof = '']) => ({
  what,
  proofs: [...proof.matchAll(/\]\(([^)]+)\): ((?:"[^"]+"(?:, )?)+)/g)].flatMap(([, file = '', titles = '']) =>
    [...titles.matchAll(/"([^"]+)"/g)].map(([, title = '']) => ({ file, title })),
  ),
}));

const days = rows.filter(({ what }) => /^[A-K], /.test(what));
const howTos = rows.filter(({ what }) => what.includes('](../how-to/'));

test('every letter has a day', () => {
  expect(new Set(days.map(({ what }) => what.charAt(0)))).toEqual(new Set('ABCDEFGHIJK'));
});

test('R2-25: every day of an operator has a page that a cluster runs', () => {
  const pages = howTos.map(({ what }) => /how-to\/([-a-z]+)\.md/.exec(what)?.[1]);

  expect(pages).toEqual(
    expect.arrayContaining([
      'move-a-service',
      'rename-a-service',
      'retire',
      'freeze-an-environment',
      'sync-production',
      'canary-and-blue-green',
      'two-repositories',
    ]),
  );
});

test.each([...days, ...howTos])('the tests that prove "$what" are there', ({ proofs }) => {
  expect(proofs.length).toBeGreaterThan(0);
  for (const { file, title } of proofs)
    expect(withoutRows(readFileSync(join(folder, file), 'utf8'))).toContain(`'${title}'`);
});

// Titles may begin with the rows of test/requirements that they prove.
function withoutRows(text: string): string {
  return text.replaceAll(/'(?:R\d-\d\d, )*R\d-\d\d: /g, "'");
}
