import * as z from 'zod';

import { DnsLabel, Network, PortNumber, pattern } from './names';

/** What keeps data for services, and what a service may need of the world without another word. */
export const storeNames = ['database', 'redis'] as const;
export type StoreName = (typeof storeNames)[number];

/** Ports by which one knows them, the usual one first; one of them must be reached, or a policy that denies by default cuts it off. */
export const portsOfStores: Readonly<Record<StoreName, readonly [number, ...number[]]>> = {
  database: [5432, 3306, 1433, 1521, 26257, 27017],
  redis: [6379, 6380, 26379],
};

const StorePlace = z
  .strictObject({
    service: DnsLabel.optional().describe('Service of the catalog, which is called as with `dependsOn`.'),
    namespace: pattern(['environment', 'service', 'team', 'system'])
      .optional()
      .describe('Namespace whose pods are reached.'),
    cidr: Network.optional().describe('Network outside the cluster that is reached.'),
    port: PortNumber.optional().describe(
      'Port in that namespace or network. Default: 5432 of a database, 6379 of Redis. Of a service every port is called.',
    ),
  })
  .refine(
    ({ service, namespace, cidr }) => [service, namespace, cidr].filter((one) => one !== undefined).length === 1,
    { message: 'must have one of "service", "namespace" and "cidr"' },
  )
  .refine(({ service, port }) => service === undefined || port === undefined, {
    message: 'must not have "port" beside "service": every port of a service is called',
    path: ['port'],
  });
/** Where a store is: a service of the catalog, a namespace of the cluster, or a network outside of it. */
export type StorePlace = z.infer<typeof StorePlace>;

/** Whether a service needs a store, and where that is; `true` says that `dependsOn` or `egress` leads there. */
export const StoreNeed = z.union([z.boolean(), StorePlace]);
export type StoreNeed = z.infer<typeof StoreNeed>;

/** What a service says of its stores. */
export type StoreNeeds = { readonly [Name in StoreName]: StoreNeed };

/** Services that are called because a store is one of them. */
export function servicesOfStores(
  needs: StoreNeeds,
): readonly { readonly store: StoreName; readonly service: string }[] {
  if (!needsPlace(needs)) return [];
  return storeNames.flatMap((store) => {
    const service = placeOfStore(needs, store)?.service;
    return service === undefined ? [] : [{ store, service }];
  });
}

/** A way out of the cluster or into another namespace. */
export interface WayToStore {
  readonly store: StoreName;
  readonly description: string;
  readonly namespace?: string;
  readonly cidr?: string;
  readonly ports: readonly number[];
}

/** Ways out to stores that are no services of the catalog. */
export function waysToStores(needs: StoreNeeds): readonly WayToStore[] {
  if (!needsPlace(needs)) return [];
  return storeNames.flatMap((store) => {
    const place = placeOfStore(needs, store);
    if (place === undefined || place.service !== undefined) return [];
    const { namespace, cidr, port = portsOfStores[store][0] } = place;
    return [
      {
        store,
        description: store,
        ...(namespace === undefined ? {} : { namespace }),
        ...(cidr === undefined ? {} : { cidr }),
        ports: [port],
      },
    ];
  });
}

// Most of thousands of services say of no store where it is.
function needsPlace(needs: StoreNeeds): boolean {
  return storeNames.some((store) => typeof needs[store] !== 'boolean');
}

function placeOfStore(needs: StoreNeeds, store: StoreName): StorePlace | undefined {
  const need = needs[store];
  return typeof need === 'boolean' ? undefined : need;
}
