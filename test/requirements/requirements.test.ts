import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { packageRoot } from '../helpers/run-slipway';
import { renderShippedCatalog } from '../helpers/shipped-catalog';
import { everyProof, proofsIn, proofsOf } from './proofs';
import { requirementsPage } from './requirements-page';
import { sources } from './sources';

const requirements = sources.flatMap(({ rows }) => rows);
const { objects } = renderShippedCatalog();

test('every requirement of the sources is in the table, once', () => {
  const ids = sources.flatMap(({ prefix, count }) =>
    Array.from({ length: count }, (_, index) => `${prefix}-${String(index + 1).padStart(2, '0')}`),
  );

  expect(requirements.map(({ id }) => id)).toEqual(ids);
});

test('every requirement has what proves it: a value of the rendered tree, or a test that names it', () => {
  const open = requirements.filter((row) => proofsOf(row).length === 0);

  expect(open.map(({ id }) => id)).toEqual([]);
});

test('a test whose title names a row is one of the proofs of this row', () => {
  const listed = new Set(requirements.flatMap(({ id, provedBy = [] }) => provedBy.map((file) => `${id} ${file}`)));

  const missing = everyProof().flatMap(({ file, ids }) => ids.map((id) => `${id} ${file}`));

  expect(missing.filter((pair) => !listed.has(pair))).toEqual([]);
});

test('the page of requirements is that of the rows; "npm run golden" writes it again', async () => {
  const page = join(packageRoot, 'docs', 'reference', 'requirements.md');
  const written = await requirementsPage();
  if (process.env['UPDATE_GOLDEN'] !== undefined) writeFileSync(page, written);

  expect(readFileSync(page, 'utf8')).toBe(written);
});

const proved = requirements.flatMap(({ id, provedBy = [] }) => provedBy.map((file) => ({ id, file })));

test.each(proved)('$id is named by the title of a test in $file', ({ id, file }) => {
  expect(proofsIn(file).flatMap(({ ids }) => ids)).toContain(id);
});

const decided = requirements.flatMap(({ id, otherwise = [] }) => otherwise.map((page) => ({ id, page })));

test.each(decided)('$id is built otherwise, and $page says why and at which price', ({ page }) => {
  const file = join(packageRoot, 'docs', 'decisions', page);

  expect(existsSync(file)).toBe(true);
  expect(readFileSync(file, 'utf8')).toContain('## Price');
});

test.each(requirements.filter(({ claims }) => claims !== undefined))('$id: $what', ({ claims = [] }) => {
  const shown = claims.map(({ where, value }) => ({ where, value: value(objects) }));

  expect(shown).toEqual(claims.map(({ where, is }) => ({ where, value: is })));
});
