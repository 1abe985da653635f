import { chartNames, everyChart } from '../../stacks/versions';
import type { ChartName, OwnChart } from '../../stacks/versions';
import { catalogBehindEnvoy } from '../stacks/helpers/catalog-behind-envoy';
import { everyAddOn } from '../stacks/helpers/every-add-on';
import { theStack, trustAnchor } from '../stacks/helpers/the-stack';
import type { Config } from '../stacks/helpers/the-stack';
import { RealChart, Rendered } from './real-chart';

/** A release as the program asks Helm for it. */
export interface PlannedRelease {
  readonly chart: ChartName | OwnChart;
  readonly namespace: string;
  readonly values: object;
}

/** What the program installs on a cluster, and what becomes of it. */
export interface Installation {
  readonly releases: readonly PlannedRelease[];
  /** Objects that the program makes itself: namespaces, policies, monitors. */
  readonly own: readonly Rendered[];
  /** Objects of all releases that can be rendered here. */
  readonly ofCharts: readonly Rendered[];
}

/** Everything that has a switch, switched on: nobody has all of it, and somebody has each of it. */
export const everything: Config = {
  argocd: {
    highlyAvailable: true,
    nodes: 3,
    exposure: {
      kind: 'gateway',
      host: 'argocd.our-company.example',
      grpcHost: 'grpc.argocd.our-company.example',
      name: 'public',
      namespace: 'gateway-system',
      proxyNamespace: 'envoy-gateway-system',
    },
    signIn: {
      kind: 'dex',
      connectors: [{ type: 'github', id: 'github', name: 'GitHub', config: { clientID: 'argocd' } }],
    },
    repositories: [{ name: 'gitops', authentication: 'github-app' }],
    webhook: { provider: 'github' },
    git: {
      certificates: { 'git.our-company.example': trustAnchor },
      knownHosts: ['git.our-company.example ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA'],
      proxy: 'http://proxy.our-company.example:3128',
      noProxy: ['git.our-company.example'],
    },
  },
  // What has no key of its own, as docs/how-to/install-the-platform.md shows it.
  values: {
    'argo-cd': {
      global: {
        imagePullSecrets: [{ name: 'registry' }],
        nodeSelector: { pool: 'platform' },
        tolerations: [{ key: 'platform', operator: 'Exists' }],
      },
    },
    'kube-prometheus-stack': {
      prometheus: {
        prometheusSpec: {
          remoteWrite: [{ url: 'https://mimir.our-company.example/api/v1/push' }],
          externalLabels: { cluster: 'prod' },
          resources: { requests: { memory: '8Gi' }, limits: { memory: '16Gi' } },
        },
      },
    },
  },
  install: { gitopsController: true },
  addOns: everyAddOn,
  catalog: catalogBehindEnvoy(),
  gitopsController: { image: `ghcr.io/your-org/slipway:1.0.0@sha256:${'0'.repeat(64)}` },
  linkerd: { trustAnchor, highlyAvailable: true },
  monitoring: {
    replicas: 2,
    retention: '30d',
    storage: { size: '50Gi', className: 'fast' },
    controlPlane: true,
    deadMansSwitch: true,
    urls: {
      prometheus: 'https://prometheus.our-company.example',
      alertmanager: 'https://alertmanager.our-company.example',
    },
    grafana: {
      exposure: {
        kind: 'gateway',
        host: 'grafana.our-company.example',
        name: 'public',
        namespace: 'gateway-system',
        proxyNamespace: 'envoy-gateway-system',
        sectionName: 'https',
      },
      signIn: {
        name: 'Our company',
        clientId: 'grafana',
        authUrl: 'https://login.our-company.example/authorize',
        tokenUrl: 'https://login.our-company.example/token',
        apiUrl: 'https://login.our-company.example/userinfo',
        admins: ['platform'],
      },
    },
  },
  secretStore: {
    provider: 'azure',
    vaultUrl: 'https://our-vault.vault.azure.net',
    tenantId: '00000000-0000-4000-8000-000000000002',
    clientId: '00000000-0000-4000-8000-000000000003',
  },
};

/** Clusters that are looked at: as shipped, and what the shipped ones leave out. */
export const installations = [
  ['dev as it is shipped', 'dev', {}],
  ['staging as it is shipped', 'staging', {}],
  ['prod as it is shipped', 'prod', {}],
  ['prod with everything', 'prod', everything],
  ['dev on a small board, with an Ingress', 'dev', small()],
] as const satisfies readonly (readonly [string, string, Config])[];

function small(): Config {
  return {
    argocd: {
      size: 'small',
      exposure: {
        kind: 'ingress',
        host: 'argocd.our-company.example',
        className: 'nginx',
        namespace: 'ingress',
        tlsSecret: 'tls',
      },
      signIn: { kind: 'oidc', name: 'Sign in', issuer: 'https://login.example.com', clientId: 'argocd' },
    },
    monitoring: {
      size: 'small',
      grafana: {
        exposure: {
          kind: 'ingress',
          host: 'grafana.our-company.example',
          className: 'nginx',
          namespace: 'ingress',
          tlsSecret: 'tls',
        },
      },
    },
    linkerd: {
      trustAnchor,
      size: 'small',
      network: {
        kind: 'cni',
        binFolder: '/var/lib/rancher/k3s/data/cni',
        configFolder: '/var/lib/rancher/k3s/agent/etc/cni/net.d',
      },
    },
  };
}

/** Charts that are there: helm may be missing, and a folder may have some of them only. */
export const realCharts: ReadonlyMap<ChartName | OwnChart, RealChart> = new Map(
  everyChart.flatMap((name) => {
    const chart = RealChart.find(name);
    return chart === undefined ? [] : [[name, chart] as const];
  }),
);

/** Charts that are published, and not on this machine. */
export const missingCharts: readonly ChartName[] = chartNames.filter((name) => !realCharts.has(name));

/** Records the program of a stack, and renders every chart with exactly the values that it sets. */
export async function installationOf(stack: string, config: Config): Promise<Installation> {
  const resources = await theStack(stack, config);
  const releases = resources
    .filter(({ type }) => type === 'kubernetes:helm.sh/v3:Release')
    .map(({ inputs }) => ({
      chart: chartOf(inputs['name']),
      namespace: String(inputs['namespace']),
      values: Object(inputs['values']),
    }));
  const own = resources
    .filter(({ type }) => type.startsWith('kubernetes:') && !type.startsWith('kubernetes:helm.sh/'))
    .map(({ inputs }) => Rendered.parse(inputs));
  const ofCharts = releases.flatMap(
    ({ chart, namespace, values }) => realCharts.get(chart)?.render(namespace, values) ?? [],
  );
  return { releases, own, ofCharts };
}

function chartOf(name: unknown): ChartName | OwnChart {
  const found = everyChart.find((chart) => chart === name);
  if (found === undefined) throw new Error(`"${String(name)}" is no chart of stacks/versions.ts`);
  return found;
}
