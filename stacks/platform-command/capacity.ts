import { capacityOf } from '../../src/model/capacity';
import { formatBytes, formatCpu, quantityValue } from '../../src/model/quantity';
import { alertmanagerConfigOf } from '../monitoring/alertmanager-config';
import { channelsOf } from '../notifications/channels';
import { portalUrlOf } from '../notifications/portal-url';
import { argoCdValues } from '../values/argo-cd';
import { argoRolloutsValues } from '../values/argo-rollouts';
import { externalSecretsValues } from '../values/external-secrets';
import { kubePrometheusStackValues } from '../values/kube-prometheus-stack';
import type { Stack } from './read-stack';

/** What a part of a cluster asks for: cores, and bytes. */
export interface Asked {
  readonly name: string;
  readonly cpu: number;
  readonly memory: number;
}

/** What the platform asks for on a cluster, part by part, and then its services, as many pods as there are at least. */
export function askedOn({ settings, catalog, environments }: Stack): readonly Asked[] {
  const { install, argocd, monitoring, secretStore } = settings;
  const { platform } = catalog.catalog;
  const channels = channelsOf(
    catalog.catalog,
    environments,
    settings.email !== undefined,
    portalUrlOf(settings) !== undefined,
  );
  const alerting = alertmanagerConfigOf({ ...platform, channels, email: settings.email });
  const parts: readonly (readonly [string, object | undefined])[] = [
    ['Argo CD', argocd.install ? argoCdValues({ settings: argocd, hasMetrics: install.monitoring }) : undefined],
    ['monitoring', install.monitoring ? kubePrometheusStackValues(monitoring, alerting) : undefined],
    [
      'External Secrets',
      install.externalSecrets && secretStore !== undefined ? externalSecretsValues(secretStore) : undefined,
    ],
    ['Argo Rollouts', install.argoRollouts ? argoRolloutsValues() : undefined],
  ];
  const services = catalog.resolved.filter(({ environment }) => environments.includes(environment));
  const { requests } = capacityOf(services);
  return [
    ...parts.flatMap(([name, values]) => (values === undefined ? [] : [{ name, ...requestsIn(values) }])),
    { name: `services of ${environments.join(', ')}`, cpu: requests.cpu.least, memory: requests.memory.least },
  ];
}

/** The same as lines, with their sum. What a chart decides by itself, such as the proxies of a mesh, is in no value. */
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
  const left = stack.settings.install.linkerd
    ? 'not counted: Linkerd, and a proxy for each pod that is in its mesh\n'
    : '';
  return `${lines.join('\n')}\n${left}`;
}

/** Containers that end before their pod works: who asks for most of them and of the others decides, and these never do. */
const startingContainers = new Set(['copyutil', 'init', 'initImage', 'redisSecretInit']);

/** Requests that stand anywhere in the values of a chart, as many times as the part has pods. */
function requestsIn(values: object): { readonly cpu: number; readonly memory: number } {
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
      if (!startingContainers.has(key)) look(inner, podsByKey.get(key) ?? own);
    }
  };
  look(values, 1);
  return { cpu, memory };
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
