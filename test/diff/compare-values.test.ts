import * as fc from 'fast-check';

import type { FieldChange, Step } from '../../src/diff/change';
import { compareValues } from '../../src/diff/compare-values';
import { shownFieldPath } from '../../src/diff/shown';
import { schemas } from './a-diff';

const plain = { schema: undefined, isBuiltIn: false };
const deployment = { schema: schemas.find('apps/v1', 'Deployment')?.schema, isBuiltIn: true };
const service = { schema: schemas.find('v1', 'Service')?.schema, isBuiltIn: true };

/** A Deployment with one container. */
const withContainer = (container: object) => ({
  spec: { template: { spec: { containers: [{ name: 'web', ...container }] } } },
});

describe('what a server takes for the same', () => {
  test.each([
    ['1000m and 1', { cpu: '1000m' }, { cpu: '1' }],
    ['1Gi and 1024Mi', { memory: '1Gi' }, { memory: '1024Mi' }],
    ['a number and its text', { cpu: 1 }, { cpu: '1' }],
    ['1e3 and 1k', { 'example.com/things': '1e3' }, { 'example.com/things': '1k' }],
  ])('quantities: %s', (_, before, after) => {
    const limits = (amounts: object) => withContainer({ resources: { limits: amounts } });

    expect(compareValues(limits(before), limits(after), deployment)).toEqual([]);
  });

  test('quantities in a pod of a Rollout, whose schema leaves them open', () => {
    const schema = schemas.find('argoproj.io/v1alpha1', 'Rollout')?.schema;
    const limits = (memory: string) => withContainer({ resources: { limits: { memory } } });

    expect(compareValues(limits('1Gi'), limits('1024Mi'), { schema, isBuiltIn: false })).toEqual([]);
  });

  test('a default that is not written, and null for no value', () => {
    const ports = (port: object) => ({ spec: { ports: [{ port: 80, ...port }] } });

    expect(compareValues(ports({}), ports({ protocol: 'TCP' }), service)).toEqual([]);
    expect(compareValues(ports({ name: null }), ports({}), service)).toEqual([]);
  });

  test('another order of keys', () => {
    expect(compareValues({ a: 1, b: { c: 1, d: 2 } }, { b: { d: 2, c: 1 }, a: 1 }, plain)).toEqual([]);
  });
});

describe('what is another value', () => {
  test('80 and "80": where both are allowed, the text is a name', () => {
    const port = (targetPort: unknown) => ({ spec: { ports: [{ port: 80, targetPort }] } });

    expect(paths(compareValues(port(80), port('80'), service))).toEqual(['spec.ports[80/TCP].targetPort']);
  });

  test('quantities outside fields of quantities are texts', () => {
    expect(paths(compareValues({ data: { cpu: '1000m' } }, { data: { cpu: '1' } }, plain))).toEqual(['data.cpu']);
  });

  test('the order of a list, which makes other pods', () => {
    const env = (...names: string[]) => withContainer({ env: names.map((name) => ({ name, value: '1' })) });
    const found = compareValues(env('A', 'B'), env('B', 'A'), deployment);

    expect(found).toMatchObject([{ before: ['A', 'B'], after: ['B', 'A'], isOrder: true }]);
  });
});

describe('lists', () => {
  test('elements are matched by the keys of the schema', () => {
    const ports = (...list: object[]) => ({ spec: { ports: list } });
    const before = ports({ port: 80, name: 'http' }, { port: 53, protocol: 'UDP' }, { port: 53, protocol: 'TCP' });
    const after = ports({ port: 53, protocol: 'UDP', nodePort: 30000 }, { port: 53 }, { port: 443 });

    expect(paths(compareValues(before, after, service))).toEqual([
      'spec.ports[80/TCP]',
      'spec.ports[53/UDP].nodePort',
      'spec.ports[443/TCP]',
    ]);
  });

  test('without a schema they are matched by name', () => {
    const before = { things: [{ name: 'a', x: 1 }, { name: 'b' }] };
    const after = { things: [{ name: 'new' }, { name: 'a', x: 2 }, { name: 'b' }] };

    expect(paths(compareValues(before, after, plain))).toEqual(['things[a].x', 'things[new]']);
  });

  test('others by place: one that comes first does not change the rest', () => {
    expect(compareValues({ list: [1, 2, 3] }, { list: [0, 1, 3] }, plain)).toEqual([
      { path: ['list', { after: 0 }], before: undefined, after: 0 },
      { path: ['list', { before: 1 }], before: 2, after: undefined },
    ]);
  });

  test('labels and annotations are compared key by key, even when there were none', () => {
    const after = { metadata: { labels: { a: '1', b: '2' } } };

    expect(paths(compareValues({ metadata: {} }, after, plain))).toEqual(['metadata.labels.a', 'metadata.labels.b']);
  });
});

