import * as z from 'zod';

import { DnsLabel, LabelName, LabelValue, ObjectName } from './names';
import { quantityValue } from './quantity';

const Amount = z
  .string()
  .refine((text) => (quantityValue(text) ?? 0) > 0, 'must be a quantity above 0 such as "100" or "500m", in quotes');

const metric = {
  name: z.string().min(1, 'must not be empty').describe('Name of the metric, as its adapter calls it.'),
  selector: z
    .record(LabelName, LabelValue)
    .optional()
    .describe('Labels of the metric itself. Default: all that there is of it.'),
};

/** A number other than CPU and memory that adds pods, which an adapter of metrics serves (Kubernetes, MetricSpec v2 autoscaling). */
export const ScaleMetric = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('Pods').describe('Of each pod, such as requests a second.'),
    ...metric,
    average: Amount.describe('Average of the pods that is kept.'),
  }),
  z
    .strictObject({
      type: z.literal('External').describe('Of nothing in the cluster, such as the length of a queue.'),
      ...metric,
      value: Amount.optional().describe('Value that is kept.'),
      average: Amount.optional().describe('Value for each pod that is kept.'),
    })
    .refine(hasOne, 'must have either "value" or "average"'),
  z
    .strictObject({
      type: z.literal('Object').describe('Of another object, such as requests of an Ingress.'),
      ...metric,
      of: z.strictObject({
        apiVersion: z.string().min(1, 'must not be empty').describe('Such as `networking.k8s.io/v1`.'),
        kind: z.string().regex(/^[A-Z][A-Za-z0-9]*$/, 'must be a kind such as "Ingress"'),
        name: z.union([DnsLabel, ObjectName]),
      }),
      value: Amount.optional().describe('Value that is kept.'),
      average: Amount.optional().describe('Value for each pod that is kept.'),
    })
    .refine(hasOne, 'must have either "value" or "average"'),
]);
export type ScaleMetric = z.infer<typeof ScaleMetric>;

function hasOne({
  value,
  average,
}: {
  readonly value?: string | undefined;
  readonly average?: string | undefined;
}): boolean {
  return (value === undefined) !== (average === undefined);
}

const hour = 3600;
const halfAnHour = 1800;

const Direction = z.strictObject({
  stabilizationSeconds: z
    .int()
    .min(0, 'must be 0 or more')
    .max(hour, `must be ${hour} or less`)
    .optional()
    .describe('How long it looks back before it believes a number.'),
  policies: z
    .array(
      z.strictObject({
        type: z.enum(['Pods', 'Percent']),
        value: z.int().min(1, 'must be 1 or more').max(10_000, 'must be 10000 or less'),
        periodSeconds: z.int().min(1, 'must be 1 or more').max(halfAnHour, `must be ${halfAnHour} or less`),
      }),
    )
    .min(1, 'must have at least one policy')
    .optional()
    .describe('At most so many pods, or percent of them, in so many seconds.'),
  select: z
    .enum(['Max', 'Min', 'Disabled'])
    .optional()
    .describe('Which policy counts, or that nothing happens in this direction.'),
});

/** How fast an autoscaler acts. What is left out is as it is by default. */
export const ScaleBehavior = z.strictObject({
  up: Direction.optional().describe('Default: at once, twice as many or four more each 15 seconds.'),
  down: Direction.optional().describe('Default: after five calm minutes, a quarter of them or one each minute.'),
});
export type ScaleBehavior = z.infer<typeof ScaleBehavior>;
