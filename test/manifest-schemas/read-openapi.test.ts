import { OpenapiDocument, readOpenapi } from '../../scripts/manifest-schemas/read-openapi';

const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const meta = 'io.k8s.apimachinery.pkg';

/** A document as a server of Kubernetes writes it, in small. */
function aDocument(schemas: Readonly<Record<string, unknown>>, paths: Readonly<Record<string, unknown>> = {}) {
  const creates = { '/apis/example.org/v1/namespaces/{namespace}/widgets': aPost('Widget') };
  return OpenapiDocument.parse({ paths: { ...creates, ...paths }, components: { schemas } });
}

function aPost(kind: string) {
  return {
    post: {
      'x-kubernetes-group-version-kind': { group: 'example.org', version: 'v1', kind },
      requestBody: { content: { '*/*': { schema: reference(kind) } } },
    },
  };
}

test('a kind is what can be created, with the scope and plural of its path', () => {
  const document = aDocument(
    { Widget: {}, Plant: {}, Scale: {}, WidgetStatus: {} },
    {
      '/apis/example.org/v1/plants': aPost('Plant'),
      '/apis/example.org/v1/widgets': { get: {} },
      '/apis/example.org/v1/namespaces/{namespace}/widgets/{name}/scale': aPost('Scale'),
    },
  );

  const kinds = readOpenapi(document);

  expect([...kinds]).toEqual([
    ['example.org/v1 Widget', { plural: 'widgets', scope: 'Namespaced', schema: {} }],
    ['example.org/v1 Plant', { plural: 'plants', scope: 'Cluster', schema: {} }],
  ]);
});

test('the core group has no name, and Namespace is of the cluster', () => {
  const post = {
    ...aPost('Namespace').post,
    'x-kubernetes-group-version-kind': { group: '', version: 'v1', kind: 'Namespace' },
  };
  const document = aDocument({ Widget: {}, Namespace: {} }, { '/api/v1/namespaces': { post } });

  expect(readOpenapi(document).get('v1 Namespace')).toEqual({ plural: 'namespaces', scope: 'Cluster', schema: {} });
});

test('references are followed; descriptions, empty defaults and atomic lists are dropped', () => {
  const spec = { allOf: [reference('WidgetSpec')], default: {}, description: 'What is wanted.' };
  const ports = {
    type: 'array',
    description: 'Ports.',
    items: { allOf: [reference('Port')], default: {} },
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['port', 'protocol'],
    'x-kubernetes-patch-merge-key': 'port',
  };
  const tags = { type: 'array', items: { type: 'string', default: '' }, 'x-kubernetes-list-type': 'atomic' };

  const schema = schemaOf({
    Widget: { type: 'object', description: 'A thing.', properties: { spec } },
    WidgetSpec: { type: 'object', properties: { ports, tags }, required: ['ports'] },
    Port: {
      type: 'object',
      properties: { port: { type: 'integer', default: 0 }, protocol: { type: 'string', default: 'TCP' } },
    },
  });

  const port = {
    type: 'object',
    properties: { port: { type: 'integer', default: 0 }, protocol: { type: 'string', default: 'TCP' } },
  };
  expect(schema?.properties?.['spec']).toEqual({
    type: 'object',
    properties: {
      ports: {
        type: 'array',
        items: port,
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['port', 'protocol'],
      },
      tags: { type: 'array', items: { type: 'string' } },
    },
    required: ['ports'],
  });
});

test('types that read themselves say what they take', () => {
  const properties = {
    memory: reference(`${meta}.api.resource.Quantity`),
    port: reference(`${meta}.util.intstr.IntOrString`),
    raw: reference(`${meta}.runtime.RawExtension`),
    since: reference(`${meta}.apis.meta.v1.Time`),
  };

  const schema = schemaOf({
    Widget: { type: 'object', properties },
    [`${meta}.apis.meta.v1.Time`]: { type: 'string', format: 'date-time', description: 'A time.' },
  });

  expect(schema?.properties).toEqual({
    memory: { format: 'quantity' },
    port: { 'x-kubernetes-int-or-string': true },
    raw: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
    since: { type: 'string', format: 'date-time' },
  });
});

test('values that the document lacks are added: to the field, or to the elements of a list or map', () => {
  const enums = new Map([['Widget', new Map(['one', 'list', 'map'].map((property) => [property, ['A', 'B']]))]]);
  const text = { type: 'string' };
  const properties = {
    one: text,
    list: { type: 'array', items: text },
    map: { type: 'object', additionalProperties: text },
    other: text,
  };

  const schema = readOpenapi(aDocument({ Widget: { type: 'object', properties } }), enums).get('example.org/v1 Widget');

  const letter = { type: 'string', enum: ['A', 'B'] };
  expect(schema?.schema.properties).toEqual({
    one: letter,
    list: { type: 'array', items: letter },
    map: { type: 'object', additionalProperties: letter },
    other: text,
  });
});

test('a definition that is missing is an error with its name', () => {
  expect(() => schemaOf({ Widget: { properties: { spec: reference('WidgetSpec') } } })).toThrow(
    'refers to "WidgetSpec"',
  );
});

function schemaOf(schemas: Readonly<Record<string, unknown>>) {
  return readOpenapi(aDocument(schemas)).get('example.org/v1 Widget')?.schema;
}
