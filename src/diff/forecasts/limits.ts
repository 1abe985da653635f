import { listAt, textAt, valueAt } from '../../manifests/value-at';
import type { Consequence, Forecast } from '../consequence';
import { plain } from '../shown';
import { sources } from '../consequence';

/** Bounds of an autoscaler. */
export const autoscaler: Forecast = ({ change, object, fields }) => {
  const paths: Readonly<Record<string, readonly [string, string]>> = {
    HorizontalPodAutoscaler: ['minReplicas', 'maxReplicas'],
    ScaledObject: ['minReplicaCount', 'maxReplicaCount'],
  };
  const names = paths[object.kind];
  if (names === undefined || change.change !== 'changed') return [];
  if (!fields.some(({ shape }) => names.some((name) => shape === `spec.${name}`))) return [];
  const [least, most] = names.map((name) => valueAt(object.value, ['spec', name]));
  const text = `${plain(least ?? 'the default number of')} to ${plain(most ?? 'the default number of')} pods`;
  return [{ category: 'scale', severity: 'notice', text, source: sources.autoscaler }];
};

/** How many pods a drained node may take away. */
export const disruptionBudget: Forecast = ({ change, object, fields }) => {
  if (object.kind !== 'PodDisruptionBudget' || change.change !== 'changed') return [];
  return fields
    .filter(({ shape, after }) => /^spec\.(minAvailable|maxUnavailable)$/.test(shape) && after !== undefined)
    .map(({ path, after, category }): Consequence => ({
      category,
      severity: 'notice',
      text: `draining a node keeps to ${plain(path.at(-1))} ${plain(after)}`,
      source: sources.disruptions,
    }));
};

/** Versions of a CRD. */
export const crd: Forecast = ({ change, object }) => {
  if (object.kind !== 'CustomResourceDefinition' || change.change !== 'changed') return [];
  const served = (value: unknown): readonly string[] =>
    listAt(value, ['spec', 'versions'])
      .filter((one) => valueAt(one, ['served']) !== false)
      .flatMap((one) => textAt(one, ['name']) ?? []);
  const now = served(change.after.value);
  const gone = served(change.before.value).filter((name) => !now.includes(name));
  return [
    ...gone.map((name): Consequence => ({
      category: 'crd',
      severity: 'disruption',
      text: `version ${name} is no longer served: manifests and programs that use it fail`,
      source: sources.crd,
    })),
    {
      category: 'crd',
      severity: 'notice',
      text: 'objects of this kind are checked by the new schema when they are written next',
      source: sources.crd,
    },
  ];
};
