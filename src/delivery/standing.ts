import { environmentsBefore } from '../changes/order';
import type { Evidence } from '../gates/facts';
import { inOrderOfNames } from '../model/catalog';
import type { Catalog } from '../model/catalog';
import type { Hold } from '../model/hold';
import type { Release } from '../model/overlay';
import { resolveAll } from '../model/resolve';
import type { Arrival } from './arrivals';

/** How a service stands in an environment. */
export interface Standing {
  readonly service: string;
  readonly environment: string;
  readonly release: Release;
  /** The arrival of what runs. @default - the history begins with it */
  readonly arrival: Arrival | undefined;
  /** Health of exactly this release, if somebody has looked. */
  readonly evidence: Evidence | undefined;
  /** What holds releases back: of the placement, of its environment, of its team. */
  readonly holds: readonly Hold[];
  readonly isRetired: boolean;
}

/** How everything stands, by service and environment in the order of names. */
export function standings(
  catalog: Catalog,
  arrivals: readonly Arrival[],
  evidence: readonly Evidence[],
): readonly Standing[] {
  const newest = new Map<string, Arrival>();
  for (const arrival of arrivals) {
    const key = `${arrival.service} ${arrival.environment}`;
    if (!newest.has(key)) newest.set(key, arrival);
  }
  const current = new Map<string, Evidence>();
  for (const one of [...evidence].reverse()) if (one.isCurrent) current.set(`${one.service} ${one.environment}`, one);
  return resolveAll(catalog).map(({ service, environment, overlay, wants, where, isRetired }) => ({
    service,
    environment,
    release: overlay.release,
    arrival: newest.get(`${service} ${environment}`),
    evidence: current.get(`${service} ${environment}`),
    holds: [overlay.hold, where.hold, catalog.platform.teams[wants.team]?.hold].filter((hold) => hold !== undefined),
    isRetired,
  }));
}

/** Environments in the order in which releases go through them: what comes after another one, after it. */
export function inOrderOfRelease(catalog: Catalog): readonly string[] {
  const ordered: string[] = [];
  const add = (name: string, on: readonly string[]): void => {
    if (ordered.includes(name) || on.includes(name)) return;
    for (const other of [...environmentsBefore(catalog, name)].sort()) add(other, [...on, name]);
    ordered.push(name);
  };
  for (const [name] of inOrderOfNames(catalog.environments)) add(name, []);
  return ordered;
}
