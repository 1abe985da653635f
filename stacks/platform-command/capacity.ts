import { addOnsOf } from '../add-ons-of';
import { refuseUnfitMesh } from '../mesh-fits';
import { hasRouteWeights, servedEnvironment } from '../served-environments';
import { capacityOf } from '../../src/model/capacity';
import { isSoftware } from '../../src/model/software';
import { asLines } from '../../src/cli/shown-text';
import { formatBytes, formatCpu, quantityValue } from '../../src/model/quantity';
import { alertmanagerConfigOf } from '../monitoring/alertmanager-config';
import { channelsOf } from '../notifications/channels';
import { portalUrlOf } from '../notifications/portal-url';
import { argoCdValues } from '../values/argo-cd';
import { argoRolloutsValues } from '../values/argo-rollouts';
import { externalSecretsValues } from '../values/external-secrets';
import { kubePrometheusStackValues } from '../values/kube-prometheus-stack';
import { controllerResources } from '../gitops-controller/controller-pod';
import { linkerdAsked, proxiesAsked } from './linkerd-asked';
import type { Stack } from './read-stack';

/** What a part of a cluster asks for: cores, and bytes. */
export interface Asked {
  readonly name: string;
  readonly cpu: number;
  readonly memory: number;
}

/**
 * What the platform asks for on a cluster of one node, part by part, and then its services, as many pods as there are at least, and
 * the proxies of those that are in the mesh.
 *
 * @throws InputError with services that are meshed where no mesh is
 */
export function askedOn({ settings, catalog, environments, file }: Stack): readonly Asked[] {
  const { install, argocd, monitoring, secretStore, linkerd } = settings;
  refuseUnfitMesh(catalog.catalog, environments, settings);
  const { platform } = catalog.catalog;
  const channels = channelsOf(
    catalog.catalog,
    environments,
    settings.email !== undefined,
    portalUrlOf(settings) !== undefined,
  );
  const alerting = alertmanagerConfigOf({ ...platform, channels, email: settings.email });
  const onCluster = environments.map((name) => servedEnvironment(catalog, name));
  const addOns = addOnsOf(settings, platform.monitoring.namespace, onCluster, file);
  // Prometheus and Alertmanager.
  const operated = 2 * monitoring.replicas;
  const parts: readonly (readonly [string, object | undefined])[] = [
    ['Argo CD', argocd.install ? argoCdValues({ settings: argocd, hasMetrics: install.monitoring }) : undefined],
    ['monitoring', install.monitoring ? kubePrometheusStackValues(monitoring, alerting) : undefined],
    [
      'External Secrets',
      install.externalSecrets && secretStore !== undefined ? externalSecretsValues(secretStore) : undefined,
    ],
    ['Argo Rollouts', install.argoRollouts ? argoRolloutsValues(hasRouteWeights(onCluster)) : undefined],
    ...addOns.map(({ addOn, values }) => [addOn.chart.name, values] as const),
  ];
  const services = catalog.resolved.filter(({ environment }) => environments.includes(environment));
  const { requests } = capacityOf(services);
  const meshed = capacityOf(services.filter((one) => one.settings.mesh.provider !== 'none')).pods.least;
  const served = environments.join(', ');
  return [
    ...parts.flatMap(([name, values]) => (values === undefined ? [] : [{ name, ...requestsIn(values, operated) }])),
    ...(install.gitopsController ? [{ name: "Slipway's controller", ...requestsIn(controllerResources) }] : []),
    ...(install.linkerd && linkerd !== undefined ? [{ name: 'Linkerd', ...linkerdAsked(linkerd) }] : []),
    { name: `services of ${served}`, cpu: requests.cpu.least, memory: requests.memory.least },
    ...(install.linkerd && linkerd !== undefined
      ? [{ name: `proxies of ${served}`, ...proxiesAsked(linkerd, meshed) }]
      : []),
  ];
}

/** The same as lines, with their sum, and what is in none of them. */
export function capacityText(stack: Stack): string {
  const asked = askedOn(stack);
  const all = {
    name: 'all',
    cpu: asked.reduce((sum, { cpu }) => sum + cpu, 0),
    memory: asked.reduce((sum, { memory }) => sum + memory, 0),
  };
  const lines = [...asked, all].map(
    ({ name, cpu, memory }) =>
      `${name.padEnd(24)}${formatCpu(Math.round(cpu * 1000) / 1000).padStart(8)}${formatBytes(memory).padStart(10)}`,
  );
  return asLines([...lines, ...uncounted(stack).map((what) => `not counted: ${what}`)]);
}

/** What asks for something, and nobody here knows how much, or it is not always there. */
function uncounted({ settings, catalog, environments }: Stack): readonly string[] {
  const made = catalog.resolved.filter(
    ({ environment, wants, isRetired }) => environments.includes(environment) && isSoftware(wants) && !isRetired,
  );
  return [
    ...(settings.otherMesh ? ['the mesh of somebody else, and its proxies'] : []),
    ...(settings.install.backup ? ['the backup of Argo CD, while it runs'] : []),
    ...Object.keys(settings.ownAddOns).map((name) => `the add-on "${name}"`),
    ...made.map(({ service, environment }) => `${service} in ${environment}, which a chart or a kustomization makes`),
    'Kubernetes itself, and what the nodes run besides',
  ];
}

/** Containers that end before their pod works: who asks for most of them and of the others decides, and these never do. */
const startingContainers = new Set(['copyutil', 'init', 'initContainers', 'initImage', 'redisSecretInit']);

/**
 * Requests that stand anywhere in the values of a chart, as many times as the part has pods.
 *
 * @param operated pods that the operator of Prometheus makes: each has a container that reads its configuration again
 */
function requestsIn(values: object, operated = 0): { readonly cpu: number; readonly memory: number } {
  let [cpu, memory] = [0, 0];
  const look = (value: unknown, pods: number): void => {
    if (typeof value !== 'object' || value === null) return;
    const node = new Map<string, unknown>(Object.entries(value));
    if (node.get('enabled') === false) return;
    const count = node.get('replicas') ?? node.get('replicaCount');
    // What stands beside the number of pods is theirs; what has a number of its own says so.
    const own = typeof count === 'number' ? count : pods;
    const requests = node.get('requests');
    if (typeof requests === 'object' && requests !== null && 'cpu' in requests && 'memory' in requests) {
      cpu += pods * (quantityValue(String(requests.cpu)) ?? 0);
      memory += pods * (quantityValue(String(requests.memory)) ?? 0);
    }
    for (const [key, inner] of node) {
      if (startingContainers.has(key) || isReplaced(key, node)) continue;
      look(inner, key === 'prometheusConfigReloader' ? operated : (podsByKey.get(key) ?? own));
    }
  };
  look(values, 1);
  return { cpu, memory };
}

/** Of the chart argo-cd: where there are several Redis, the only one is not made. */
function isReplaced(key: string, node: ReadonlyMap<string, unknown>): boolean {
  const several = node.get('redis-ha');
  return (
    key === 'redis' &&
    typeof several === 'object' &&
    several !== null &&
    'enabled' in several &&
    several.enabled === true
  );
}

/**
 * Parts whose number of pods, or of containers, the chart decides: those of a webhook are not those of what it stands below, a
 * Redis that outlives a node has three, and Grafana one container for dashboards and one for sources of data.
 */
const podsByKey: ReadonlyMap<string, number> = new Map([
  ['certController', 1],
  ['redis-ha', 3],
  ['sidecar', 2],
  ['webhook', 1],
]);
