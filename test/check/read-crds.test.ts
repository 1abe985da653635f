import { Crd, readCrd } from '../../src/check/schema/read-crds';
import type { Schema } from '../../src/manifest-schemas/schema';

const text: Schema = { type: 'string' };
const objectMeta: Schema = { type: 'object', properties: { name: text, labels: { type: 'object' } } };
const header = { apiVersion: text, kind: text, metadata: objectMeta };

function read(schema: unknown, version: object = {}, spec: object = {}) {
  const versions = [{ name: 'v1', served: true, schema: { openAPIV3Schema: schema }, ...version }];
  const names = { kind: 'Widget', plural: 'widgets' };
  return readCrd(Crd.parse({ spec: { group: 'example.org', scope: 'Cluster', names, versions, ...spec } }), objectMeta);
}

test('a custom resource has the fields of its definition and those of every object', () => {
  const kinds = read({
    description: 'A thing.',
    type: 'object',
    properties: { spec: { type: 'object', nullable: true } },
  });

  expect([...kinds]).toEqual([
    [
      'example.org/v1 Widget',
      {
        plural: 'widgets',
        scope: 'Cluster',
        isCustom: true,
        schema: { type: 'object', properties: { ...header, spec: { type: 'object', nullable: true } } },
      },
    ],
  ]);
});

test('a definition may narrow the name', () => {
  const kinds = read({
    properties: { metadata: { type: 'object', properties: { name: { type: 'string', maxLength: 8 } } } },
  });

  const metadata = kinds.get('example.org/v1 Widget')?.schema.properties?.['metadata'];
  expect(metadata?.properties).toEqual({ name: { type: 'string', maxLength: 8 }, labels: { type: 'object' } });
});

test('rules, unknown fields and alternatives are kept', () => {
  const spec = {
    type: 'object',
    'x-kubernetes-preserve-unknown-fields': true,
    'x-kubernetes-map-type': 'atomic',
    'x-kubernetes-validations': [{ rule: 'self == oldSelf', message: 'is immutable', reason: 'FieldValueInvalid' }],
    oneOf: [{ required: ['a'] }, { not: { required: ['b'] } }],
    default: {},
  };

  expect(read({ properties: { spec } }).get('example.org/v1 Widget')?.schema.properties?.['spec']).toEqual({
    type: 'object',
    'x-kubernetes-preserve-unknown-fields': true,
    'x-kubernetes-validations': [{ rule: 'self == oldSelf', message: 'is immutable' }],
    oneOf: [{ required: ['a'] }, { not: { required: ['b'] } }],
    default: {},
  });
});

test('an object inside has what every object has, and must say what it is', () => {
  const inner = { type: 'object', 'x-kubernetes-embedded-resource': true, properties: { data: { type: 'string' } } };

  expect(read({ properties: { inner } }).get('example.org/v1 Widget')?.schema.properties?.['inner']).toEqual({
    type: 'object',
    'x-kubernetes-embedded-resource': true,
    properties: { ...header, data: text },
    required: ['apiVersion', 'kind'],
  });
});

test('a version that is not served is not there', () => {
  expect([...read({}, { served: false }).keys()]).toEqual([]);
});

test.each([
  [{ deprecated: true }, 'example.org/v1 Widget is deprecated'],
  [{ deprecated: true, deprecationWarning: 'use v2' }, 'use v2'],
  [{}, undefined],
])('of a version with %j a server warns %j', (version, warning) => {
  expect(read({}, version).get('example.org/v1 Widget')?.deprecationWarning).toBe(warning);
});

test('a definition of old keeps all fields at every depth', () => {
  const kinds = read({ properties: { spec: { type: 'object' } } }, {}, { preserveUnknownFields: true });

  const spec = kinds.get('example.org/v1 Widget')?.schema.properties?.['spec'];
  expect(spec).toEqual({ type: 'object', 'x-kubernetes-preserve-unknown-fields': true });
});
