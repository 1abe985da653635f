import { groupBy } from './group-by';
import type { Resolved } from './resolve';
import type { Service } from './service';

/** A declared call between two services of one environment. */
export interface Call {
  readonly from: Resolved;
  readonly to: Resolved;
  /** Names of the ports that are called. */
  readonly ports: readonly string[];
}

/** A dependency with its short form spelled out. */
export interface Dependency {
  readonly service: string;
  /** Absent: every port. */
  readonly ports: readonly string[] | undefined;
}

/** Calls of one environment, by caller and by callee. */
export interface Calls {
  readonly from: (resolved: Resolved) => readonly Call[];
  readonly to: (resolved: Resolved) => readonly Call[];
}

/** Spells out the short form of `dependsOn`. */
export function dependenciesOf(service: Service): readonly Dependency[] {
  return service.dependsOn.map((dependency) =>
    typeof dependency === 'string'
      ? { service: dependency, ports: undefined }
      : { service: dependency.service, ports: dependency.ports },
  );
}

/**
 * Finds who calls whom. A dependency that is not deployed in the environment, or that is retired there, makes no call; the
 * laws report it. What is retired calls nobody.
 */
export function findCalls(all: readonly Resolved[]): Calls {
  const running = all.filter(({ isRetired }) => !isRetired);
  const byPlace = new Map(running.map((resolved) => [placeKey(resolved), resolved]));
  const calls: Call[] = [];
  for (const resolved of running) {
    for (const dependency of dependenciesOf(resolved.wants)) {
      const to = byPlace.get(key(dependency.service, resolved.environment));
      if (to === undefined) continue;
      calls.push({ from: resolved, to, ports: dependency.ports ?? to.wants.ports.map((port) => port.name) });
    }
  }
  // By name and not by identity: a placement whose release is another one has the same calls.
  const byCaller = groupBy(calls, ({ from }) => placeKey(from));
  const byCallee = groupBy(calls, ({ to }) => placeKey(to));
  return {
    from: (resolved) => byCaller.get(placeKey(resolved)) ?? [],
    to: (resolved) => byCallee.get(placeKey(resolved)) ?? [],
  };
}

function placeKey({ service, environment }: Resolved): string {
  return key(service, environment);
}

function key(service: string, environment: string): string {
  return `${service}/${environment}`;
}
