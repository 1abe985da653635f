import { load } from 'js-yaml';

import { renderPlacement } from '../../src/render/render';
import { aPlacement } from '../helpers/a-placement';
import type { PlacementOverrides } from '../helpers/a-placement';

interface Rendered {
  readonly kind: string;
  readonly metadata: Words;
  readonly spec: { readonly template: { readonly metadata: Words } };
}

interface Words {
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

function objectsOf(overrides: PlacementOverrides): ReadonlyMap<string, Rendered> {
  const texts = renderPlacement(aPlacement(overrides)).map(({ text }) => load(text));
  // Each kind is there once.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return new Map((texts as Rendered[]).map((object) => [object.kind, object]));
}

test('what is said of every object is on each of them, and on pods, filled in', () => {
  const objects = objectsOf({ service: { metadata: { all: { labels: { stage: '{service}-{environment}' } } } } });

  for (const [kind, { metadata }] of objects) {
    if (kind === 'Kustomization' || kind === 'Application') continue;
    expect([kind, metadata.labels]).toEqual([kind, expect.objectContaining({ stage: 'web-dev', app: 'web' })]);
  }
  expect(objects.get('Deployment')?.spec.template.metadata.labels).toMatchObject({ stage: 'web-dev', app: 'web' });
});

test('what is said of one kind of object is on no other', () => {
  const objects = objectsOf({
    service: { public: true, metadata: { route: { annotations: { a: '1' } }, pods: { annotations: { a: '2' } } } },
  });
  const said = [...objects].flatMap(([kind, { metadata }]) =>
    metadata?.annotations?.['a'] === undefined ? [] : [[kind, metadata.annotations['a']]],
  );

  expect(said).toEqual([['HTTPRoute', '1']]);
  expect(objects.get('Deployment')?.spec.template.metadata.annotations).toEqual({ a: '2' });
});

test.each([
  ['Deployment', {}],
  ['StatefulSet', { storage: { size: '1Gi', mountPath: '/data' } }],
  ['DaemonSet', { runs: 'everywhere' }],
  ['Rollout', { rollout: { strategy: 'blueGreen' } }],
] as const)('what is said of workloads and of pods is on a %s and on its pods', (kind, service) => {
  const said = { workload: { labels: { a: '1' } }, pods: { labels: { b: '2' } }, all: { labels: { c: '3' } } };
  const workload = objectsOf({ service: { ...service, metadata: said } }).get(kind);

  expect(workload?.metadata.labels).toMatchObject({ a: '1', c: '3' });
  expect(workload?.metadata.labels).not.toHaveProperty('b');
  expect(workload?.spec.template.metadata.labels).toMatchObject({ b: '2', c: '3' });
  expect(workload?.spec.template.metadata.labels).not.toHaveProperty('a');
});

test('annotations of every object give an account no rights', () => {
  const annotations = { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::1:role/admin' };
  const objects = objectsOf({ service: { metadata: { all: { annotations, labels: { a: 'b' } } } } });

  expect(objects.get('ServiceAccount')?.metadata.annotations).not.toHaveProperty(['eks.amazonaws.com/role-arn']);
  expect(objects.get('ServiceAccount')?.metadata.labels).toMatchObject({ a: 'b' });
});

test('braces of JSON in an annotation stay', () => {
  const text = '{"ingress": true, "by": "{service}"}';
  const objects = objectsOf({ service: { metadata: { service: { annotations: { 'cloud.google.com/neg': text } } } } });

  expect(objects.get('Service')?.metadata.annotations).toMatchObject({
    'cloud.google.com/neg': '{"ingress": true, "by": "web"}',
  });
});

test('a platform says by which labels its Prometheus chooses', () => {
  const monitoring = { labels: { release: 'kube-prometheus-stack' } };
  const usual = objectsOf({ platform: { monitoring } });
  const other = objectsOf({
    platform: { monitoring },
    environment: { defaults: { metadata: { monitors: { labels: { release: 'other' } } } } },
  });

  expect(usual.get('ServiceMonitor')?.metadata.labels).toMatchObject({ release: 'kube-prometheus-stack' });
  expect(other.get('ServiceMonitor')?.metadata.labels).toMatchObject({ release: 'other' });
});

test('a service that has not adopted labels has those that it says', () => {
  const objects = objectsOf({
    service: { unadopted: ['labels'], metadata: { service: { labels: { service: 'web' } } } },
  });

  expect(objects.get('Service')?.metadata.labels).toEqual({ app: 'web', service: 'web' });
  expect(objects.get('ServiceAccount')?.metadata).not.toHaveProperty('labels');
});
