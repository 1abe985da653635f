import { checkAlternatives } from '../../src/check/schema/alternatives';
import { Field } from '../../src/check/schema/field';
import type { SchemaReport } from '../../src/check/schema/report';
import type { Schema } from '../../src/manifest-schemas/schema';

function saidOf(value: unknown, schema: Schema): readonly string[] {
  const reports: SchemaReport[] = [];
  checkAlternatives(new Field(value, reports, 'address', new Field({}, reports)), schema);
  return reports.map(({ message, hint }) => `${message}; ${hint}`);
}

/** As that of the addresses of a Gateway. */
const address: Schema = {
  type: 'object',
  properties: { type: { type: 'string', default: 'IPAddress' }, value: { type: 'string' } },
  oneOf: [
    { properties: { type: { enum: ['IPAddress'] }, value: { pattern: '^[0-9.]+$' } } },
    { properties: { type: { not: { enum: ['IPAddress'] } } } },
  ],
};

test.each([
  ['one without a type, which the server fills in', { value: '10.0.0.7' }],
  ['one with it', { type: 'IPAddress', value: '10.0.0.7' }],
  ['one of another type', { type: 'Hostname', value: 'edge.example.com' }],
  ['an empty type, which the server fills in, too', { type: null, value: '10.0.0.7' }],
])('%s fits', (_, value) => {
  expect(saidOf(value, address)).toEqual([]);
});

test('a value that does not fit the default is refused, in words', () => {
  expect(saidOf({ value: 'edge.example.com' }, address)).toEqual([
    'the mapping in address fits none of the alternatives; it needs exactly one of "type" that is "IPAddress" and "value" that is ^[0-9.]+$; "type" that is not "IPAddress"',
  ]);
});

test('defaults are filled in at every depth, and below lists', () => {
  const schema: Schema = {
    type: 'object',
    properties: {
      listeners: { type: 'array', items: address },
      mode: { type: 'object', properties: { on: { type: 'boolean', default: true } } },
    },
    anyOf: [{ properties: { mode: { required: ['on'] }, listeners: { items: { required: ['type'] } } } }],
  };

  expect(saidOf({ mode: {}, listeners: [{ value: '10.0.0.7' }] }, schema)).toEqual([]);
});
