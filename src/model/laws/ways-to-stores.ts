import { dependenciesOf } from '../calls';
import { documents, type Breach, type Catalog } from '../catalog';
import type { Resolved } from '../resolve';
import { portsOfStores, storeNames } from '../store';

/** A service that needs a database or Redis must have the way there: everything that is not named is denied. */
export function* checkWaysToStores(catalog: Catalog, all: readonly Resolved[]): Iterable<Breach> {
  // Whether anybody denies is asked last: of thousands of services few need a store without saying where it is.
  const needing = [...catalog.services].filter(([, { service }]) =>
    storeNames.some((store) => service[store] === true),
  );
  if (needing.length === 0) return;
  const denied = new Set(all.filter(isDenied).map((one) => one.service));
  for (const [name, { service }] of needing) {
    if (!denied.has(name)) continue;
    const called = dependenciesOf(service).flatMap((dependency) =>
      (catalog.services.get(dependency.service)?.service.ports ?? [])
        .filter((port) => dependency.ports?.includes(port.name) ?? true)
        .map(({ containerPort }) => containerPort),
    );
    const reached = new Set([...called, ...service.egress.flatMap(({ ports }) => ports)]);
    for (const store of storeNames) {
      if (service[store] !== true || portsOfStores[store].some((port) => reached.has(port))) continue;
      const what = store === 'database' ? 'its database' : 'its Redis';
      yield {
        document: documents.service(name),
        path: [store],
        message: `nothing opens the way to ${what}: neither dependsOn nor egress reaches a port of one (${portsOfStores[store].join(', ')})`,
        hint: `say where it is: "${store}: { service: <name> }" for a service of this catalog, "${store}: { namespace: <name> }" for another namespace, or "${store}: { cidr: 192.0.2.10/32, port: ${portsOfStores[store][0]} }" for what is outside of the cluster`,
      };
    }
  }
}

/** Whether a policy denies what nobody names. What is retired runs nothing. */
function isDenied({ wants, isRetired }: Resolved): boolean {
  return !isRetired && wants.unadopted?.includes('network-policy') !== true;
}
