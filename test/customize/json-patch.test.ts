import { applyJsonPatch, OperationFault } from '../../src/customize/json-patch';
import { MergeFault, strategicMerge } from '../../src/customize/strategic-merge';
import type { JsonOperation } from '../../src/model/patch';

const object = { kind: 'Deployment', metadata: { name: 'web' }, spec: { replicas: 1 } };

test.each<JsonOperation>([
  { op: 'add', path: '/__proto__/polluted', value: true },
  { op: 'add', path: '/metadata/__proto__/polluted', value: true },
  { op: 'add', path: '/__proto__', value: { polluted: true } },
  { op: 'replace', path: '/__proto__/toString', value: 'x' },
  { op: 'remove', path: '/__proto__/toString' },
  { op: 'move', from: '/metadata/name', path: '/__proto__/polluted' },
  { op: 'copy', from: '/__proto__', path: '/spec/x' },
  { op: 'add', path: '/constructor/prototype/polluted', value: true },
])('an operation reaches nothing but the object: %j', (operation) => {
  const before = Object.getOwnPropertyNames(Object.prototype);

  expect(() => applyJsonPatch(object, [operation])).toThrow(OperationFault);

  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
});

test('a merge has no field "__proto__"', () => {
  const patch: unknown = JSON.parse('{ "metadata": { "__proto__": { "polluted": true } } }');

  expect(() => strategicMerge(object, patch, undefined)).toThrow(MergeFault);
});

test('copies of copies end where no API server takes the object', () => {
  const operations = Array.from({ length: 60 }, (_, index): JsonOperation => ({
    op: 'copy',
    from: '/spec',
    path: `/spec/copy${index}`,
  }));

  expect(() => applyJsonPatch(object, operations)).toThrow('the copy makes the object larger than an API server takes');
});

test('a copy is a copy', () => {
  const operations: readonly JsonOperation[] = [
    { op: 'copy', from: '/metadata', path: '/spec/metadata' },
    { op: 'replace', path: '/metadata/name', value: 'api' },
  ];

  expect(applyJsonPatch(object, operations)).toEqual({
    kind: 'Deployment',
    metadata: { name: 'api' },
    spec: { replicas: 1, metadata: { name: 'web' } },
  });
});
