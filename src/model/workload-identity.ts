import * as z from 'zod';

import { AnnotationName, ObjectName, pattern } from './names';

/** A word of a rule: a kind of resource, a verb. */
const Word = z
  .string()
  .regex(/^(\*|[a-z]+(\/(\*|[a-z]+))?)$/, 'must be lower-case letters such as "pods" or "pods/log", or "*"');

/** What a service may do at the API server, in its own namespace. */
export const AccessRule = z.strictObject({
  apiGroups: z
    .array(z.string().regex(/^(\*|[a-z0-9]([-a-z0-9.]*[a-z0-9])?)?$/, 'must be an API group, "" for the core group'))
    .min(1, 'must name at least one group; "" is the core group')
    .default([''])
    .describe('API groups; "" is the core group.'),
  resources: z.array(Word).min(1, 'must name at least one resource').describe('Such as `configmaps` or `pods/log`.'),
  resourceNames: z.array(ObjectName).min(1, 'must name at least one object').optional().describe('Only these objects.'),
  verbs: z.array(Word).min(1, 'must name at least one verb').describe('Such as `get`, `list` and `watch`.'),
});

/** Who the pods are: their ServiceAccount. */
export const WorkloadIdentity = z.strictObject({
  account: ObjectName.optional().describe(
    'A ServiceAccount that is there: that of another service, or one that others make. Default: its own, which nobody else has.',
  ),
  annotations: z
    .record(AnnotationName, pattern(['service', 'environment', 'team', 'system']).nullable())
    .optional()
    .describe('Annotations of the ServiceAccount, by which a cloud knows the pods; null removes one.'),
  token: z.boolean().optional().describe('Whether pods get a token for the API server.'),
  rules: z
    .array(AccessRule)
    .optional()
    .describe('What they may do there, in their namespace: a Role and its RoleBinding.'),
});
