import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { packageRoot } from '../helpers/run-slipway';
import { renderShippedCatalog } from '../helpers/shipped-catalog';
import { apmStack } from './apm';
import { blog } from './blog';
import { game } from './game';
import { payments } from './payments';
import { userService } from './users';

const requirements = [...payments, ...blog, ...apmStack, ...userService, ...game];
const { objects } = renderShippedCatalog();

/** Sources and the number of their requirements, as they were numbered when the sources were read. */
const numbers = { R0: 34, R1: 18, R2: 27, R3: 18, R4: 20 } as const;

test('every requirement of the sources is in the table, once', () => {
  const ids = Object.entries(numbers).flatMap(([source, count]) =>
    Array.from({ length: count }, (_, index) => `${source}-${String(index + 1).padStart(2, '0')}`),
  );

  expect(requirements.map(({ id }) => id)).toEqual(ids);
});

test('every requirement is met by the rendered tree, by a test that names it, or says which part of the product meets it', () => {
  const forgotten = requirements.filter(
    ({ claims = [], provedBy = [], later = '' }) => claims.length + provedBy.length === 0 && later === '',
  );

  expect(forgotten).toEqual([]);
});

const proved = requirements.flatMap(({ id, provedBy = [] }) => provedBy.map((file) => ({ id, file })));

test.each(proved)('$id is named by $file', ({ id, file }) => {
  expect(readFileSync(join(packageRoot, file), 'utf8')).toContain(id);
});

test.each(requirements.filter(({ claims }) => claims !== undefined))('$id: $what', ({ claims = [] }) => {
  const shown = claims.map(({ where, value }) => ({ where, value: value(objects) }));

  expect(shown).toEqual(claims.map(({ where, is }) => ({ where, value: is })));
});
