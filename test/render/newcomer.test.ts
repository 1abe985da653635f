import { parse } from 'yaml';

import { newcomerRows } from '../helpers/newcomer';
import type { NewcomerRow } from '../helpers/newcomer/row';
import { renderingOfExample } from '../helpers/vocabulary/example';

const rows = newcomerRows.map((row) => [row.says, row] as const);

test.each(rows)('a catalog can say what a newcomer looked for: %s', (_, row) => {
  const texts = renderingOfExample(row);

  for (const [path, fields] of shownBy(row)) {
    const object: unknown = parse(texts.get(path) ?? 'null');
    if (fields === null) expect([path, object]).toEqual([path, null]);
    else expect([path, object]).toMatchObject([path, fields]);
  }
});

// Otherwise a row could be about fields that are there anyway.
test.each(rows)('a catalog that does not say so renders something else: %s', (_, row) => {
  const usual = renderingOfExample({ files: {} });
  const differs = shownBy(row).some(([path, fields]) => {
    const object: unknown = parse(usual.get(path) ?? 'null');
    if (fields === null) return object !== null;
    try {
      expect(object).toMatchObject(fields);
      return false;
    } catch {
      return true;
    }
  });

  expect(differs).toBe(true);
});

test('the table has 21 rows, and none is left out', () => {
  const numbers = new Set(newcomerRows.map(({ says }) => Number(says.slice(0, 2))));

  expect([...numbers]).toEqual(Array.from({ length: 21 }, (_, index) => index + 1));
});

function shownBy({ shows, tree = {} }: NewcomerRow): readonly (readonly [path: string, fields: object | null])[] {
  const own = Object.entries(shows).map(([file, fields]) => [`services/web/overlays/prod/${file}`, fields] as const);
  return [...own, ...Object.entries(tree)];
}
