import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { addOnOfChart, addOns } from '../../../stacks/add-ons';
import { addOnsOf } from '../../../stacks/add-ons-of';
import { plannedAddOns } from '../../../stacks/add-ons/planned';
import { AddOnSettings } from '../../../stacks/add-ons/settings';
import { readSettings } from '../../../stacks/read-settings';
import { packageRoot } from '../../helpers/run-slipway';
import { catalogBehindEnvoy } from '../helpers/catalog-behind-envoy';
import { everyAddOn } from '../helpers/every-add-on';
import { clusterId, resourceOf } from '../helpers/record';
import { asPulumi, theStack } from '../helpers/the-stack';

const stackFile = 'stacks/config/Pulumi.prod.yaml';
const withAll = { addOns: everyAddOn, catalog: catalogBehindEnvoy() };
const release = 'kubernetes:helm.sh/v3:Release';
const all = plannedAddOns(AddOnSettings.parse(everyAddOn), {
  apiServerPorts: [443, 6443],
  gateways: [],
  stackFile,
  prometheus: { namespace: 'monitoring' },
});

test('the example of the tests has every add-on', () => {
  expect(Object.keys(everyAddOn).sort()).toEqual(addOns.map(({ name }) => name).sort());
});

test('every add-on is a file of its own, known by its chart, and no two share a namespace', () => {
  const files = readdirSync(join(packageRoot, 'stacks', 'add-ons'));

  for (const [chart, addOn] of Object.entries(addOnOfChart)) {
    expect(addOn.chart.name).toBe(chart);
    expect(files).toContain(`${addOn.name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.ts`);
    expect(addOn.summary).toMatch(/^[A-Z].*\.$/);
  }
  expect(new Set(addOns.map(({ namespace }) => namespace.name)).size).toBe(addOns.length);
});

