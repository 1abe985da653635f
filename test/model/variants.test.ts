import { EnvironmentOverlay } from '../../src/charts/environment-overlay';
import { aChart } from '../helpers/a-chart';
import { placeServices } from '../helpers/place-services';

const ports = [{ name: 'http', containerPort: 9080 }];
const group = { runs: 'variants' as const, variants: ['reviews-v1', 'reviews-v2'], ports };
const quiet = { ports, monitoring: { scrape: false } };

test('a Service finds the pods of its variants, and is all that there is of it', () => {
  const { placements } = placeServices({
    services: { reviews: group, 'reviews-v1': quiet, 'reviews-v2': quiet, other: quiet },
  });
  const { reviews, 'reviews-v1': first, other } = placements;
  if (reviews === undefined || first === undefined || other === undefined) throw new Error('not placed');
  const objects = new EnvironmentOverlay(aChart(), 'reviews', reviews).objects.map((one) => one.toJson());

  expect(objects.map(({ kind, metadata }) => [kind, metadata.name])).toEqual([['Service', 'reviews']]);
  expect(objects[0]).toMatchObject({ spec: { selector: { 'variants.slipway.dev/reviews': 'true' } } });
  expect(first.podLabels).toMatchObject({ 'variants.slipway.dev/reviews': 'true', app: 'reviews-v1' });
  expect(other.podLabels).not.toHaveProperty(['variants.slipway.dev/reviews']);
});

test.each([
  ['a Service of variants', { ...group, variants: ['web'] }],
  ['a pod on each node', { ...quiet, runs: 'everywhere' as const }],
  ['a chart', { ...quiet, chart: { source: 'folder' } }],
])('how an environment releases by default is nothing to %s', (_, said) => {
  const { placements } = placeServices({
    services: { one: said, web: { ...quiet, rollout: { strategy: 'rolling' as const } } },
    environment: { defaults: { rollout: { strategy: 'blueGreen' as const } } },
  });

  expect(placements['one']).toMatchObject({ serviceName: 'one', rollout: { strategy: 'rolling' } });
});

test('labels that all variants have find them, where the Service says so', () => {
  const { placements } = placeServices({
    services: {
      reviews: { ...group, selector: { app: 'reviews' } },
      'reviews-v1': { ...quiet, selector: { app: 'reviews', version: 'v1' } },
      'reviews-v2': { ...quiet, selector: { app: 'reviews', version: 'v2' } },
    },
  });

  expect(placements['reviews']?.selector).toEqual({ app: 'reviews' });
  expect(placements['reviews-v1']?.podLabels).not.toHaveProperty(['variants.slipway.dev/reviews']);
});

test('whoever calls the Service reaches each variant, and is let in by each', () => {
  const { placements } = placeServices({
    services: {
      page: { ...quiet, dependsOn: ['reviews'] },
      reviews: group,
      'reviews-v1': quiet,
      'reviews-v2': quiet,
    },
  });

  const reached = placements['page']?.network.egress.filter(({ reason }) => reason.startsWith('reviews'));
  expect(reached).toEqual(
    ['reviews-v1', 'reviews-v2'].map((name) => ({
      reason: name,
      namespace: 'prod',
      pods: { app: name },
      ports: [9080],
    })),
  );
  expect(placements['reviews-v2']?.network.ingress).toEqual([
    { reason: 'page', namespace: 'prod', pods: { app: 'page' }, ports: [9080] },
  ]);
});

test('who comes from outside to the Service is let in by each variant', () => {
  const { placements } = placeServices({
    services: {
      reviews: { ...group, public: true, service: { type: 'LoadBalancer' } },
      'reviews-v1': quiet,
      'reviews-v2': quiet,
    },
  });

  expect(placements['reviews-v1']?.network.ingress).toEqual([
    { reason: 'gateway', namespace: 'gateway-system', ports: [9080] },
    { reason: 'reviews 0.0.0.0/0', cidr: '0.0.0.0/0', ports: [9080] },
  ]);
});
