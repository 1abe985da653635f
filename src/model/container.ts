import * as z from 'zod';

import { ImageReference } from './image-reference';
import { DnsLabel, ProcessText, WritableFolder } from './names';
import { Probe } from './probe';
import { ContainerResources } from './resources';
import { Security } from './security';
import { EnvFrom, EnvVariables } from './variables';

/** Name of a container besides that of the service. One of digits alone would come before others that were written first. */
export const ContainerName = DnsLabel.regex(/^[a-z]/, 'must start with a letter');

/** What any container has. */
export const container = {
  image: ImageReference.optional().describe(
    'Image with its version or digest, below the registry unless it names one. Default: that of the service, of the same release.',
  ),
  command: z.array(ProcessText).min(1).optional().describe('Default: that of the image.'),
  args: z.array(ProcessText).min(1).optional().describe('Default: those of the image.'),
  env: EnvVariables.optional().describe(
    'Environment variables: a text, in which {service}, {environment}, {team} and {system} are filled in, or where it is from; null removes one.',
  ),
  envFrom: EnvFrom.optional().describe('Secrets and ConfigMaps that are there, whose keys are variables.'),
  inheritsEnv: z
    .boolean()
    .optional()
    .describe(
      'Whether it has the variables of the service, too: `env`, `envFrom`, `config` and `secrets`. Default: if it has its image.',
    ),
  resources: ContainerResources.optional().describe(
    'Default: what a service has that says nothing, giving way to what is said here.',
  ),
  security: Security.omit({ fsGroup: true }).optional().describe('Default: what the service says.'),
  mounts: z
    .record(WritableFolder, WritableFolder.nullable())
    .optional()
    .describe(
      'Folders of the service that it sees, too: its own path to that of the service. `/tmp` unless it is null.',
    ),
};

/** A container that ends before the service starts: waits, migrates, fills a folder. */
export const InitContainer = z.strictObject(container);

/** A container that runs beside the service, in the same pod. */
export const Sidecar = z.strictObject({
  ...container,
  native: z
    .boolean()
    .optional()
    .describe(
      'Whether it starts before the service and ends after it (an init container that is always restarted); else with it. Default: true.',
    ),
  probes: z
    .strictObject({ liveness: Probe.optional(), readiness: Probe.optional(), startup: Probe.optional() })
    .optional()
    .describe('Those that are here are asked, and what they leave out is as of a service. Default: none.'),
});
export type InitContainer = z.infer<typeof InitContainer>;
export type Sidecar = z.infer<typeof Sidecar>;
