import type { Catalog, CatalogService } from '../model/catalog';
import type { Environment } from '../model/environment';

/**
 * A catalog as it is, with who may do what as another one says: gates, freezes, people, teams and programs whose word counts.
 * What runs where stays, because gates look at that, too.
 */
export function withGatesOf(catalog: Catalog, other: Catalog): Catalog {
  if (catalog === other) return catalog;
  const { gates, attesters, tickets, teams, owners } = other.platform;
  return {
    ...catalog,
    people: other.people,
    platform: { ...catalog.platform, gates, attesters, tickets, teams, owners },
    // Whose a service is says who agrees to its changes.
    services: new Map(
      [...catalog.services].map(([name, entry]): [string, CatalogService] => {
        const team = other.services.get(name)?.service.team ?? entry.service.team;
        return [name, team === entry.service.team ? entry : { ...entry, service: { ...entry.service, team } }];
      }),
    ),
    environments: new Map(
      [...catalog.environments].map(([name, environment]): [string, Environment] => {
        const before = other.environments.get(name);
        // What is new in the range has no gates of its own before it.
        if (before === undefined) return [name, { ...environment, gates: {}, freezes: [], owners: [] }];
        const { gates: own, freezes, signatures, owners: reviewers } = before;
        return [name, { ...environment, gates: own, freezes, signatures, owners: reviewers }];
      }),
    ),
  };
}
