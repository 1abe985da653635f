import * as fc from 'fast-check';

import { decidingLayer, mergeLayers } from '../../src/model/layers';
import type { Layer, LayerKind } from '../../src/model/layers';
import { defaultSettings } from '../../src/model/presets';
import { SettingsLayer } from '../../src/model/settings';
import type { z } from 'zod';

function layer(kind: LayerKind, settings: z.input<typeof SettingsLayer>): Layer {
  return { kind, name: kind, settings: SettingsLayer.parse(settings), prefix: [] };
}

const defaults = defaultSettings({ ports: [{ name: 'http', containerPort: 8080, protocol: 'http' }] });

it('keeps the defaults where no layer says anything', () => {
  expect(mergeLayers(defaults, [layer('service', {}), layer('overlay', {})])).toEqual(defaults);
});

it('lets a later layer win, key by key', () => {
  const { resources } = mergeLayers(defaults, [
    layer('service', { resources: { requests: { cpu: '200m', memory: '256Mi' }, limits: { cpu: '1' } } }),
    layer('overlay', { resources: { requests: { cpu: '300m' } } }),
  ]);

  expect(resources).toEqual({
    requests: { cpu: '300m', memory: '256Mi', ephemeralStorage: '128Mi' },
    limits: { cpu: '1', memory: '512Mi', ephemeralStorage: '1Gi' },
  });
});

it('removes a key with null, and takes it back', () => {
  const { env } = mergeLayers(defaults, [
    layer('environment', { env: { A: '1', B: '2', C: '3' } }),
    layer('service', { env: { A: null, B: null, NEVER: null } }),
    layer('overlay', { env: { B: '4' } }),
  ]);

  expect(env).toEqual({ B: '4', C: '3' });
});

it('removes the scratch folder of the defaults with null', () => {
  const { scratch } = mergeLayers(defaults, [layer('service', { scratch: { '/tmp': null, '/cache': '1Gi' } })]);

  expect(scratch).toEqual({ '/cache': '1Gi' });
});

it('replaces scale and rollout as wholes', () => {
  const { scale, rollout } = mergeLayers(defaults, [
    layer('service', { scale: { owner: 'hpa', minReplicas: 2, maxReplicas: 5, memoryPercent: 80 } }),
    layer('service', { rollout: { strategy: 'canary', steps: [{ setWeight: 20 }], maxSurge: 2 } }),
    layer('overlay', { scale: { owner: 'hpa', minReplicas: 3, maxReplicas: 10 } }),
    layer('overlay', { rollout: { strategy: 'rolling' } }),
  ]);

  expect(scale).toEqual({ owner: 'hpa', minReplicas: 3, maxReplicas: 10, cpuPercent: 70 });
  expect(rollout).toEqual({ strategy: 'rolling', maxSurge: 1, maxUnavailable: 0 });
});

it('replaces lists', () => {
  const { exposure } = mergeLayers(defaults, [
    layer('service', { exposure: { hosts: ['a.example.com', 'b.example.com'] } }),
    layer('overlay', { exposure: { hosts: ['c.example.com'] } }),
  ]);

  expect(exposure.hosts).toEqual(['c.example.com']);
});

it('only looks at settings in a whole service', () => {
  const service = { ...SettingsLayer.parse({}), team: 'web-team', public: true };

  expect(mergeLayers(defaults, [{ settings: service }])).toEqual(defaults);
});

describe('the layer that decides', () => {
  const layers = [
    layer('default', { resources: { limits: { cpu: '500m' } }, probes: { liveness: { path: '/health' } } }),
    layer('environment', { resources: { limits: { cpu: '1' } }, exposure: { hosts: ['a.example.com'] } }),
    layer('service', {
      scale: { owner: 'fixed', replicas: 2 },
      env: { A: '1' },
      secrets: { keys: { rollout: { property: 'x' } } },
    }),
    layer('overlay', { env: { A: null }, secrets: { keys: { rollout: {} } } }),
  ];

  it.each([
    ['the strongest that has the key', ['resources', 'limits', 'cpu'], 'environment'],
    ['the only one that has it', ['probes', 'liveness', 'path'], 'default'],
    ['the one that has the whole', ['scale', 'maxReplicas'], 'service'],
    ['the one that has the list', ['exposure', 'hosts', 3], 'environment'],
    ['the one that removes the key', ['env', 'A'], 'overlay'],
    ['a key that is called as a whole is none', ['secrets', 'keys', 'rollout', 'property'], 'service'],
    ['none', ['mesh', 'provider'], undefined],
    ['none, of what objects inherit', ['env', 'constructor'], undefined],
  ])('%s', (_, path, kind) => {
    expect(decidingLayer(layers, path)?.kind).toBe(kind);
  });
});

const settings = fc.record(
  {
    scale: fc.oneof(
      fc.record({ owner: fc.constant('fixed' as const), replicas: fc.nat(5) }),
      fc.record({
        owner: fc.constant('hpa' as const),
        minReplicas: fc.constant(1),
        maxReplicas: fc.integer({ min: 1, max: 9 }),
      }),
    ),
    env: fc.dictionary(fc.constantFrom('A', 'B', 'C'), fc.option(fc.string()), { noNullPrototype: true }),
    exposure: fc.record(
      { hosts: fc.array(fc.constantFrom('a', 'b'), { minLength: 1 }), path: fc.constant('/x') },
      { requiredKeys: [] },
    ),
    resources: fc.record(
      { requests: fc.record({ cpu: fc.constantFrom('1', '2'), memory: fc.constant('1Gi') }, { requiredKeys: [] }) },
      { requiredKeys: [] },
    ),
    terminationGracePeriodSeconds: fc.nat(60),
  },
  { requiredKeys: [] },
);
const layers = fc.array(
  settings.map((one) => layer('overlay', one)),
  { maxLength: 5 },
);

it('merges in one go what it merges one after the other', () => {
  fc.assert(
    fc.property(layers, layers, (lower, upper) => {
      const atOnce = mergeLayers(defaults, [...lower, ...upper]);

      expect(mergeLayers(mergeLayers(defaults, lower), upper)).toEqual(atOnce);
    }),
  );
});

it('changes neither the defaults nor a layer', () => {
  fc.assert(
    fc.property(layers, (all) => {
      const before = structuredClone({ defaults, all });

      mergeLayers(defaults, all);

      expect({ defaults, all }).toEqual(before);
    }),
  );
});

it('decides each value by the layer that has it', () => {
  fc.assert(
    fc.property(layers, (all) => {
      const merged = mergeLayers(defaults, all);
      const decisive = decidingLayer(all, ['terminationGracePeriodSeconds'])?.settings ?? defaults;

      expect(merged.terminationGracePeriodSeconds).toBe(decisive.terminationGracePeriodSeconds);
    }),
  );
});
