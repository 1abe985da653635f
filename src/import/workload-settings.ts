import { listAt, mappingAt, textAt, valueAt, type Mapping } from '../manifests/value-at';
import { Scale, beginsWithinBounds } from '../model/scale';
import { Rollout } from '../model/settings';
import { membersOfKind, type Group } from './group';
import type { Data, Imported, Note } from './note';
import { memberSettings } from './pod-volumes';
import { releaseServicesOf } from './release-services';

/** Reads who owns the number of pods. */
export function scaleSettings(group: Group): Imported {
  const { workload } = group;
  const replicas = valueAt(workload.value, ['spec', 'replicas']);
  const [autoscaler] = membersOfKind(group, 'HorizontalPodAutoscaler', 'ScaledObject');
  if (autoscaler === undefined) {
    // What says nothing is one pod (Kubernetes, Deployment v1 apps).
    return { settings: { scale: { owner: 'fixed', replicas: replicas ?? 1 } }, notes: [] };
  }
  const { value, kind } = autoscaler;
  const scale = kind === 'ScaledObject' ? kedaScale(value) : hpaScale(value);
  if (!Scale.safeParse(scale).success) {
    const text = `${kind} "${autoscaler.name}" is not sayable: the catalog has at least one pod and CPU or memory in percent`;
    return { settings: { scale: { owner: 'fixed', replicas: replicas ?? 1 } }, notes: [assumed('scale', text, group)] };
  }
  if (replicas === undefined) return { settings: { scale }, notes: [] };
  // What Git says now runs on until the autoscaler has looked: without it there would be one pod meanwhile.
  const begun = { ...scale, initialReplicas: replicas };
  const { data } = Scale.safeParse(begun);
  if (data !== undefined && beginsWithinBounds(data)) return { settings: { scale: begun }, notes: [] };
  const text = `the ${kind} owns the number of pods; replicas ${JSON.stringify(replicas)} of the ${workload.kind} would fight with it`;
  const note: Note = { kind: 'corrected', key: 'scale', text, object: workload, path: ['spec', 'replicas'] };
  return { settings: { scale }, notes: [note] };
}

function hpaScale(value: Mapping): Data {
  const cpu = utilization(value, 'cpu') ?? valueAt(value, ['spec', 'targetCPUUtilizationPercentage']);
  const memory = utilization(value, 'memory');
  const metrics = listAt(value, ['spec', 'metrics']).flatMap(customMetric);
  return {
    owner: 'hpa',
    minReplicas: valueAt(value, ['spec', 'minReplicas']) ?? 1,
    maxReplicas: valueAt(value, ['spec', 'maxReplicas']),
    ...(cpu === undefined ? {} : { cpuPercent: cpu }),
    ...(memory === undefined ? {} : { memoryPercent: memory }),
    ...(cpu === undefined && metrics.length > 0 ? { cpuPercent: 'none' } : {}),
    ...(metrics.length === 0 ? {} : { metrics }),
    ...behaviorOf(mappingAt(value, ['spec', 'behavior'])),
  };
}

/** Numbers besides CPU and memory (Kubernetes, MetricSpec v2 autoscaling). */
function customMetric(metric: unknown): readonly Data[] {
  const type = textAt(metric, ['type']) ?? '';
  const own = mappingAt(metric, [type.toLowerCase()]);
  if (!['Pods', 'External', 'Object'].includes(type)) return [];
  const target = mappingAt(own, ['target']);
  const selector = mappingAt(own, ['metric', 'selector', 'matchLabels']);
  const amount = (key: string): unknown => (typeof target[key] === 'number' ? `${target[key]}` : target[key]);
  const said = { value: amount('value'), average: amount('averageValue') };
  return [
    {
      type,
      name: valueAt(own, ['metric', 'name']),
      ...(Object.keys(selector).length === 0 ? {} : { selector }),
      ...(type === 'Object' ? { of: mappingAt(own, ['describedObject']) } : {}),
      ...Object.fromEntries(Object.entries(said).filter(([, one]) => one !== undefined)),
    },
  ];
}

function behaviorOf(behavior: Mapping): Data {
  const directions = [['up', 'scaleUp'] as const, ['down', 'scaleDown'] as const].flatMap(([name, key]) => {
    const { stabilizationWindowSeconds, policies, selectPolicy } = mappingAt(behavior, [key]);
    const said = Object.entries({ stabilizationSeconds: stabilizationWindowSeconds, policies, select: selectPolicy });
    const there = said.filter(([, one]) => one !== undefined);
    return there.length === 0 ? [] : [[name, Object.fromEntries(there)] as const];
  });
  return directions.length === 0 ? {} : { behavior: Object.fromEntries(directions) };
}

function utilization(value: Mapping, resource: string): unknown {
  for (const metric of listAt(value, ['spec', 'metrics'])) {
    for (const form of ['resource', 'containerResource']) {
      if (valueAt(metric, [form, 'name']) === resource) return valueAt(metric, [form, 'target', 'averageUtilization']);
    }
  }
  return undefined;
}

