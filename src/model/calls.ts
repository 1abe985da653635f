import type { Resolved } from './resolve';
import type { Service } from './service';
import { servicesOfStores } from './store';
import { findVariants } from './variants';
import type { Variants } from './variants';

/** A declared call between two services of one environment, or between the pods of one. */
export interface Call {
  readonly from: Resolved;
  readonly to: Resolved;
  /** The service that is called, where it leads to variants, of which `to` is one. @default - `to` itself */
  readonly by?: Resolved;
  /** Names of the ports that are called. */
  readonly ports: readonly string[];
}

/** A dependency with its short form spelled out. */
export interface Dependency {
  readonly service: string;
  /** Absent: every port. */
  readonly ports: readonly string[] | undefined;
  /** Where the service says so. */
  readonly path: readonly (string | number)[];
}

/** Calls of one environment, by caller and by callee. */
export interface Calls {
  readonly from: (resolved: Resolved) => readonly Call[];
  readonly to: (resolved: Resolved) => readonly Call[];
}

/**
 * What a service calls: what `dependsOn` says, with its short form spelled out, and stores that are services. Laws and calls of
 * every environment ask for it, so it is found once.
 */
export function dependenciesOf(service: Service): readonly Dependency[] {
  let found = dependencies.get(service);
  if (found === undefined) dependencies.set(service, (found = findDependencies(service)));
  return found;
}

const dependencies = new WeakMap<Service, readonly Dependency[]>();

function findDependencies(service: Service): readonly Dependency[] {
  const said = service.dependsOn.map((dependency, index): Dependency => {
    const path = ['dependsOn', index];
    return typeof dependency === 'string'
      ? { service: dependency, ports: undefined, path }
      : { service: dependency.service, ports: dependency.ports, path };
  });
  const called = new Set(said.map((one) => one.service));
  const stores = servicesOfStores(service).flatMap(({ store, service: name }): readonly Dependency[] => {
    if (called.has(name)) return [];
    called.add(name);
    return [{ service: name, ports: undefined, path: [store, 'service'] }];
  });
  return stores.length === 0 ? said : [...said, ...stores];
}

/**
 * Finds who calls whom. A dependency that is not deployed in the environment, or that is retired there, makes no call; the
 * laws report it. What is retired calls nobody. Whoever calls a service of several variants calls each of them.
 *
 * @param variants found before @default - found now
 */
export function findCalls(all: readonly Resolved[], variants: Variants = findVariants(all)): Calls {
  const byPlace = new Map<string, Resolved>();
  for (const resolved of all) if (!resolved.isRetired) byPlace.set(placeKey(resolved), resolved);
  // By name and not by identity: a placement whose release is another one has the same calls.
  const byCaller = new Map<string, Call[]>();
  const byCallee = new Map<string, Call[]>();
  for (const [caller, from] of byPlace) {
    if (from.wants.peers !== undefined) {
      const call = { from, to: from, ports: from.wants.peers };
      addTo(byCaller, caller, call);
      addTo(byCallee, caller, call);
    }
    for (const dependency of dependenciesOf(from.wants)) {
      const callee = key(dependency.service, from.environment);
      const to = byPlace.get(callee);
      if (to === undefined) continue;
      const ports = dependency.ports ?? to.wants.ports.map((port) => port.name);
      const isGroup = to.wants.runs === 'variants';
      const calls = isGroup ? variants.of(to).map((one) => ({ from, to: one, by: to, ports })) : [{ from, to, ports }];
      for (const call of calls) {
        addTo(byCaller, caller, call);
        addTo(byCallee, placeKey(call.to), call);
      }
    }
  }
  return {
    from: (resolved) => byCaller.get(placeKey(resolved)) ?? [],
    to: (resolved) => byCallee.get(placeKey(resolved)) ?? [],
  };
}

function addTo(calls: Map<string, Call[]>, place: string, call: Call): void {
  const known = calls.get(place);
  if (known === undefined) calls.set(place, [call]);
  else known.push(call);
}

function placeKey({ service, environment }: Resolved): string {
  return key(service, environment);
}

function key(service: string, environment: string): string {
  return `${service}/${environment}`;
}
