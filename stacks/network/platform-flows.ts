import { collectorAt } from '../../src/model/network';
import { namespaceNames } from '../platform-namespaces';
import type { CatalogNamespaces } from '../platform-namespaces';
import { syncUrlOf } from '../gitops-controller/sync-url';
import { portalUrlOf } from '../notifications/portal-url';
import type { StackSettings } from '../settings';
import type { GrafanaSettings } from '../settings/grafana';
import { argoCdFlows } from './argocd-flows';
import { fromApiServer, named, scraped, toWorld } from './common-flows';
import type { Flow, Pods } from './flow';
import { reachedBy } from './proxies';
import { endOf, gitPortOf, portOf } from './url-end';

/** What is installed, and where the neighbours are. */
export interface PlatformFlowsArgs {
  readonly settings: Pick<
    StackSettings,
    | 'apiServerPorts'
    | 'argocd'
    | 'backup'
    | 'email'
    | 'gitopsController'
    | 'install'
    | 'linkerd'
    | 'monitoring'
    | 'notifications'
    | 'secretStore'
  >;
  /** URL of the repository of the catalog. */
  readonly repository: string;
  readonly namespaces: CatalogNamespaces;
  /** Collectors of traces of the environments: every service may send some. */
  readonly collectors: readonly string[];
}

/** Ports of nodes that Prometheus reads: etcd, exporter, proxy, kubelet, controller manager, scheduler. */
const nodePorts = [2381, 9100, 10249, 10250, 10257, 10259];

/** Everything that the parts of the platform say to each other and to the world. */
export function platformFlows({ settings, repository, namespaces, collectors }: PlatformFlowsArgs): readonly Flow[] {
  const { install, argocd, apiServerPorts } = settings;
  const prometheus = install.monitoring ? named(namespaces.monitoring, 'prometheus') : undefined;
  const controller: Pods = { namespace: namespaceNames.gitopsController };
  return [
    ...argoCdFlows({
      namespace: namespaces.argocd,
      settings: argocd,
      repositories: [repository, ...argocd.repositories.flatMap(({ url }) => url ?? [])],
      apiServerPorts,
      prometheus,
      others: {
        portalUrl: portalUrlOf(settings),
        mailPort: settings.email?.port,
        backupEndpoint: install.backup ? settings.backup?.endpoint : undefined,
      },
    }),
    ...(prometheus === undefined
      ? []
      : [
          ...monitoringFlows(namespaces.monitoring, prometheus, apiServerPorts, settings.email?.port),
          ...grafanaFlows(named(namespaces.monitoring, 'grafana'), settings.monitoring.grafana),
        ]),
    ...collectors.map(collectorFlow),
    ...(install.externalSecrets ? externalSecretsFlows(prometheus, apiServerPorts, settings.secretStore) : []),
    ...(install.argoRollouts ? rolloutsFlows(prometheus, apiServerPorts) : []),
    ...(install.linkerd ? linkerdFlows(prometheus, apiServerPorts, settings.linkerd?.network.kind !== 'init') : []),
    ...(install.gitopsController
      ? [
          // A portal calls it through the proxies of its route.
          ...reachedBy(settings.gitopsController?.exposure).map((from) => ({ from, to: controller, ports: [8080] })),
          ...scraped(prometheus, controller, [8080]),
          toWorld(controller, [443, gitPortOf(repository), ...apiServerPorts, ...argocdPorts(settings)]),
        ]
      : []),
  ];
}

/** Ports of the APIs of Argo CDs that the controller asks. */
function argocdPorts(settings: Pick<StackSettings, 'argocd' | 'gitopsController' | 'install'>): readonly number[] {
  const others = Object.values(settings.gitopsController?.argocds ?? {});
  const urls = [syncUrlOf(settings), ...others.map(({ url }) => url)];
  return urls.flatMap((url) => (url === undefined ? [] : portOf(url)));
}