describe('properties', () => {
  const keys = fc.constantFrom('a', 'b', 'name', 'spec', 'x/y', '__proto__');
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      fc.constantFrom('', '1', '1000m', 'a', 'b', 0, 1, true, null),
      fc.array(tie('value'), { maxLength: 5 }),
      fc.array(fc.record({ name: fc.constantFrom('a', 'b', 'c'), x: tie('value') }), { maxLength: 4 }),
      fc.dictionary(keys, tie('value'), { maxKeys: 4 }),
    ),
  }));

  test('a value is the same as itself', () => {
    fc.assert(fc.property(value, (one) => compareValues(one, structuredClone(one), plain).length === 0));
  });

  test('the changes, applied to one value, make the other', () => {
    fc.assert(
      fc.property(value, value, (before, after) => {
        expect(sorted(apply(before, compareValues(before, after, plain)))).toEqual(sorted(after));
      }),
      { numRuns: 2000 },
    );
  });

  test('no order of keys and no size makes it slow', () => {
    const long = Array.from({ length: 5000 }, (_, index) => index);
    const start = performance.now();

    compareValues(
      long,
      long.map((one) => one * 2),
      plain,
    );

    expect(performance.now() - start).toBeLessThan(2000);
  });
});

function paths(changes: readonly FieldChange[]): readonly string[] {
  return changes.map(({ path }) => shownFieldPath(path));
}

/** A change says that an element is new, not between which others it is: lists by name are compared as sets. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    const list = value.map(sorted);
    const names = list.map(nameOf);
    const isByName = names.every((name) => typeof name === 'string') && new Set(names).size === names.length;
    return isByName ? list.sort((a, b) => String(nameOf(a)).localeCompare(String(nameOf(b)))) : list;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, sorted(one)]));
}

/** Makes the changes: what a reader does in the mind. */
function apply(value: unknown, changes: readonly FieldChange[]): unknown {
  const whole = changes.find(({ path, isOrder }) => path.length === 0 && isOrder !== true);
  if (whole !== undefined) return whole.after;
  if (changes.length === 0) return value;
  return Array.isArray(value) ? applyToList(value, changes) : applyToMapping(value, changes);
}

function applyToMapping(value: unknown, changes: readonly FieldChange[]): unknown {
  const result = new Map<string, unknown>(typeof value === 'object' && value !== null ? Object.entries(value) : []);
  for (const [step, inside] of byFirstStep(changes)) {
    if (typeof step !== 'string') throw new Error('a mapping has no places');
    const key = step;
    const now = apply(result.get(key), inside);
    if (now === undefined) result.delete(key);
    else result.set(key, now);
  }
  return Object.fromEntries(result);
}

function applyToList(list: readonly unknown[], changes: readonly FieldChange[]): unknown {
  const order = changes.find(({ path, isOrder }) => path.length === 0 && isOrder === true);
  const removed = new Set<number>();
  const changed = new Map<number, unknown>();
  const inserted: [number, unknown][] = [];
  const named: unknown[] = [];
  for (const [step, inside] of byFirstStep(changes.filter(({ path }) => path.length > 0))) {
    if (typeof step === 'string') throw new Error('a list has no keys');
    if ('keys' in step) {
      const index = list.findIndex((one) => nameOf(one) === step.keys['name']);
      const now = apply(list[index], inside);
      if (now === undefined) removed.add(index);
      else if (index === -1) named.push(now);
      else changed.set(index, now);
    } else if (step.before === undefined) inserted.push([step.after ?? 0, apply(undefined, inside)]);
    else if (step.after === undefined) removed.add(step.before);
    else changed.set(step.before, apply(list[step.before], inside));
  }
  const result = list.flatMap((one, index) =>
    removed.has(index) ? [] : [changed.has(index) ? changed.get(index) : one],
  );
  for (const [index, one] of inserted) result.splice(index, 0, one);
  return arranged(result, named, order);
}

/** New elements have no place of their own: this test puts them where the other list has them, by the order it is told. */
function arranged(kept: readonly unknown[], named: readonly unknown[], order: FieldChange | undefined): unknown {
  if (order === undefined || !Array.isArray(order.after)) return [...kept, ...named];
  const names: readonly unknown[] = order.after;
  return [...[...kept].sort((a, b) => names.indexOf(nameOf(a)) - names.indexOf(nameOf(b))), ...named];
}

function byFirstStep(changes: readonly FieldChange[]): readonly (readonly [Step, readonly FieldChange[]])[] {
  const found = new Map<string, [Step, FieldChange[]]>();
  for (const change of changes) {
    const [step, ...path] = change.path;
    if (step === undefined) continue;
    const key = JSON.stringify(step);
    const group = found.get(key) ?? [step, []];
    group[1].push({ ...change, path });
    found.set(key, group);
  }
  return [...found.values()];
}

function nameOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'name' in value ? value.name : undefined;
}
