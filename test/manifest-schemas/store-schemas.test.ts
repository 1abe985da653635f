import { compress, storeSchemas } from '../../scripts/manifest-schemas/store-schemas';
import { openSchemas } from '../../src/manifest-schemas/read-schemas';
import type { KindSchema, Schema } from '../../src/manifest-schemas/schema';

const container: Schema = {
  type: 'object',
  properties: {
    name: { type: 'string' },
    image: { type: 'string' },
    command: { type: 'array', items: { type: 'string' } },
  },
  required: ['name'],
};

test('what several kinds contain is one definition', () => {
  const kinds = new Map([
    ['v1 Pod', aKind({ type: 'object', properties: { containers: { type: 'array', items: container } } })],
    [
      'v1 Probe',
      aKind({ type: 'object', properties: { container: structuredClone(container), name: { type: 'string' } } }),
    ],
  ]);

  const stored = storeSchemas(kinds, { sources: [] });

  expect(stored.definitions).toEqual([container]);
  expect(stored.kinds['v1 Pod']?.schema).toEqual({
    type: 'object',
    properties: { containers: { type: 'array', items: { $ref: 0 } } },
  });
  expect(stored.kinds['v1 Probe']?.schema).toEqual({
    type: 'object',
    properties: { container: { $ref: 0 }, name: { type: 'string' } },
  });
});

test('what is long only because of what it contains is shared, too', () => {
  const list = (): Schema => ({ type: 'array', items: structuredClone(container) });
  const kinds = new Map([['v1 Pod', aKind({ type: 'object', properties: { main: list(), first: list() } })]]);

  const stored = storeSchemas(kinds, { sources: [] });

  expect(stored.definitions).toHaveLength(1);
  expect(openSchemas(stored).find('v1', 'Pod')).toEqual(kinds.get('v1 Pod'));
});

test('the order of kinds and fields makes no difference to the bytes', () => {
  const pod = aKind({ type: 'object', properties: { a: container, b: { type: 'string' } } });
  const reversed = aKind({ properties: { b: { type: 'string' }, a: container }, type: 'object' });
  const node = aKind(container);

  const one = storeSchemas(new Map([['v1 Pod', pod]]).set('v1 Node', node), { sources: [] });
  const other = storeSchemas(new Map([['v1 Node', node]]).set('v1 Pod', reversed), { sources: [] });

  expect(compress(one).equals(compress(other))).toBe(true);
});

function aKind(schema: Schema): KindSchema {
  return { plural: 'pods', scope: 'Namespaced', schema };
}