function monitoringFlows(
  namespace: string,
  prometheus: Pods,
  apiServerPorts: readonly number[],
  mailPort: number | undefined,
): readonly Flow[] {
  const alertmanager = named(namespace, 'alertmanager');
  const grafana = named(namespace, 'grafana');
  const kubeStateMetrics = named(namespace, 'kube-state-metrics');
  const operator = named(namespace, 'kube-prometheus-stack-prometheus-operator');
  return [
    // Services say where their metrics are, so any port of any pod.
    { from: prometheus, to: 'pods', ports: [] },
    toWorld(prometheus, [...apiServerPorts, ...nodePorts]),
    { from: prometheus, to: prometheus, ports: [8080, 9090] },
    { from: prometheus, to: alertmanager, ports: [8080, 9093] },
    { from: prometheus, to: grafana, ports: [3000] },
    { from: prometheus, to: kubeStateMetrics, ports: [8080, 8081] },
    { from: prometheus, to: operator, ports: [10250] },
    { from: alertmanager, to: alertmanager, ports: [9094] },
    toWorld(alertmanager, [443, ...(mailPort === undefined ? [] : [mailPort])]),
    { from: grafana, to: prometheus, ports: [9090] },
    { from: grafana, to: alertmanager, ports: [9093] },
    toWorld(grafana, apiServerPorts),
    toWorld(kubeStateMetrics, apiServerPorts),
    toWorld(operator, apiServerPorts),
    fromApiServer(operator, [10250]),
  ];
}

/** Whoever looks at dashboards, and who says who that is. */
function grafanaFlows(grafana: Pods, { exposure, signIn }: GrafanaSettings): readonly Flow[] {
  return [
    ...reachedBy(exposure).map((from) => ({ from, to: grafana, ports: [3000] })),
    // The browser goes to `authUrl`; Grafana asks the other two.
    ...(signIn === undefined
      ? []
      : [signIn.tokenUrl, signIn.apiUrl].map((url) => ({ from: grafana, to: endOf(url), ports: [portOf(url)] }))),
  ];
}

function collectorFlow(url: string): Flow {
  const { namespace, ports } = collectorAt(url);
  return { from: 'pods', to: { namespace }, ports };
}

function externalSecretsFlows(
  prometheus: Pods | undefined,
  apiServerPorts: readonly number[],
  store: StackSettings['secretStore'],
): readonly Flow[] {
  const all: Pods = { namespace: namespaceNames.externalSecrets };
  return [
    toWorld(all, [443, ...apiServerPorts, ...storePorts(store)]),
    ...metadataServers(store).map(({ networks, ports }) => ({ from: all, to: { networks }, ports })),
    fromApiServer(named(all.namespace, 'external-secrets-webhook'), [10250]),
    ...scraped(prometheus, all, [8080]),
  ];
}

/**
 * Where the account of External Secrets gets a token of its cloud, on each node: GKE's metadata server ("Workload Identity
 * Federation for GKE", network policies), and EKS' agent ("EKS Pod Identity").
 */
function metadataServers(
  store: StackSettings['secretStore'],
): readonly { readonly networks: readonly string[]; readonly ports: readonly number[] }[] {
  if (store?.provider === 'gcp') {
    return [
      { networks: ['169.254.169.254/32'], ports: [80] },
      { networks: ['169.254.169.252/32'], ports: [988] },
    ];
  }
  if (store?.provider === 'aws' && store.identity === 'pod-identity') {
    return [{ networks: ['169.254.170.23/32', 'fd00:ec2::23/128'], ports: [80] }];
  }
  return [];
}

// A Vault in the cluster: its Service may have a port of its own, and policies see that of the pod.
function storePorts(store: StackSettings['secretStore']): readonly number[] {
  return store?.provider === 'vault' ? [portOf(store.server), 8200] : [];
}

function rolloutsFlows(prometheus: Pods | undefined, apiServerPorts: readonly number[]): readonly Flow[] {
  const all: Pods = { namespace: namespaceNames.argoRollouts };
  return [
    toWorld(all, apiServerPorts),
    ...(prometheus === undefined ? [] : [{ from: all, to: prometheus, ports: [9090] }]),
    ...scraped(prometheus, all, [8090]),
  ];
}

function linkerdFlows(
  prometheus: Pods | undefined,
  apiServerPorts: readonly number[],
  hasPlugin: boolean,
): readonly Flow[] {
  const all: Pods = { namespace: namespaceNames.linkerd };
  const plugin: Pods = { namespace: namespaceNames.linkerdCni };
  const controlPlane = [4143, 8080, 8086, 8090];
  return [
    // The proxy of every meshed pod asks who it is, where others are, and what is allowed.
    { from: 'pods', to: all, ports: controlPlane },
    { from: all, to: all, ports: controlPlane },
    fromApiServer(all, [8443, 9443]),
    toWorld(all, apiServerPorts),
    ...scraped(prometheus, all, [4191, 9990, 9995, 9996, 9997]),
    // The plugin looks after the pods of its node.
    ...(hasPlugin ? [toWorld(plugin, apiServerPorts), ...scraped(prometheus, plugin, [9990])] : []),
  ];
}
