import * as z from 'zod';

import { ScaleBehavior, ScaleMetric } from './autoscaling';

const percent = z.int().min(1, 'must be 1 or more').max(100, 'must be 100 or less');
const replicas = z.int().min(0, 'must be 0 or more').max(1000, 'must be 1000 or less');

/**
 * What an autoscaler begins with. A sync that takes a number out of Git before Argo CD has heard that it is no longer Git's leaves
 * one pod (Kubernetes, "Migrating Deployments and StatefulSets to horizontal autoscaling"): a number that stays is never taken out.
 */
const initialReplicas = replicas
  .min(1, 'must be 1 or more')
  .optional()
  .describe(
    'How many pods it begins with: a new service, or one that had a fixed number, which goes on with it. The autoscaler decides from there on, and Argo CD leaves its number alone, so it may stay for good. Default: 1, until the autoscaler acts.',
  );

const perPod = new Set(['cpu', 'memory']);

/**
 * What adds pods (KEDA, "ScaledObject specification"). Since KEDA 2.18 the type of the metric is no part of the metadata of `cpu`
 * and `memory`, and there is no default for it; no other trigger has a use.
 */
const ScaleTrigger = z
  .strictObject({
    type: z.string().min(1).describe("One of KEDA's scalers."),
    metricType: z
      .enum(['AverageValue', 'Utilization', 'Value'])
      .optional()
      .describe('Kind of target. Default: `AverageValue`; `cpu` and `memory` have none.'),
    metadata: z.record(z.string(), z.string()).describe('Settings of the scaler.'),
  })
  .refine(({ type, metricType }) => !perPod.has(type) || metricType !== undefined, {
    message:
      'must have "metricType: Utilization" or "metricType: AverageValue", as KEDA has no default for cpu and memory',
  })
  .refine(({ type, metricType = 'AverageValue' }) => metricType !== (perPod.has(type) ? 'Value' : 'Utilization'), {
    message:
      'has a metricType that its type has not: "Value" is not for cpu and memory, and "Utilization" is for nothing else',
  });

/**
 * Who owns the number of pods. It decides three things at once, so that they cannot contradict each other:
 * whether `spec.replicas` is rendered, what Argo CD ignores, and what a scale change edits.
 */
export const Scale = z.discriminatedUnion('owner', [
  z.strictObject({
    owner: z.literal('fixed').describe('Git owns the count: Argo CD restores it.'),
    replicas: replicas.describe('Number of pods.'),
  }),
  z
    .strictObject({
      owner: z.literal('hpa').describe('A HorizontalPodAutoscaler owns the count.'),
      minReplicas: replicas.min(1, 'must be 1 or more'),
      maxReplicas: replicas.min(1, 'must be 1 or more'),
      initialReplicas,
      cpuPercent: z
        .union([percent, z.literal('none')])
        .default(70)
        .describe('Average CPU use, in percent of the request, that adds pods; `none` does not look at it.'),
      memoryPercent: percent.optional().describe('Average memory use, in percent of the request, that adds pods.'),
      metrics: z.array(ScaleMetric).optional().describe('What else adds pods. Default: nothing.'),
      behavior: ScaleBehavior.optional().describe('How fast it acts.'),
    })
    .refine(
      ({ cpuPercent, memoryPercent, metrics = [] }) =>
        cpuPercent !== 'none' || memoryPercent !== undefined || metrics.length > 0,
      {
        path: ['cpuPercent'],
        message: 'must not be "none" where nothing else adds pods: add memoryPercent or metrics',
      },
    ),
  z
    .strictObject({
      owner: z.literal('keda').describe('A KEDA ScaledObject owns the count.'),
      minReplicas: replicas,
      maxReplicas: replicas.min(1, 'must be 1 or more'),
      initialReplicas,
      triggers: z.array(ScaleTrigger).min(1, 'must have at least one trigger'),
      behavior: ScaleBehavior.optional().describe('How fast it acts.'),
    })
    .superRefine(({ minReplicas, triggers }, context) => {
      if (minReplicas > 0 || triggers.length === 0 || triggers.some(({ type }) => !perPod.has(type))) return;
      const message =
        'must be 1 or more where every trigger is cpu or memory: without a pod nobody measures, and KEDA refuses it';
      context.addIssue({ code: 'custom', path: ['minReplicas'], input: minReplicas, message });
    }),
]);
export type Scale = z.infer<typeof Scale>;

/** Whether an autoscaler leaves the number of pods that it begins with, as its bounds have it. True where none is said. */
export function beginsWithinBounds(scale: Scale): boolean {
  if (scale.owner === 'fixed' || scale.initialReplicas === undefined) return true;
  return scale.minReplicas <= scale.initialReplicas && scale.initialReplicas <= scale.maxReplicas;
}
