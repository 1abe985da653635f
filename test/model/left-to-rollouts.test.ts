import { aPlacement } from '../helpers/a-placement';
import type { PlacementOverrides } from '../helpers/a-placement';

type Says = Pick<PlacementOverrides, 'service' | 'environment' | 'overlay'>;

const rollout = { strategy: 'canary' as const, steps: [{ setWeight: 20 }] };
const plugin = { plugins: { 'argoproj-labs/gatewayAPI': { httpRoute: 'web' } } };
const routes = { environment: { canaryWeights: 'routes' } } as const;

function left(says: Says) {
  const { ignoresPodHash: podHash, ignoresRouteWeights: routeWeights } = aPlacement(says).application;
  return { podHash, routeWeights };
}

it.each<[string, Says, boolean, boolean]>([
  ['pods replaced one by one', {}, false, false],
  ['a canary by pods', { service: { rollout } }, false, false],
  ['blue-green', { service: { rollout: { strategy: 'blueGreen' } } }, true, false],
  ['a canary by routes', { ...routes, service: { rollout, public: true } }, true, true],
  [
    'a canary that says pods',
    { ...routes, service: { rollout: { ...rollout, weights: 'pods' }, public: true } },
    false,
    false,
  ],
  ['a canary without a route', { ...routes, service: { rollout } }, false, false],
  [
    'a canary whose Services and routes a patch says, as an import leaves them',
    {
      service: {
        rollout,
        patches: [
          {
            kind: 'Rollout',
            merge: {
              spec: { strategy: { canary: { stableService: 'a', canaryService: 'b', trafficRouting: plugin } } },
            },
          },
        ],
      },
    },
    true,
    true,
  ],
  [
    'the same as a JSON patch, in one environment',
    {
      service: { rollout },
      overlay: {
        patches: [
          {
            kind: 'Rollout',
            json: [
              { op: 'add', path: '/spec/strategy/canary/canaryService', value: 'b' },
              { op: 'add', path: '/spec/strategy/canary/trafficRouting/plugins/argoproj-labs~1gatewayAPI', value: {} },
            ],
          },
        ],
      },
    },
    true,
    true,
  ],
  [
    'a patch of something else',
    { service: { rollout, patches: [{ kind: 'Service', merge: { stableService: 'a' } }] } },
    false,
    false,
  ],
])('Argo CD leaves to Argo Rollouts what it writes: %s', (_, says, podHash, routeWeights) => {
  expect(left(says)).toEqual({ podHash, routeWeights });
});
