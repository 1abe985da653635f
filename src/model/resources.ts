import * as z from 'zod';

import { Bytes, Cpu } from './quantity';

/** Requests or limits of one container. */
const ResourceAmounts = z.strictObject({
  cpu: Cpu.optional().describe('CPU, such as "200m".'),
  memory: Bytes.optional().describe('Memory, such as "512Mi".'),
  ephemeralStorage: Bytes.optional().describe('Scratch disk, such as "1Gi".'),
});

/** What a container asks for and may use at most. */
export const ContainerResources = z.strictObject({
  requests: ResourceAmounts.optional(),
  limits: ResourceAmounts.optional(),
});
