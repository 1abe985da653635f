import { shapeOf, type ObjectChange } from '../diff/change';

/** Something that Slipway adds to what was there, for people: once, with how often. */
export interface Addition {
  readonly title: string;
  /** What it does to what runs; absent when nothing that runs notices. */
  readonly effect?: string;
  /** How many objects have it. */
  readonly count: number;
  /** Fields and kinds, each once. */
  readonly what: readonly string[];
}

interface Topic {
  readonly title: string;
  readonly effect?: string;
  /** Kinds of objects that are new, or fields of objects that were there. */
  readonly kinds?: RegExp;
  readonly shape?: RegExp;
}

/** What pods and callers feel comes first. The first topic that fits takes it. */
const topics: readonly Topic[] = [
  {
    title: 'network policies',
    effect: 'traffic that the catalog does not name is denied: dependsOn and egress must be complete',
    kinds: /^NetworkPolicy$/,
    shape: /^spec\.(?:ingress|egress|policyTypes)/,
  },
  {
    title: 'secrets from a store',
    effect: 'values must be in the store before the first sync',
    kinds: /^ExternalSecret$/,
  },
  {
    title: 'probes',
    effect: 'a pod that does not answer gets no requests, or is started again',
    shape: /(?:liveness|readiness|startup)Probe/,
  },
  {
    title: 'requests and limits',
    effect: 'a container that needs more is slowed down or ended',
    shape: /containers\[\]\.resources/,
  },
  {
    title: 'security contexts',
    effect: 'the process is not root, has no privileges and writes to no disk but its volumes',
    shape: /securityContext|hostUsers/,
  },
  {
    title: 'no token for the API server',
    effect: 'a process that calls the API server is refused',
    kinds: /^ServiceAccount$/,
    shape: /automountServiceAccountToken|serviceAccountName/,
  },
  {
    title: 'bounds of namespaces',
    effect: 'pods above the quota are refused',
    kinds: /^(?:Namespace|ResourceQuota|LimitRange)$/,
  },
  { title: 'writable folders', shape: /\.volumes|volumeMounts/ },
  { title: 'variables', shape: /containers\[\]\.env/ },
  {
    title: 'disruption budgets',
    kinds: /^PodDisruptionBudget$/,
    shape: /unhealthyPodEvictionPolicy|^spec\.maxUnavailable/,
  },
  { title: 'how pods are found', shape: /[sS]elector/ },
  { title: 'spread over nodes and zones', shape: /affinity|topologySpreadConstraints/ },
  { title: 'how pods are replaced and scaled', shape: /^spec\.(?:strategy|behavior|advanced|metrics)/ },
  { title: 'DNS and pull policy', shape: /dnsConfig|enableServiceLinks|imagePullPolicy/ },
  { title: 'ports', kinds: /^Service$/, shape: /ports\[\]|appProtocol|publishNotReadyAddresses/ },
  { title: 'routes', kinds: /Route$|^Ingress$/, shape: /^spec\.(?:tls|ingressClassName|rules)/ },
  {
    title: 'metrics',
    kinds: /^(?:ServiceMonitor|PodMonitor|PrometheusRule)$/,
    shape: /^spec\.(?:endpoints|podMetricsEndpoints)/,
  },
  { title: 'Argo CD', kinds: /^(?:Application|ApplicationSet|AppProject)$/ },
  { title: 'labels and annotations', shape: /metadata(?:\.|$)/ },
];

/** Groups what Slipway adds, so that one reads each thing once. */
export function additionsOf(added: readonly ObjectChange[]): readonly Addition[] {
  const found = new Map<string, { topic: Topic; objects: Set<ObjectChange>; what: Set<string> }>();
  const add = (topic: Topic, change: ObjectChange, what: string): void => {
    const known = found.get(topic.title) ?? { topic, objects: new Set<ObjectChange>(), what: new Set<string>() };
    known.objects.add(change);
    known.what.add(what);
    found.set(topic.title, known);
  };
  for (const change of added) {
    if (change.change === 'added') {
      const { kind } = change.id;
      add(topics.find(({ kinds }) => kinds?.test(kind)) ?? other, change, kind);
    } else if (change.change === 'changed') {
      for (const { path } of change.fields) {
        const shape = shapeOf(path);
        add(topics.find((topic) => topic.shape?.test(shape)) ?? other, change, shapeOf(path.slice(-2)));
      }
    }
  }
  return [...topics, other].flatMap(({ title }) => {
    const one = found.get(title);
    if (one === undefined) return [];
    const { effect } = one.topic;
    return [
      { title, ...(effect === undefined ? {} : { effect }), count: one.objects.size, what: [...one.what].sort() },
    ];
  });
}

const other: Topic = { title: 'other' };
