import * as z from 'zod';

import { AbsolutePath, PortName, ProcessText } from './names';
import { PositiveSeconds, Seconds, largestInteger } from './numbers';

/** The name of a header as the API server takes it for a probe. */
const HeaderName = z.string().regex(/^[-A-Za-z0-9]+$/, 'must be letters, digits and "-"');

/** A health probe. What is left out comes from the framework's preset. */
export const Probe = z.strictObject({
  protocol: z
    .enum(['http', 'https', 'grpc', 'tcp', 'exec', 'none'])
    .optional()
    .describe('How the kubelet asks: over the network, by a command in the container, or not at all.'),
  path: AbsolutePath.optional().describe('Path of an http or https probe.'),
  headers: z
    .record(HeaderName, z.string().regex(/^[^\p{Cc}]*$/u, 'must not have control characters'))
    .optional()
    .describe('Headers of an http or https probe.'),
  command: z.array(ProcessText).min(1, 'must name a program').optional().describe('What an exec probe runs.'),
  grpcService: z
    .string()
    .min(1)
    .optional()
    .describe('Name that a grpc probe asks for. Default: the server as a whole.'),
  port: PortName.optional().describe('Name of the port that is asked.'),
  initialDelaySeconds: Seconds.optional(),
  periodSeconds: PositiveSeconds.optional(),
  timeoutSeconds: PositiveSeconds.optional(),
  failureThreshold: z
    .int()
    .min(1, 'must be 1 or more')
    .max(largestInteger, `must be ${largestInteger} or less`)
    .optional(),
});

/** Keys of a probe that only one way to ask has a use for. */
export const probeKeysByUse = {
  headers: ['http', 'https'],
  command: ['exec'],
  grpcService: ['grpc'],
} as const satisfies Partial<
  Record<keyof z.infer<typeof Probe>, readonly NonNullable<z.infer<typeof Probe>['protocol']>[]>
>;
