import * as z from 'zod';

import { DnsLabel, HostName, LabelName, LabelValue, ObjectName } from './names';
import { largestInteger } from './numbers';

const Toleration = z
  .strictObject({
    key: LabelName.optional().describe('Key of the taint. Default: every taint.'),
    operator: z.enum(['Equal', 'Exists']).default('Equal'),
    value: LabelValue.optional(),
    effect: z.enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute']).optional().describe('Default: every effect.'),
    tolerationSeconds: z.int().min(0).max(largestInteger).optional().describe('How long a pod stays; for `NoExecute`.'),
  })
  .refine(({ key, operator }) => key !== undefined || operator === 'Exists', {
    message: 'must have a key, or "operator: Exists", which tolerates everything',
  })
  .refine(({ value, operator }) => value === undefined || operator === 'Equal', {
    message: 'must not have a value with "operator: Exists", which looks at the key only',
  })
  .refine(({ effect, tolerationSeconds }) => tolerationSeconds === undefined || effect === 'NoExecute', {
    message: 'must have "effect: NoExecute" with tolerationSeconds: nothing else ends pods',
  });

const NodeRule = z
  .strictObject({
    key: LabelName,
    operator: z.enum(['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt']).default('In'),
    values: z.array(LabelValue).min(1, 'must have at least one value').optional(),
  })
  .refine(({ operator, values }) => (values === undefined) === /Exist/.test(operator), {
    message: 'must have values, unless its operator is "Exists" or "DoesNotExist"',
  })
  .refine(({ operator, values = [] }) => !/^[GL]t$/.test(operator) || /^-?[0-9]{1,18}$/.test(values.join(' ')), {
    message: 'must have one whole number, in quotes, with the operators "Gt" and "Lt"',
  });

/** On which nodes the pods run, and how. */
export const Scheduling = z.strictObject({
  nodeSelector: z
    .record(LabelName, LabelValue.nullable())
    .optional()
    .describe('Labels that a node must have; null removes one.'),
  nodes: z.array(NodeRule).optional().describe('More that a node must fulfil, all of it (node affinity).'),
  tolerations: z.array(Toleration).optional().describe('Taints of nodes that pods do not mind.'),
  spread: z.boolean().optional().describe('Whether pods keep away from each other, over nodes and zones.'),
  priorityClass: ObjectName.optional().describe('Who goes first where there is no room.'),
  runtimeClass: ObjectName.optional().describe('What runs the containers, such as `gvisor`.'),
  hostAliases: z
    .record(z.union([z.ipv4(), z.ipv6()]), z.array(HostName).min(1, 'must name at least one host').nullable())
    .optional()
    .describe('Addresses and the host names that lead there (/etc/hosts); null removes one.'),
  schedulerName: DnsLabel.optional().describe('Who chooses the node. Default: the scheduler of Kubernetes.'),
});
