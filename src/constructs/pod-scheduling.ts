import type * as kubernetes from '../../imports/kubernetes';

/** On which nodes pods run, and how. */
export interface PodScheduling {
  /** Labels that a node must have. */
  readonly nodeSelector?: Readonly<Record<string, string>>;
  /** More that a node must fulfil, all of it. */
  readonly nodes?: readonly {
    readonly key: string;
    readonly operator: kubernetes.NodeSelectorRequirement['operator'];
    readonly values?: readonly string[] | undefined;
  }[];
  /** Whether pods keep away from each other, over nodes and zones. @default true */
  readonly spread?: boolean;
  /** Taints of nodes that pods do not mind. */
  readonly tolerations?: readonly Toleration[];
  /** Name of a PriorityClass. */
  readonly priorityClass?: string;
  /** Name of a RuntimeClass. */
  readonly runtimeClass?: string;
  /** Who chooses the node. @default - the scheduler of Kubernetes */
  readonly schedulerName?: string;
  /** Addresses and the host names that lead there. */
  readonly hostAliases?: Readonly<Record<string, readonly string[]>>;
}

// As a schema gives it, what is absent may also be there and undefined.
interface Toleration {
  readonly key?: string | undefined;
  readonly operator?: kubernetes.Toleration['operator'] | undefined;
  readonly value?: string | undefined;
  readonly effect?: kubernetes.Toleration['effect'] | undefined;
  readonly tolerationSeconds?: number | undefined;
}

/**
 * Where pods may run, as their template says it.
 *
 * @param labels labels of the pods to keep away from; undefined when they are not spread
 */
export function schedulingOf(
  scheduling: PodScheduling,
  labels: Readonly<Record<string, string>> | undefined,
): Partial<kubernetes.PodSpec> {
  const {
    nodeSelector = {},
    tolerations = [],
    hostAliases = {},
    priorityClass,
    runtimeClass,
    schedulerName,
  } = scheduling;
  const spreadBy = scheduling.spread === false ? undefined : labels;
  return {
    affinity: affinityOf(scheduling, spreadBy),
    ...(spreadBy === undefined ? {} : { topologySpreadConstraints: [spreadOverZones(spreadBy)] }),
    ...(Object.keys(nodeSelector).length === 0 ? {} : { nodeSelector }),
    ...(tolerations.length === 0 ? {} : { tolerations: tolerations.map(tolerationOf) }),
    ...(priorityClass === undefined ? {} : { priorityClassName: priorityClass }),
    ...(runtimeClass === undefined ? {} : { runtimeClassName: runtimeClass }),
    ...(schedulerName === undefined ? {} : { schedulerName }),
    ...(Object.keys(hostAliases).length === 0 ? {} : { hostAliases: aliasesOf(hostAliases) }),
  };
}

// All that the pods may do assumes Linux; in a cluster with Windows nodes they must not land there.
const linux: kubernetes.NodeSelectorRequirement = { key: 'kubernetes.io/os', operator: 'In', values: ['linux'] };

function affinityOf(
  { nodes = [] }: PodScheduling,
  spreadBy: Readonly<Record<string, string>> | undefined,
): kubernetes.Affinity {
  const matchExpressions = [
    linux,
    ...nodes.map(({ key, operator, values }) => ({ key, operator, ...(values === undefined ? {} : { values }) })),
  ];
  const nodeAffinity = {
    requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] },
  };
  if (spreadBy === undefined) return { nodeAffinity };
  const podAffinityTerm = { labelSelector: { matchLabels: spreadBy }, topologyKey: 'kubernetes.io/hostname' };
  return {
    nodeAffinity,
    podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm }] },
  };
}

function spreadOverZones(spreadBy: Readonly<Record<string, string>>): kubernetes.TopologySpreadConstraint {
  return {
    maxSkew: 1,
    topologyKey: 'topology.kubernetes.io/zone',
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: spreadBy },
  };
}

function tolerationOf({ key, operator, value, effect, tolerationSeconds }: Toleration): kubernetes.Toleration {
  return {
    ...(key === undefined ? {} : { key }),
    ...(operator === undefined ? {} : { operator }),
    ...(value === undefined ? {} : { value }),
    ...(effect === undefined ? {} : { effect }),
    ...(tolerationSeconds === undefined ? {} : { tolerationSeconds }),
  };
}

function aliasesOf(hostAliases: Readonly<Record<string, readonly string[]>>): readonly kubernetes.HostAlias[] {
  return Object.keys(hostAliases)
    .sort()
    .map((ip) => ({ ip, hostnames: hostAliases[ip] ?? [] }));
}
