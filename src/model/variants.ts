import { hasCountedPods } from './pods';
import type { Strings } from './peer';
import type { Resolved } from './resolve';

/** Which services are variants of one thing: pods of several services behind one Service, in one environment. */
export interface Variants {
  /** The placements whose pods the Service of a placement leads to; none unless it says so. */
  readonly of: (resolved: Resolved) => readonly Resolved[];
  /** Placements whose Service leads to the pods of a placement, besides itself. */
  readonly leadingTo: (resolved: Resolved) => readonly Resolved[];
}

/** Finds variants. One that is not deployed in the environment, or that is retired there, is none; the laws report it. */
export function findVariants(all: readonly Resolved[]): Variants {
  const groups = all.filter(({ wants, isRetired }) => wants.runs === 'variants' && !isRetired);
  if (groups.length === 0) return noVariants;
  const there = new Map(all.filter(({ isRetired }) => !isRetired).map((one) => [keyOf(one), one]));
  const variants = new Map<string, Resolved[]>();
  const leading = new Map<string, Resolved[]>();
  for (const group of groups) {
    for (const service of group.wants.variants ?? []) {
      const variant = there.get(keyOf({ service, environment: group.environment }));
      if (variant === undefined || !hasCountedPods(variant.wants)) continue;
      addTo(variants, keyOf(group), variant);
      addTo(leading, keyOf(variant), group);
    }
  }
  return {
    of: (resolved) => variants.get(keyOf(resolved)) ?? [],
    leadingTo: (resolved) => leading.get(keyOf(resolved)) ?? [],
  };
}

const noVariants: Variants = { of: () => [], leadingTo: () => [] };

/** Labels that pods have since they are variants of something, where it does not say other ones. */
export function variantLabels(groups: readonly Pick<Resolved, 'service' | 'wants'>[]): Strings {
  const own = groups.filter(({ wants }) => wants.selector === undefined);
  return Object.assign({}, ...own.map(({ service }) => labelOfVariants(service)));
}

/** The label by which the Service of a name finds the pods of its variants. One for each, as pods may be variants of several things. */
export function labelOfVariants(service: string): Strings {
  return { [`variants.slipway.dev/${service}`]: 'true' };
}

function addTo(map: Map<string, Resolved[]>, key: string, one: Resolved): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [one]);
  else known.push(one);
}

function keyOf({ service, environment }: Pick<Resolved, 'service' | 'environment'>): string {
  return `${service}/${environment}`;
}
