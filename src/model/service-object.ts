import * as z from 'zod';

import { AnnotationName, DnsLabel, LabelName, LabelValue, Network, PortName, PortNumber } from './names';

/** Name of a Service, which is a host name (RFC 1035, section 2.3.1). */
export const ServiceObjectName = DnsLabel.regex(/^[a-z]/, 'must start with a letter, as a Service must (RFC 1035)');

/** A day: the longest that Kubernetes keeps a client with its pod (ServiceSpec, ClientIPConfig). */
const longestAffinity = 86_400;

const said = {
  type: z
    .enum(['ClusterIP', 'NodePort', 'LoadBalancer'])
    .optional()
    .describe(
      'Who reaches it: pods of the cluster; also who calls a port of a node; also whom a load balancer of the cloud lets in. Default: ClusterIP.',
    ),
  selectorLabels: z
    .array(LabelName)
    .min(1, 'must name at least one label')
    .optional()
    .describe(
      'Labels of the selector of the service by which it finds pods: fewer find those of other variants, too. Default: all of them.',
    ),
  headless: z
    .boolean()
    .optional()
    .describe('Whether its name leads to each pod instead of to a common address. Default: false.'),
  sourceRanges: z
    .array(Network)
    .optional()
    .describe('Networks that a load balancer lets in, by IPv4. Default: every network.'),
  loadBalancerClass: LabelName.optional().describe(
    'Who makes the load balancer, such as `service.k8s.aws/nlb`. Default: the cloud.',
  ),
  externalTrafficPolicy: z
    .enum(['Cluster', 'Local'])
    .optional()
    .describe(
      'Which pods a node leads requests from outside to: all of them; or its own, which then see who calls. Default: Cluster.',
    ),
  sessionAffinity: z
    .enum(['None', 'ClientIP'])
    .optional()
    .describe('Whether a client stays with its pod, known by its address. Default: None.'),
  affinitySeconds: z
    .int()
    .min(1, 'must be 1 or more')
    .max(longestAffinity, `must be ${longestAffinity} or less`)
    .optional()
    .describe('How long a client that says nothing stays with its pod. Default: 10800, three hours.'),
};

const LedPort = z.strictObject({
  target: PortName.optional().describe('Port of the service that it leads to. Default: the one of this name.'),
  port: PortNumber.optional().describe('Number of the port. Default: that of the Service of the service.'),
  nodePort: PortNumber.optional().describe('Port of nodes. Default: any that is free.'),
});

/** The Service of a service: with every port of it, under its name. */
export const OwnService = z.strictObject({
  ...said,
  ports: z
    .record(PortName, LedPort.omit({ nodePort: true }).nullable())
    .optional()
    .describe('Its ports, by their names, where they are others than those of the service. Default: all of these.'),
  unready: z
    .boolean()
    .optional()
    .describe(
      'Whether it leads to pods that are not ready, too. Default: false; true for the one that gives members their names.',
    ),
  nodePorts: z
    .record(PortName, PortNumber.nullable())
    .optional()
    .describe(
      'Ports of nodes by port, of those that Kubernetes has for it (by default 30000 to 32767). Default: any that is free.',
    ),
});

/** A Service that leads to the pods of a service besides its own. */
export const MoreService = z.strictObject({
  ...said,
  ports: z
    .record(PortName, LedPort.nullable())
    .optional()
    .describe('Its ports, by their names. Default: all ports of the service.'),
  unready: z
    .boolean()
    .optional()
    .describe('Whether it leads to pods that are not ready, too, as members of a cluster need it. Default: false.'),
  labels: z.record(LabelName, LabelValue.nullable()).optional().describe('Labels; null removes one.'),
  annotations: z.record(AnnotationName, z.string().nullable()).optional().describe('Annotations; null removes one.'),
});
export type MoreService = z.infer<typeof MoreService>;

/** How long a client that says nothing stays with its pod: what a server fills in (Kubernetes, ClientIPConfig v1 core). */
export const usualAffinity = 10_800;

/** What may stay unsaid of the Service of a service. */
export type OpenService = `service.${keyof typeof said | 'ports' | 'unready'}`;
