import { dependenciesOf } from '../calls';
import { documents, placeBelowService } from '../catalog';
import type { Catalog, Breach } from '../catalog';
import { didYouMean, nearest } from '../nearest';
import { isRetired } from '../resolve';

/** Every name that one file uses must be defined by another. */
export function checkReferences(catalog: Catalog): readonly Breach[] {
  return [
    ...platformReferences(catalog),
    ...environmentReferences(catalog),
    ...serviceReferences(catalog),
    ...overlayReferences(catalog),
    ...manifestReferences(catalog),
  ];
}

function* platformReferences({ platform }: Catalog): Iterable<Breach> {
  const teams = Object.keys(platform.teams);
  for (const [index, team] of platform.owners.entries()) {
    if (teams.includes(team)) continue;
    yield {
      document: documents.platform,
      path: ['owners', index],
      message: `unknown team "${team}"`,
      hint: didYouMean(team, teams),
    };
  }
}

/** Manifests and files of an environment are for where the service is. */
function* manifestReferences({ services }: Catalog): Iterable<Breach> {
  for (const [name, { overlays, manifests, files }] of services) {
    for (const document of [...(manifests?.keys() ?? []), ...(files?.keys() ?? [])]) {
      const environment = placeBelowService(document)?.environment;
      if (environment === undefined || overlays.has(environment)) continue;
      yield {
        document,
        path: [],
        message: `the folder "${environment}" is that of an environment in which "${name}" is not deployed`,
        hint: didYouMean(environment, [...overlays.keys()]),
      };
    }
  }
}

function* environmentReferences(catalog: Catalog): Iterable<Breach> {
  const teams = Object.keys(catalog.platform.teams);
  const environmentByAlias = new Map<string, string>();
  for (const [name, environment] of catalog.environments) {
    const document = documents.environment(name);
    for (const [index, team] of environment.owners.entries()) {
      if (!teams.includes(team)) {
        yield { document, path: ['owners', index], message: `unknown team "${team}"`, hint: didYouMean(team, teams) };
      }
    }
    for (const [index, alias] of environment.aliases.entries()) {
      const other = catalog.environments.has(alias) ? alias : environmentByAlias.get(alias);
      if (other !== undefined) {
        yield {
          document,
          path: ['aliases', index],
          message: `alias "${alias}" already means environment "${other}"`,
          hint: 'choose another alias or remove it',
        };
      }
      environmentByAlias.set(alias, name);
    }
  }
}

function* serviceReferences(catalog: Catalog): Iterable<Breach> {
  const teams = Object.keys(catalog.platform.teams);
  const systems = Object.keys(catalog.platform.systems);
  for (const [name, { service }] of catalog.services) {
    const document = documents.service(name);
    if (!teams.includes(service.team)) {
      yield {
        document,
        path: ['team'],
        message: `unknown team "${service.team}"`,
        hint: didYouMean(service.team, teams),
      };
    }
    if (service.system !== undefined && !systems.includes(service.system)) {
      yield {
        document,
        path: ['system'],
        message: `unknown system "${service.system}"`,
        hint: didYouMean(service.system, systems),
      };
    }
    const dependencies = dependenciesOf(service);
    for (const [index, dependency] of dependencies.entries()) {
      const { path } = dependency;
      const target = catalog.services.get(dependency.service);
      if (dependencies.findIndex((other) => other.service === dependency.service) < index) {
        yield {
          document,
          path,
          message: `service "${dependency.service}" is named twice`,
          hint: 'keep one entry, with all ports that are called',
        };
      } else if (dependency.service === name) {
        yield { document, path, message: `service "${name}" depends on itself`, hint: 'remove this entry' };
      } else if (target === undefined) {
        yield {
          document,
          path,
          message: `unknown service "${dependency.service}"`,
          hint: didYouMean(
            dependency.service,
            [...catalog.services.keys()].filter((other) => other !== name),
          ),
        };
      } else if (target.service.ports.length === 0) {
        yield {
          document,
          path,
          message: `service "${dependency.service}" listens on nothing, so nobody can call it`,
          hint: `remove this entry, or add a port to catalog/${documents.service(dependency.service)}`,
        };
      } else {
        const ports = target.service.ports.map((port) => port.name);
        for (const port of dependency.ports ?? []) {
          if (ports.includes(port)) continue;
          yield {
            document,
            path,
            message: `service "${dependency.service}" has no port "${port}"`,
            hint: didYouMean(port, ports),
          };
        }
      }
    }
  }
}

function* overlayReferences(catalog: Catalog): Iterable<Breach> {
  for (const [name, { service, overlays }] of catalog.services) {
    const dependencies = dependenciesOf(service);
    for (const [environment, overlay] of overlays) {
      const document = documents.overlay(name, environment);
      if (!catalog.environments.has(environment)) {
        yield {
          document,
          path: [],
          message: `unknown environment "${environment}"`,
          hint: unknownEnvironmentHint(catalog, environment),
        };
        continue;
      }
      const { promotedFrom } = overlay.release;
      if (promotedFrom !== undefined && !catalog.environments.has(promotedFrom)) {
        yield {
          document,
          path: ['release', 'promotedFrom'],
          message: `unknown environment "${promotedFrom}"`,
          hint: didYouMean(promotedFrom, catalog.environments.keys()),
        };
      }
      // What ends here needs nobody.
      if (dependencies.length === 0 || endsIn(catalog, name, environment)) continue;
      for (const [index, dependency] of dependencies.entries()) {
        const target = catalog.services.get(dependency.service);
        if (target === undefined) continue;
        if (dependencies.findIndex((other) => other.service === dependency.service) < index) continue;
        if (endsIn(catalog, dependency.service, environment)) {
          yield {
            document: documents.service(name),
            path: dependency.path,
            message: `service "${dependency.service}" is retired in environment "${environment}", where "${name}" needs it`,
            hint: `remove it from dependsOn, or write "retired: true" into catalog/${document}, too`,
          };
          continue;
        }
        if (target.overlays.has(environment)) continue;
        yield {
          document: documents.service(name),
          path: dependency.path,
          message: `service "${dependency.service}" is not deployed in environment "${environment}", where "${name}" needs it`,
          hint: `add catalog/${documents.overlay(dependency.service, environment)} or remove catalog/${document}`,
        };
      }
    }
  }
}

/** Whether a service that is deployed in an environment ends there. */
function endsIn({ services, environments }: Catalog, name: string, environment: string): boolean {
  const entry = services.get(name);
  const overlay = entry?.overlays.get(environment);
  const where = environments.get(environment);
  return (
    entry !== undefined && overlay !== undefined && where !== undefined && isRetired(overlay, entry.service, where)
  );
}

function unknownEnvironmentHint(catalog: Catalog, name: string): string {
  for (const [environment, { aliases }] of catalog.environments) {
    if (aliases.includes(name)) return `"${name}" is an alias: call the file ${environment}.yaml`;
  }
  const meant = nearest(name, catalog.environments.keys());
  if (meant !== undefined) return `rename the file to "${meant}.yaml", or add catalog/${documents.environment(name)}`;
  return `${didYouMean(name, catalog.environments.keys())}; rename the file, or add catalog/${documents.environment(name)}`;
}