test.each(all)(
  '$addOn.name is measured, missed when it is gone, and looked at by the doctor',
  ({ measured, alerts, ready }) => {
    const jobs = new Set(measured.flatMap(({ jobs: named }) => Object.values(named)));
    const missed = alerts.flatMap(({ expression }) => [...expression.matchAll(/absent\(up\{job="([^"]+)"\}\)/g)]);

    expect(missed.length).toBeGreaterThan(0);
    expect(missed.map(([, job]) => job).filter((job) => !jobs.has(job ?? ''))).toEqual([]);
    expect(ready.length).toBeGreaterThan(0);
  },
);

test('what is not said is not installed', async () => {
  const resources = await theStack('dev');
  const names = new Set<string>(Object.keys(addOnOfChart));

  expect(resources.filter(({ type, inputs }) => type === release && names.has(String(inputs['name'])))).toEqual([]);
  expect(resources.filter(({ name }) => /PrometheusRule|add-ons/.test(name) && /add-ons/.test(name))).toEqual([]);
});

describe('a stack with all of them', () => {
  test.each(addOns)(
    '$name is installed in its namespace, before Argo CD delivers what needs it',
    async ({ chart, namespace }) => {
      const resources = await theStack('prod', withAll);

      const made = resourceOf(resources, release, `${chart.name}-release`);
      const labels = resourceOf(resources, 'kubernetes:core/v1:Namespace', `namespaces-${namespace.name}`).inputs;
      const bootstrap = resourceOf(resources, 'platform:delivery:BootstrapApplication', 'bootstrap-prod');
      expect(made.inputs).toMatchObject({
        name: chart.name,
        namespace: namespace.name,
        version: chart.version,
        atomic: true,
      });
      expect(labels).toMatchObject({
        metadata: { labels: { 'pod-security.kubernetes.io/enforce': namespace.podSecurity } },
      });
      expect(bootstrap.dependsOn).toContain(`${chart.name}-release`);
      resourceOf(
        resources,
        'kubernetes:networking.k8s.io/v1:NetworkPolicy',
        `namespaces-${namespace.name}-default-deny`,
      );
    },
  );

  test('their monitors and alerts are made, and those of a stack without Prometheus are not', async () => {
    const count = async (config: object) =>
      (await theStack('prod', { ...withAll, ...config })).filter(({ name }) =>
        all.some(({ measured }) =>
          measured.some((pods) => name.endsWith(`-${pods.name}`) && name.startsWith('monitoring')),
        ),
      ).length;

    expect(await count({})).toBe(all.flatMap(({ measured }) => measured).length);
    const { opencost: _, ...others } = everyAddOn;
    expect(await count({ install: { monitoring: false }, addOns: others })).toBe(0);
  });

  test('objects of kinds that a chart brings come after it, and Secrets before', async () => {
    const resources = await theStack('prod', withAll);

    const issuer = resourceOf(
      resources,
      'kubernetes:cert-manager.io/v1:ClusterIssuer',
      'cert-manager-clusterissuer-public',
    );
    expect(issuer.dependsOn).toContain('cert-manager-release');
    expect(resourceOf(resources, release, 'external-dns-release').dependsOn).toContain(
      'external-dns-secret-external-dns',
    );
    expect(
      resourceOf(resources, 'kubernetes:external-secrets.io/v1:ExternalSecret', 'external-dns-secret-external-dns')
        .inputs,
    ).toMatchObject({
      metadata: { namespace: 'external-dns' },
      spec: {
        data: [{ secretKey: 'CF_API_TOKEN', remoteRef: { key: 'prod/external-dns', property: 'CF_API_TOKEN' } }],
      },
    });
  });

  test('a Secret that somebody else keeps is not made', async () => {
    const externalDns = { ...everyAddOn.externalDns, provider: { kind: 'cloudflare', secret: { kind: 'secret' } } };
    const resources = await theStack('prod', { addOns: { externalDns } });

    expect(resources.filter(({ name }) => name === 'external-dns-secret-external-dns')).toEqual([]);
  });
});

describe('Envoy Gateway', () => {
  test('makes the Gateways that the environments name, in a namespace without pods', async () => {
    const resources = await theStack('prod', withAll);

    const made = resources.filter(({ type }) => type.endsWith(':Gateway'));
    expect(made.map(({ inputs }) => inputs)).toMatchObject([
      {
        metadata: {
          name: 'public',
          namespace: 'gateway-system',
          annotations: { 'cert-manager.io/cluster-issuer': 'public' },
        },
        spec: {
          gatewayClassName: 'envoy',
          listeners: [
            { name: 'http', port: 80 },
            { name: 'https', port: 443 },
          ],
        },
      },
    ]);
    resourceOf(resources, 'kubernetes:core/v1:Namespace', 'namespaces-gateway-system');
    expect(resourceOf(resources, release, 'gateway-helm-release').dependsOn).toContain('gateway-helm-kinds');
    expect(resourceOf(resources, release, 'gateway-helm-kinds')).toMatchObject({
      isRetained: true,
      inputs: { chart: './charts/envoy-gateway-kinds' },
    });
  });

  test('is refused where services, or Argo CD, let in the proxies of another namespace', () => {
    const said = { file: 'catalog/environments/prod.yaml', path: ['gateway', 'proxyNamespace'] };
    const elsewhere = { name: 'public', namespace: 'gateway-system', proxyNamespace: 'gateway-system', said };

    expect(() =>
      plannedAddOns(AddOnSettings.parse({ envoyGateway: {} }), {
        apiServerPorts: [443],
        gateways: [elsewhere],
        stackFile,
      }),
    ).toThrow(
      'the proxies of Envoy Gateway run in "envoy-gateway-system", and services would let in those of "gateway-system" only; write "proxyNamespace: envoy-gateway-system"',
    );
  });
});

test('OpenCost is refused where nobody measures', () => {
  expect(() =>
    plannedAddOns(AddOnSettings.parse({ opencost: { clusterName: 'prod' } }), {
      apiServerPorts: [443],
      gateways: [],
      stackFile,
    }),
  ).toThrow(
    'stacks/config/Pulumi.prod.yaml: slipway:addOns.opencost: costs are made of what Prometheus measures, and the stack installs none',
  );
});

const edge = { kind: 'gateway', host: 'part.example.com', name: 'public', namespace: 'edge' };
const image = `ghcr.io/your-org/slipway@sha256:${'0'.repeat(64)}`;

test.each([
  ['argocd', { argocd: { exposure: edge } }, {}],
  ['monitoring.grafana', { monitoring: { grafana: { exposure: edge } } }, {}],
  ['gitopsController', { gitopsController: { image, exposure: edge } }, { gitopsController: true }],
])('what slipway:%s says of its proxies is asked, as what environments say is', (part, config, others) => {
  const install = { backup: false, linkerd: false, externalSecrets: false };
  const settings = readSettings(
    asPulumi({
      cluster: { id: clusterId },
      ...config,
      install: { ...install, ...others },
      addOns: { envoyGateway: {} },
    }),
    'prod',
  );

  expect(() => addOnsOf(settings, 'monitoring', [], stackFile)).toThrow(
    `stacks/config/Pulumi.prod.yaml: slipway:${part}.exposure.proxyNamespace: the proxies of Envoy Gateway run in `,
  );
});
