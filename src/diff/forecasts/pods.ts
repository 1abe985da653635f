import { listAt, mappingAt, textAt, valueAt } from '../../manifests/value-at';
import type { ManifestObject } from '../../manifests/manifest';
import { isShapeBelow } from '../change';
import type { Consequence, Forecast, RiskLevel } from '../consequence';
import { plain } from '../shown';
import { sources } from '../consequence';
import { podTemplateOf } from '../workload';

/** Another pod template: the pods are replaced. */
export const replacedPods: Forecast = ({ change, object, fields }) => {
  const template = podTemplateOf(object);
  if (change.change !== 'changed' || template === undefined || object.kind === 'Job') return [];
  const changed = fields.filter(({ shape }) => isShapeBelow(shape, template.shape));
  // It is said in each group, so that what is the same in several environments stays one change.
  const found = new Set(changed.map(({ category }) => category));
  return [...found].map((category) => ({ category, ...replacement(object) }));
};

/** The number of pods. */
export const replicas: Forecast = ({ change, object, fields }) => {
  if (change.change !== 'changed' || podTemplateOf(object) === undefined) return [];
  const field = fields.find(({ shape }) => shape === 'spec.replicas');
  if (field === undefined) return [];
  const { category, before, after } = field;
  const source = sources.deployment;
  if (after === undefined || before === undefined) {
    const text =
      after === undefined
        ? `Git no longer says how many pods run: an autoscaler does, or else they become 1${keptBy(before)}`
        : `${plain(after)} ${plural(after)}, whatever runs now`;
    return [{ category, severity: 'notice', text, source }];
  }
  if (after === 0) return [{ category, severity: 'disruption', text: 'scaled to zero: nothing runs', source }];
  return [
    { category, severity: 'notice', text: `${plain(after)} ${plural(after)} instead of ${plain(before)}`, source },
  ];
};

/** What keeps a number that Git no longer says; none is nothing to keep. */
function keptBy(before: unknown): string {
  return before === 0 ? '' : `; scale.initialReplicas: ${plain(before)} keeps them until it has taken over`;
}

/** How new pods replace old ones; by itself it restarts nothing. */
export const strategy: Forecast = ({ change, object, fields }) => {
  if (change.change !== 'changed' || podTemplateOf(object) === undefined) return [];
  const field = fields.find(
    ({ shape }) => isShapeBelow(shape, 'spec.strategy') || isShapeBelow(shape, 'spec.updateStrategy'),
  );
  if (field === undefined) return [];
  const { category } = field;
  const isRecreated = textAt(change.after.value, ['spec', 'strategy', 'type']) === 'Recreate';
  const text =
    divided(change.before.value, change.after.value) ??
    (isRecreated
      ? 'from the next release on all pods stop before new ones start (Recreate), so the service is away meanwhile'
      : 'pods are replaced otherwise from the next release on');
  return [{ category, severity: 'notice', text, source: sourceOf(object) }];
};

/** Who divides requests between a canary and the stable release otherwise than before; undefined where nobody else does. */
function divided(before: unknown, after: unknown): string | undefined {
  const [had, has] = [isRouted(before), isRouted(after)];
  if (had === has) return undefined;
  return has
    ? 'from the next release on a canary gets its share of the requests by routes, and the stable release keeps all its pods meanwhile'
    : 'from the next release on a canary gets its share of the requests by the number of its pods';
}

/** Whether somebody divides requests between the two Services of a canary. */
function isRouted(rollout: unknown): boolean {
  return valueAt(rollout, ['spec', 'strategy', 'canary', 'trafficRouting']) !== undefined;
}

/** How the pods of a workload are replaced, in words. */
function replacement(object: ManifestObject): Omit<Consequence, 'category'> {
  const { kind, value } = object;
  const source = sourceOf(object);
  const say = (text: string, severity: RiskLevel = 'disruption'): Omit<Consequence, 'category'> => ({
    severity,
    text,
    source,
  });
  if (kind === 'CronJob') return say('the next run has it; no pod restarts', 'notice');
  if (valueAt(value, ['spec', 'replicas']) === 0) return say('no pod runs, so none restarts', 'notice');
  if (kind === 'Rollout') return rolloutOf(value);
  if (kind === 'StatefulSet' || kind === 'DaemonSet') {
    if (textAt(value, ['spec', 'updateStrategy', 'type']) === 'OnDelete')
      return say('pods stay as they are until somebody deletes them (OnDelete)', 'notice');
    const partition = valueAt(value, ['spec', 'updateStrategy', 'rollingUpdate', 'partition']);
    if (typeof partition === 'number' && partition > 0)
      return say(`pods restart one by one, those from number ${partition} on (partition)`);
    return say(kind === 'DaemonSet' ? 'pods restart, node by node' : 'pods restart one by one, the last one first');
  }
  if (textAt(value, ['spec', 'strategy', 'type']) === 'Recreate')
    return say('pods restart: all stop before new ones start (Recreate), so the service is away meanwhile');
  const rolling = mappingAt(value, ['spec', 'strategy', 'rollingUpdate']);
  const limit = (key: string): string => plain(rolling[key] ?? '25%');
  return say(`pods restart (rolling update, maxSurge ${limit('maxSurge')}, maxUnavailable ${limit('maxUnavailable')})`);
}

function rolloutOf(value: unknown): Omit<Consequence, 'category'> {
  const blueGreen = mappingAt(value, ['spec', 'strategy', 'blueGreen']);
  if (Object.keys(blueGreen).length > 0) {
    const next =
      blueGreen['autoPromotionEnabled'] === false ? 'a person promotes it' : 'it takes over when it is ready';
    return {
      severity: 'disruption',
      text: `pods restart: a preview starts beside what is active, and ${next}`,
      source: sources.blueGreen,
    };
  }
  const steps = listAt(value, ['spec', 'strategy', 'canary', 'steps']);
  const weight = steps.map((step) => valueAt(step, ['setWeight'])).find((one) => typeof one === 'number');
  const isWaiting = steps.some((step) => {
    const pause = valueAt(step, ['pause']);
    return typeof pause === 'object' && pause !== null && !('duration' in pause);
  });
  const share = weight === undefined ? '' : ` with ${weight}%${isRouted(value) ? ' of the requests' : ''}`;
  const then = isWaiting ? ', and waits for a person' : '';
  return { severity: 'disruption', text: `pods restart: a canary starts${share}${then}`, source: sources.canary };
}

function sourceOf({ kind, value }: ManifestObject): string {
  if (kind === 'StatefulSet') return sources.statefulSet;
  if (kind === 'DaemonSet') return sources.daemonSet;
  if (kind === 'CronJob') return sources.cronJob;
  if (kind !== 'Rollout') return sources.deployment;
  return valueAt(value, ['spec', 'strategy', 'blueGreen']) === undefined ? sources.canary : sources.blueGreen;
}

function plural(count: unknown): string {
  return count === 1 ? 'pod' : 'pods';
}
