import * as fc from 'fast-check';

import { SharedValues } from '../../src/manifests/shared-values';

const anyValues = fc.array(
  fc.oneof(
    fc.jsonValue({ maxDepth: 5 }),
    // Few texts, so that much is equal.
    fc.dictionary(
      fc.constantFrom('a', 'b', '__proto__', 'name'),
      fc.constantFrom('x', 'xy', 'a text of many characters'),
    ),
    fc.array(fc.constantFrom(0, 1, true, null, 'x'), { maxLength: 3 }),
  ),
  { maxLength: 20 },
);

test('every value stays what it is, in the order of its keys', () => {
  fc.assert(
    fc.property(anyValues, (values) => {
      const shared = new SharedValues();
      const texts = values.map((value) => JSON.stringify(value));

      const kept = texts.map((text) => shared.of(JSON.parse(text)));

      expect(kept.map((value) => JSON.stringify(value))).toEqual(texts);
    }),
  );
});

test('equal parts are one object, and others are not', () => {
  const shared = new SharedValues();

  const one = shared.of({ name: 'web', security: { drop: ['ALL'] } });
  const two = shared.of({ name: 'api', security: { drop: ['ALL'] } });
  const three = shared.of({ name: 'api', security: { keep: ['ALL'] } });

  expect(two.security).toBe(one.security);
  expect(three.security).not.toBe(one.security);
});

test('what is the same in another order is something else: people read it', () => {
  const shared = new SharedValues();
  shared.of({ a: 'x', b: 'x' });

  const other = shared.of({ b: 'x', a: 'x' });

  expect(Object.keys(other)).toEqual(['b', 'a']);
});

test('more values than are remembered stay what they are', () => {
  const shared = new SharedValues();

  const kept = Array.from({ length: 50_000 }, (_, index) => shared.of({ name: `service-${index}`, index }));

  expect(kept.filter(({ name }, index) => name !== `service-${index}` || kept[index]?.index !== index)).toEqual([]);
});
