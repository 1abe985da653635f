import type { Probe } from './presets';

/** A health probe, complete. */
export type PlacedProbe = Probe & { readonly protocol: Exclude<Probe['protocol'], 'none'> };
