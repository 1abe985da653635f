import { usualCollector } from '../../../src/import/own-objects';
import { tracesUrlOf } from '../../../src/model/presets';
import type { PlatformNetworkPolicy } from '../../../stacks/network/network-policies';
import { renderShippedCatalog } from '../../helpers/shipped-catalog';
import { recordedPlatform } from '../../prometheus/recorded-platform';
import { peersOf } from '../../requirements/row';
import { Network } from '../helpers/network';
import { resourceOf } from '../helpers/record';
import { theStack } from '../helpers/the-stack';

const { catalog, objects } = renderShippedCatalog();
const traced = [...catalog.environments.keys()].flatMap((environment) => {
  const found = catalog.environments.get(environment);
  const url = found === undefined ? undefined : tracesUrlOf(catalog.platform, found);
  return url === undefined ? [] : [{ environment, url }];
});

// What the real chart of the add-on makes is on record: `npm run test:charts` holds it against the chart.
const services = recordedPlatform().services.flatMap(({ name, namespace, ports }) =>
  ports.map(({ port }) => `${name}.${namespace}.svc:${port}`),
);

test('the shipped staging and prod say where traces go, and what is imported means the same', () => {
  expect(traced.map(({ environment }) => environment).sort()).toEqual(['prod', 'staging']);
  for (const { url } of traced) expect(url).toBe(usualCollector);
});

test.each(traced)(
  'R3-08, R3-09: traces of $environment go to a Service that the collector of its stack has',
  async ({ environment, url }) => {
    expect(services).toContain(new URL(url).host);

    const resources = await theStack(environment);
    for (const chart of ['opentelemetry-collector', 'tempo'])
      expect(resourceOf(resources, 'kubernetes:helm.sh/v3:Release', `${chart}-release`).inputs).toMatchObject({
        namespace: chart === 'tempo' ? 'tempo' : 'opentelemetry',
      });
  },
);

test.each(traced)(
  'what has traces in $environment is let out to the collector, and in there',
  async ({ environment }) => {
    const overlays = [...objects].filter(
      ([path, object]) =>
        path.includes(`/overlays/${environment}/`) && JSON.stringify(object).includes('"OTEL_EXPORTER_OTLP_ENDPOINT"'),
    );
    expect(overlays.length).toBeGreaterThan(0);
    for (const [path] of overlays) {
      const policy = objects.get(path.replace(/[^/]+$/, 'network-policy.yaml'));
      if (policy === undefined) throw new Error(`beside ${path} is no policy`);
      expect(peersOf(policy, 'to')).toContain('opentelemetry/*:4317');
    }

    const network = new Network(
      (await theStack(environment))
        .filter(({ type }) => type === 'kubernetes:networking.k8s.io/v1:NetworkPolicy')
        .map(({ inputs }) => ({ ...asPolicy(inputs) })),
    );
    expect(network.allows(`${environment}/web`, 'opentelemetry/opentelemetry-collector', 4317)).toBe(true);
    expect(network.allows(`${environment}/web`, 'opentelemetry/opentelemetry-collector', 8888)).toBe(false);
    expect(network.allows('opentelemetry/opentelemetry-collector', 'tempo/tempo', 4317)).toBe(true);
  },
);

function asPolicy(inputs: Readonly<Record<string, unknown>>): PlatformNetworkPolicy {
  const { metadata, spec } = Object(inputs);
  return { name: metadata.name, namespace: metadata.namespace, spec };
}