function kedaScale(value: Mapping): Data {
  return {
    owner: 'keda',
    minReplicas: valueAt(value, ['spec', 'minReplicaCount']) ?? 0,
    maxReplicas: valueAt(value, ['spec', 'maxReplicaCount']) ?? 100,
    triggers: listAt(value, ['spec', 'triggers']).map((trigger) => {
      const metricType = valueAt(trigger, ['metricType']);
      return {
        type: valueAt(trigger, ['type']),
        ...(metricType === undefined ? {} : { metricType }),
        metadata: mappingAt(trigger, ['metadata']),
      };
    }),
  };
}

/** Reads how a new version replaces the old one. */
export function rolloutSettings(group: Group): Imported {
  const { workload } = group;
  const strategy = mappingAt(workload.value, ['spec', 'strategy']);
  if (workload.kind === 'DaemonSet') return { settings: { rollout: nodeRollout(workload) }, notes: [] };
  const rollout = workload.kind === 'Rollout' ? triedRollout(workload, strategy) : deploymentRollout(strategy);
  if (rollout === undefined) return { settings: {}, notes: [] };
  const parsed = Rollout.safeParse(rollout);
  if (parsed.success) return { settings: { rollout }, notes: [] };
  const text = `the strategy of ${workload.kind} "${workload.name}" is not sayable`;
  return { settings: {}, notes: [assumed('rollout', text, group)] };
}

/** How pods of a DaemonSet are replaced, as Kubernetes does it where nothing is said. */
export function nodeRollout({ value }: Pick<Group['workload'], 'value'>): Data {
  const path = ['spec', 'updateStrategy', 'rollingUpdate'];
  const { maxSurge = 0, maxUnavailable = maxSurge === 0 ? 1 : 0 } = mappingAt(value, path);
  return { strategy: 'rolling', maxSurge, maxUnavailable };
}

function deploymentRollout(strategy: Mapping): Data | undefined {
  if (strategy['type'] === 'Recreate') return { strategy: 'recreate' };
  const { maxSurge = '25%', maxUnavailable = '25%' } = mappingAt(strategy, ['rollingUpdate']);
  return strategy['rollingUpdate'] === undefined ? undefined : { strategy: 'rolling', maxSurge, maxUnavailable };
}

function triedRollout(workload: Group['workload'], strategy: Mapping): Data | undefined {
  // Argo Rollouts, "Rollback Windows": without one, going back takes all steps.
  const rollbackWindow = valueAt(workload.value, ['spec', 'rollbackWindow', 'revisions']) ?? 0;
  const canary = strategy['canary'];
  if (canary !== undefined) {
    const { maxSurge = '25%', maxUnavailable = '25%' } = mappingAt(canary, []);
    const steps = listAt(canary, ['steps']).flatMap(sayableStep);
    return {
      strategy: 'canary',
      maxSurge,
      maxUnavailable,
      steps,
      ...(releaseServicesOf(workload).split === undefined ? {} : { weights: 'routes' }),
      analysis: valueAt(canary, ['analysis']) !== undefined,
      rollbackWindow,
    };
  }
  const blueGreen = strategy['blueGreen'];
  if (blueGreen === undefined) return undefined;
  return {
    strategy: 'blueGreen',
    // Argo Rollouts, BlueGreen: what says nothing is promoted at once.
    autoPromotionEnabled: valueAt(blueGreen, ['autoPromotionEnabled']) ?? true,
    scaleDownDelaySeconds: valueAt(blueGreen, ['scaleDownDelaySeconds']) ?? 30,
    analysis: valueAt(blueGreen, ['prePromotionAnalysis']) !== undefined,
    rollbackWindow,
  };
}

function sayableStep(step: unknown): readonly Data[] {
  const weight = valueAt(step, ['setWeight']);
  if (weight !== undefined) return [{ setWeight: weight }];
  if (valueAt(step, ['pause']) === undefined) return [];
  const duration = valueAt(step, ['pause', 'duration']);
  // A number is seconds (Argo Rollouts, "Canary").
  return [
    { pause: duration === undefined ? {} : { duration: typeof duration === 'number' ? `${duration}s` : duration } },
  ];
}

/** Reads how many pods may be away. */
export function disruptionSettings(group: Group): Imported {
  const [budget] = membersOfKind(group, 'PodDisruptionBudget');
  if (budget === undefined) return { settings: {}, notes: [] };
  const { maxUnavailable, minAvailable } = mappingAt(budget.value, ['spec']);
  if (maxUnavailable !== undefined) return { settings: { disruption: { maxUnavailable } }, notes: [] };
  return { settings: minAvailable === undefined ? {} : { disruption: { minAvailable } }, notes: [] };
}

/** Reads what pods of a StatefulSet keep. It is the same in all environments. */
export function storageOf(group: Group): {
  readonly wants: Data;
  readonly notes: readonly Note[];
} {
  const { workload } = group;
  const wants = memberSettings(workload);
  const claims = listAt(workload.value, ['spec', 'volumeClaimTemplates']);
  if (claims.length === 0 || 'storage' in wants) return { wants, notes: [] };
  const text = 'no volume of its pods can be said: a container sees it at one place, and writes to it';
  return { wants, notes: [assumed('runs', text, group)] };
}

function assumed(key: string, text: string, { workload }: Group): Note {
  return { kind: 'assumed', key, text, object: workload, path: ['spec'] };
}
