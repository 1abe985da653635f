import * as z from 'zod';

import type { Rendered } from './real-chart';

const Port = z.looseObject({ name: z.string().optional(), containerPort: z.number() });
const Container = z.looseObject({ name: z.string(), image: z.string().optional(), ports: z.array(Port).nullish() });
const Claims = z.array(z.looseObject({ metadata: z.looseObject({ name: z.string() }) }));
const PodSpec = z.looseObject({
  volumes: z.array(z.looseObject({ name: z.string() })).nullish(),
  containers: z.array(Container),
  initContainers: z.array(Container).nullish(),
  hostNetwork: z.boolean().nullish(),
  serviceAccountName: z.string().nullish(),
  automountServiceAccountToken: z.boolean().nullish(),
});
const Template = z.looseObject({
  metadata: z.looseObject({ labels: z.record(z.string(), z.string()).nullish() }).nullish(),
  spec: PodSpec,
});

/** A pod as somebody makes it of a workload. */
export interface Pod {
  /** "Deployment argocd-server". */
  readonly of: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** What its specification says. */
  readonly spec: z.output<typeof PodSpec>;
}

/** Pods of the workloads, and of the objects that Prometheus' operator makes workloads of. */
export function podsOf(objects: readonly Rendered[]): readonly Pod[] {
  return objects.flatMap((object) => {
    const { kind, metadata, spec } = object;
    const of = `${kind} ${metadata.name}`;
    const namespace = metadata.namespace ?? '';
    if (kind === 'Prometheus' || kind === 'Alertmanager') return [podOfOperator(object)];
    if (kind === 'EnvoyProxy') return [podOfEnvoy(object)];
    const template = kind === 'CronJob' ? at(spec, 'jobTemplate', 'spec', 'template') : at(spec, 'template');
    if (!/^(Deployment|StatefulSet|DaemonSet|Job|CronJob)$/.test(kind)) return [];
    const { metadata: labelled, spec: pod } = Template.parse(template);
    return [{ of, namespace, labels: labelled?.labels ?? {}, spec: { ...pod, ...volumesOf(object, pod) } }];
  });
}

/** Volumes of a pod of a StatefulSet: its controller adds one for each claim (Kubernetes, "StatefulSets", "Volume Claim Templates"). */
function volumesOf({ kind, metadata, spec }: Rendered, { volumes }: z.output<typeof PodSpec>): object {
  const claims = kind === 'StatefulSet' ? Claims.parse(at(spec, 'volumeClaimTemplates') ?? []) : [];
  if (claims.length === 0) return {};
  const ofClaims = claims.map((claim) => ({
    name: claim.metadata.name,
    persistentVolumeClaim: { claimName: `${claim.metadata.name}-${metadata.name}-0` },
  }));
  return { volumes: [...(volumes ?? []), ...ofClaims] };
}

/** Containers of a pod, those of its start too. */
export function containersOf({ spec }: Pod): readonly z.output<typeof Container>[] {
  return [...(spec.initContainers ?? []), ...spec.containers];
}

/** Number of a port of a pod; a name means the port that a container gives it. */
export function portNumber(port: number | string, pod: Pod): number | undefined {
  if (typeof port === 'number') return port;
  return containersOf(pod)
    .flatMap(({ ports }) => ports ?? [])
    .find(({ name }) => name === port)?.containerPort;
}

/** As Envoy Gateway makes it (envoyproxy/gateway, `internal/infrastructure/kubernetes/proxy/testdata/deployments/default.yaml`). */
function podOfEnvoy({ metadata }: Rendered): Pod {
  return {
    of: `EnvoyProxy ${metadata.name}`,
    namespace: metadata.namespace ?? '',
    labels: {
      'app.kubernetes.io/component': 'proxy',
      'app.kubernetes.io/managed-by': 'envoy-gateway',
      'app.kubernetes.io/name': 'envoy',
    },
    spec: {
      automountServiceAccountToken: false,
      containers: [
        {
          name: 'envoy',
          ports: [
            { name: 'metrics', containerPort: 19_001 },
            { name: 'readiness', containerPort: 19_003 },
          ],
        },
      ],
    },
  };
}

/** As the operator makes it (prometheus-operator, "Design"): labels by which its Services find it, the program and the reloader. */
function podOfOperator({ kind, metadata, spec }: Rendered): Pod {
  const name = kind.toLowerCase();
  const ports = { prometheus: 9090, alertmanager: 9093 }[name] ?? 0;
  return {
    of: `${kind} ${metadata.name}`,
    namespace: metadata.namespace ?? '',
    labels: {
      'app.kubernetes.io/instance': metadata.name,
      'app.kubernetes.io/managed-by': 'prometheus-operator',
      'app.kubernetes.io/name': name,
      'operator.prometheus.io/name': metadata.name,
      [name]: metadata.name,
    },
    spec: {
      containers: [
        { name, ports: [{ name: String(at(spec, 'portName')), containerPort: ports }] },
        { name: 'config-reloader', ports: [{ name: 'reloader-web', containerPort: 8080 }] },
      ],
      serviceAccountName: String(at(spec, 'serviceAccountName')),
    },
  };
}

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (found, key) => (typeof found === 'object' && found !== null ? Reflect.get(found, key) : undefined),
    value,
  );
}
