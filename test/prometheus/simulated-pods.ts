import type { RenderedObject } from '../helpers/shipped-catalog';

/** A pod that a workload of the tree would have. */
export interface SimulatedPod {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Container and its ports; that of a proxy, too. */
  readonly containers: readonly SimulatedContainer[];
  readonly workload: RenderedObject;
  /** Hash of the ReplicaSet; a Rollout has the pods of two. */
  readonly hash: string;
}

interface SimulatedContainer {
  readonly name: string;
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
}

/** What the injector of Linkerd adds to a pod (linkerd2, `partials/templates/_proxy.tpl`). */
const proxy: SimulatedContainer = {
  name: 'linkerd-proxy',
  ports: [
    { name: 'linkerd-proxy', containerPort: 4143 },
    { name: 'linkerd-admin', containerPort: 4191 },
  ],
};

/** One pod of each workload, and of a Rollout one of the version that is in use and one of the version that is tried. */
export function simulatedPods(objects: readonly RenderedObject[]): readonly SimulatedPod[] {
  return objects.flatMap((workload): readonly SimulatedPod[] => {
    const names = podNames[workload.kind];
    if (names === undefined) return [];
    const { template } = workload['spec'];
    const isMeshed = template.metadata.annotations?.['linkerd.io/inject'] === 'enabled';
    return names(workload.metadata.name).map(({ name, hash }) => ({
      name,
      hash,
      namespace: workload.metadata.namespace ?? '',
      labels: template.metadata.labels,
      containers: [...template.spec.containers, ...(isMeshed ? [proxy] : [])],
      workload,
    }));
  });
}

interface PodName {
  readonly name: string;
  readonly hash: string;
}

/** Hash of the pods of a version that is tried. */
export const triedHash = '6c8f9d7b5';

const podNames: Readonly<Record<string, (name: string) => readonly PodName[]>> = {
  Deployment: (name) => [{ name: `${name}-7d4b9c6f5d-x2x4z`, hash: '7d4b9c6f5d' }],
  StatefulSet: (name) => [{ name: `${name}-0`, hash: '' }],
  Rollout: (name) => [
    { name: `${name}-7d4b9c6f5d-x2x4z`, hash: '7d4b9c6f5d' },
    { name: `${name}-${triedHash}-k8s9d`, hash: triedHash },
  ],
};

/** Pods that a Service leads to. The preview of a Rollout leads to the version that is tried, and the others to the one in use. */
export function podsOfService(service: RenderedObject, pods: readonly SimulatedPod[]): readonly SimulatedPod[] {
  const selector = Object.entries(service['spec'].selector);
  const isPreview = service.metadata.name.endsWith('-preview');
  return pods
    .filter(({ namespace }) => namespace === service.metadata.namespace)
    .filter(({ labels }) => selector.every(([label, value]) => labels[label] === value))
    .filter(
      ({ hash, workload }) =>
        workload.kind !== 'Rollout' || !isBlueGreen(workload) || (hash === triedHash) === isPreview,
    );
}

function isBlueGreen(workload: RenderedObject): boolean {
  return workload['spec'].strategy.blueGreen !== undefined;
}
