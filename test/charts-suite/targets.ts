import * as z from 'zod';

import { selects } from './labels';
import { portNumber } from './pods';
import type { Pod } from './pods';
import type { Rendered } from './real-chart';

const ServicePort = z.looseObject({
  name: z.string().optional(),
  port: z.number(),
  targetPort: z.union([z.number(), z.string()]).optional(),
});
const Service = z.looseObject({
  ports: z.array(ServicePort).default([]),
  selector: z.record(z.string(), z.string()).nullish(),
});
const Endpoint = z.looseObject({
  port: z.string().optional(),
  targetPort: z.union([z.number(), z.string()]).optional(),
});
const Monitor = z.looseObject({
  selector: z.unknown(),
  namespaceSelector: z
    .looseObject({ matchNames: z.array(z.string()).optional(), any: z.boolean().optional() })
    .nullish(),
  endpoints: z.array(Endpoint).optional(),
  podMetricsEndpoints: z.array(Endpoint).optional(),
});

/** What a monitor wants, and what is behind it. */
export interface Wanted {
  /** "ServiceMonitor argocd-server http-metrics". */
  readonly name: string;
  /** Pods that answer, and the port of each. Empty where nobody does. */
  readonly targets: readonly Target[];
}

/** A port of a pod; of something that is no pod of the platform, "world". */
export interface Target {
  readonly pod: Pod | 'world';
  readonly port: number;
}

/** Services that every cluster has, or that Prometheus' operator makes (prometheus-operator, "kubelet endpoints"). */
const ofCluster: readonly Rendered[] = [
  service('default', 'kubernetes', { component: 'apiserver', provider: 'kubernetes' }, { https: 443 }),
  service(
    'kube-system',
    'kube-prometheus-stack-kubelet',
    { 'app.kubernetes.io/name': 'kubelet', 'k8s-app': 'kubelet' },
    { 'https-metrics': 10_250, cadvisor: 4194, 'http-metrics': 10_255 },
  ),
];

/** Namespaces whose pods are the cluster's own: what a Service selects there is no pod of the platform. */
const namespacesOfCluster = new Set(['default', 'kube-system']);

/** Every endpoint of every ServiceMonitor and PodMonitor. */
export function wantedBy(objects: readonly Rendered[], pods: readonly Pod[]): readonly Wanted[] {
  const services = [...objects.filter(({ kind }) => kind === 'Service'), ...ofCluster];
  return objects
    .filter(({ kind }) => kind === 'ServiceMonitor' || kind === 'PodMonitor')
    .flatMap(({ kind, metadata, spec }) => {
      const { selector, namespaceSelector, endpoints = [], podMetricsEndpoints = [] } = Monitor.parse(spec);
      const isIn = (namespace: string | undefined): boolean =>
        namespaceSelector?.any === true ||
        (namespaceSelector?.matchNames ?? [metadata.namespace]).includes(namespace ?? '');
      const named = (port: unknown): string => `${kind} ${metadata.name} ${String(port)}`;
      if (kind === 'PodMonitor') {
        const found = pods.filter((pod) => isIn(pod.namespace) && selects(selector, pod.labels));
        return podMetricsEndpoints.map(({ port = '' }) => ({
          name: named(port),
          targets: found.flatMap((pod) => targetAt(pod, port)),
        }));
      }
      const found = services.filter(
        (one) => isIn(one.metadata.namespace) && selects(selector, one.metadata.labels ?? {}),
      );
      return endpoints.map(({ port, targetPort }) => ({
        name: named(port ?? targetPort),
        targets: found.flatMap((one) => targetsOf(one, (each) => each.name === port, pods)),
      }));
    });
}

/** Pods behind the ports of a Service that are wanted. */
export function targetsOf(
  { metadata, spec }: Rendered,
  isWanted: (port: z.output<typeof ServicePort>) => boolean,
  pods: readonly Pod[],
): readonly Target[] {
  const { ports, selector } = Service.parse(spec);
  const wanted = ports.filter(isWanted);
  if (namespacesOfCluster.has(metadata.namespace ?? '')) {
    const pod = podOfCluster(metadata.namespace ?? '', selector ?? {});
    return wanted.map(({ port, targetPort }) => ({ pod, port: Number(targetPort ?? port) }));
  }
  const behind = pods.filter(
    (pod) => pod.namespace === metadata.namespace && selects({ matchLabels: selector ?? {} }, pod.labels),
  );
  return wanted.flatMap(({ port, targetPort = port }) => behind.flatMap((pod) => targetAt(pod, targetPort)));
}

/** DNS runs in pods. What else a cluster has of its own shares the network of its node, or is no pod at all. */
function podOfCluster(namespace: string, labels: Readonly<Record<string, string>>): Pod | 'world' {
  if (labels['k8s-app'] !== 'kube-dns') return 'world';
  return { of: 'Deployment coredns', namespace, labels, spec: { containers: [] } };
}

function targetAt(pod: Pod, port: number | string): readonly Target[] {
  const number = portNumber(port, pod);
  return number === undefined ? [] : [{ pod, port: number }];
}

function service(
  namespace: string,
  name: string,
  labels: Readonly<Record<string, string>>,
  ports: Readonly<Record<string, number>>,
): Rendered {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace, labels: { ...labels } },
    spec: { ports: Object.entries(ports).map(([port, number]) => ({ name: port, port: number })) },
  };
}
