import { inOrderOfNames, type Catalog } from '../model/catalog';
import type { Service } from '../model/service';
import { portsOfStores, type StoreName } from '../model/store';

type Egress = Service['egress'][number];

/** Something that keeps data for services: without a way out to it, a policy that denies by default cuts it off. */
interface Store {
  readonly wish: StoreName;
  /** Where it is when nobody says otherwise. */
  readonly usual: Egress;
  /** Ports by which one knows it. */
  readonly ports: readonly number[];
}

const stores: readonly Store[] = [
  {
    wish: 'database',
    usual: { description: 'PostgreSQL', namespace: 'db', ports: [5432] },
    ports: portsOfStores.database,
  },
  { wish: 'redis', usual: { description: 'Redis', namespace: 'redis', ports: [6379] }, ports: portsOfStores.redis },
];

/** A way out that a service needs, and whether other services have it, or it was made up. */
export interface NeededEgress {
  readonly egress: Egress;
  readonly isAssumed: boolean;
}

/** Ways out to a database and to Redis that a service needs and does not name: as other services reach theirs. */
export function egressToStores(
  catalog: Catalog,
  service: Readonly<Record<StoreName, boolean>> & Pick<Service, 'egress' | 'dependsOn'>,
): readonly NeededEgress[] {
  const called = service.dependsOn.flatMap((dependency) => {
    const name = typeof dependency === 'string' ? dependency : dependency.service;
    return catalog.services.get(name)?.service.ports.map(({ containerPort }) => containerPort) ?? [];
  });
  const reached = [...service.egress.flatMap(({ ports }) => ports), ...called];
  return stores
    .filter(({ wish, ports }) => service[wish] && !reached.some((port) => ports.includes(port)))
    .map((store) => {
      const known = egressOfOthers(catalog, store);
      return { egress: known ?? store.usual, isAssumed: known === undefined };
    });
}

/** What most services say that want the same. */
function egressOfOthers({ services }: Catalog, { wish, ports }: Store): Egress | undefined {
  const counted = new Map<string, { readonly egress: Egress; count: number }>();
  for (const [, { service }] of inOrderOfNames(services)) {
    if (service[wish] === false) continue;
    for (const egress of service.egress.filter((one) => one.ports.some((port) => ports.includes(port)))) {
      const key = JSON.stringify(egress);
      const known = counted.get(key) ?? { egress, count: 0 };
      counted.set(key, { egress, count: known.count + 1 });
    }
  }
  return [...counted.values()].reduce<{ egress: Egress; count: number } | undefined>(
    (most, one) => (most === undefined || one.count > most.count ? one : most),
    undefined,
  )?.egress;
}
