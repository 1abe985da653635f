import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { storeSchemas, compress } from '../../scripts/manifest-schemas/store-schemas';
import { joinSchemas, openSchemas, readSchemas } from '../../src/manifest-schemas/read-schemas';
import type { KindSchema, Schema } from '../../src/manifest-schemas/schema';
import { temporaryFolder } from '../helpers/temporary-folder';

const about = { sources: ['a test'], kubernetes: '1.36' };

test('a kind comes back as it was stored', () => {
  const widget = aKind({ type: 'object', properties: { size: { type: 'integer', minimum: 1 } }, required: ['size'] });

  const schemas = openSchemas(storeSchemas(new Map([['example.org/v1 Widget', widget]]), about));

  expect(schemas).toMatchObject({ sources: ['a test'], kubernetes: '1.36', names: ['example.org/v1 Widget'] });
  expect(schemas.find('example.org/v1', 'Widget')).toEqual(widget);
  expect(schemas.find('example.org/v1', 'Gadget')).toBeUndefined();
});

test('a schema that contains itself is a loop', () => {
  const node: { type: string; properties: Record<string, Schema> } = { type: 'object', properties: {} };
  node.properties['next'] = node;

  const schemas = openSchemas(storeSchemas(new Map([['example.org/v1 List', aKind(node)]]), about));

  const found = schemas.find('example.org/v1', 'List')?.schema;
  expect(found?.type).toBe('object');
  expect(found?.properties?.['next']?.properties?.['next']).toBe(found?.properties?.['next']);
});

test('a property of all objects in JavaScript is no property of a schema', () => {
  const kinds = new Map([['example.org/v1 Widget', aKind({ type: 'object', properties: { size: {} } })]]);

  const properties = openSchemas(storeSchemas(kinds, about)).find('example.org/v1', 'Widget')?.schema.properties ?? {};

  expect(properties['constructor']).toBeUndefined();
  expect(properties['size']).toEqual({});
});

test('of two files the later one is preferred, and both are known', () => {
  const ours = openSchemas(
    storeSchemas(new Map([['v1 Both', aKind({ type: 'string' })]]), { sources: ['ours'], kubernetes: '1.34' }),
  );
  const shipped = openSchemas(
    storeSchemas(
      new Map([
        ['v1 Both', aKind({})],
        ['v1 Other', aKind({})],
      ]),
      about,
    ),
  );

  const joined = joinSchemas([shipped, ours]);

  expect(joined).toMatchObject({ sources: ['a test', 'ours'], kubernetes: '1.34', names: ['v1 Both', 'v1 Other'] });
  expect(joined.find('v1', 'Both')?.schema.type).toBe('string');
  expect(joined.find('v1', 'Other')).toBeDefined();
});

test.each([
  ['text', Buffer.from('{}')],
  ['half of the bytes', compress(storeSchemas(new Map(), about)).subarray(0, 20)],
])('a file with %s is refused by its name', (_, bytes) => {
  const file = join(temporaryFolder(), 'ours.json.br');
  writeFileSync(file, bytes);

  expect(() => readSchemas(file)).toThrow(`"${file}" is no file of schemas; write it again`);
});

test('content of another format is refused', () => {
  expect(() => openSchemas({ format: 'slipway manifest schemas 2' })).toThrow('is not "slipway manifest schemas 1"');
});

function aKind(schema: Schema): KindSchema {
  return { plural: 'widgets', scope: 'Namespaced', schema };
}
