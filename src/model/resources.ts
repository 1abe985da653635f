import * as z from 'zod';

import { Bytes, Cpu, CpuLimit, noLimit } from './quantity';

/** Requests or limits of one container. */
const ResourceAmounts = z.strictObject({
  cpu: Cpu.optional().describe('CPU, such as "200m".'),
  memory: Bytes.optional().describe('Memory, such as "512Mi".'),
  ephemeralStorage: Bytes.optional().describe('Scratch disk, such as "1Gi".'),
});

/** What a container asks for and may use at most. */
export const ContainerResources = z.strictObject({
  requests: ResourceAmounts.optional(),
  limits: ResourceAmounts.extend({
    cpu: CpuLimit.optional().describe('CPU, such as "500m"; "none" lets it use what its node has to spare.'),
  }).optional(),
});

/** Limits as objects have them: nothing is said of CPU where there is no limit. */
export type PlacedLimits<Limits extends { readonly cpu: string }> = Omit<Limits, 'cpu'> & { readonly cpu?: string };

/** Requests and limits of one container, complete. */
type Amounts = Readonly<Record<'cpu' | 'memory' | 'ephemeralStorage', string>>;

/** What a container asks for and may use at most, as objects have it. */
export interface PlacedResources {
  readonly requests: Amounts;
  readonly limits: PlacedLimits<Amounts>;
}

/** @see PlacedResources */
export function placeResources({
  requests,
  limits,
}: {
  readonly requests: Amounts;
  readonly limits: Amounts;
}): PlacedResources {
  return { requests, limits: placeLimits(limits) };
}

/** @see PlacedLimits */
export function placeLimits<Limits extends { readonly cpu: string }>(limits: Limits): PlacedLimits<Limits> {
  if (limits.cpu !== noLimit) return limits;
  const { cpu: _, ...others } = limits;
  return others;
}
