import * as z from 'zod';

import { DnsLabel } from '../../src/model/names';

const Port = z.int().min(1).max(65_535);

/** An add-on that is a folder of the GitOps repository. */
export const OwnAddOn = z.strictObject({
  path: z
    .string()
    .regex(
      /^(?!\/)(?!(?:.*\/)?\.\.(?:\/|$))[\w./-]+$/,
      'must be a folder inside of the repository, such as add-ons/karpenter',
    )
    .describe('Folder of the GitOps repository: a chart, a kustomization, or manifests.'),
  namespace: DnsLabel.describe('Where it runs. It is made, and denies what the ports below do not open.'),
  podSecurity: z.enum(['restricted', 'baseline', 'privileged']).default('restricted').describe('What its pods may do.'),
  clusterKinds: z
    .array(
      z.strictObject({
        group: z.string().describe('Group of the API; empty for the core.'),
        kind: z.string().min(1),
      }),
    )
    .default([])
    .describe('Kinds without a namespace that it may make, such as ClusterRole. Default: none.'),
  values: z.record(z.string(), z.json()).default({}).describe('Values of its chart besides those of the folder.'),
  outputs: z
    .record(
      z.string().regex(/^[\w-]+(?:\.[\w-]+)*$/, 'must be a path of values, such as "serviceAccount.role"'),
      z.string().min(1),
    )
    .default({})
    .describe(
      'Values that another Pulumi stack knows: path of the value, and name of the output of `slipway:outputsOf`.',
    ),
  reaches: z.array(Port).default([]).describe('Ports that its pods reach besides DNS and the API server.'),
  webhookPorts: z.array(Port).default([]).describe('Ports of its pods that the API server calls.'),
  metricsPorts: z
    .array(Port)
    .default([])
    .describe('Ports of its pods that Prometheus reads; its folder has the monitor.'),
});
export type OwnAddOn = z.infer<typeof OwnAddOn>;

/** `slipway:ownAddOns`: by name. */
export const OwnAddOns = z.record(DnsLabel.max(50, 'must have at most 50 characters'), OwnAddOn);
export type OwnAddOns = z.infer<typeof OwnAddOns>;
