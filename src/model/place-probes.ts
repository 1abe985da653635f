import type { PlacedProbe } from './placed-probe';
import type { Placement } from './placement';
import type { Probe, Settings } from './presets';

/** The probes that there are: one that asks nothing is none. */
export function placeProbes({ liveness, readiness, startup }: Settings['probes']): Placement['probes'] {
  return {
    ...(isAsked(liveness) ? { liveness } : {}),
    ...(isAsked(readiness) ? { readiness } : {}),
    ...(startup !== undefined && isAsked(startup) ? { startup } : {}),
  };
}

function isAsked(probe: Probe): probe is PlacedProbe {
  return probe.protocol !== 'none';
}
