import { documents } from '../catalog';
import type { Catalog, Finding } from '../catalog';
import { HostName, isDnsLabel, longestLabel } from '../names';
import { applicationName, hostsOf, namespaceOf, projectOf, reservedNames } from '../place-names';
import type { Platform } from '../platform';
import type { Resolved } from '../resolve';

/** Names that are made from other names must still be names: DNS-1123, 63 characters, unique. */
export function checkNames(catalog: Catalog, all: readonly Resolved[]): readonly Finding[] {
  return [
    ...reserved(catalog),
    ...all.flatMap((resolved) => [...madeNames(catalog.platform, resolved)]),
    ...sharedHosts(all),
  ];
}

function* reserved(catalog: Catalog): Iterable<Finding> {
  const systems = Object.keys(catalog.platform.systems);
  for (const name of catalog.services.keys()) {
    const document = documents.service(name);
    if (reservedNames.some((reservedName) => reservedName === name)) {
      yield {
        document,
        path: [],
        message: `the name "${name}" is used by Slipway itself for the Application "${name}-<environment>"`,
        hint: 'rename the folder of the service',
      };
    }
    if (systems.includes(name)) {
      yield {
        document,
        path: [],
        message: `"${name}" is the name of a service and of a system: both would have the Application "${name}-<environment>"`,
        hint: 'rename one of them',
      };
    }
  }
}

function* madeNames(platform: Platform, resolved: Resolved): Iterable<Finding> {
  const { service, environment, wants } = resolved;
  const document = documents.overlay(service, environment);
  const made: readonly {
    readonly what: string;
    readonly name: string;
    readonly from: Pick<Finding, 'document' | 'path'>;
  }[] = [
    { what: 'Application', name: applicationName(service, environment), from: { document, path: [] } },
    {
      what: 'Namespace',
      name: namespaceOf(resolved),
      from:
        wants.namespace === undefined
          ? { document: documents.environment(environment), path: ['namespace'] }
          : { document: documents.service(service), path: ['namespace'] },
    },
    {
      what: 'AppProject',
      name: projectOf(platform, resolved),
      from: { document: documents.platform, path: ['argocd', 'project'] },
    },
  ];
  for (const { what, name, from } of made) {
    if (isDnsLabel(name)) continue;
    yield {
      ...from,
      message: `the ${what} of service "${service}" in "${environment}" would be called "${name}" (${name.length} characters), which is no DNS-1123 label`,
      hint: `it may have at most ${longestLabel} lower-case letters, digits and "-"; shorten a name or the pattern`,
    };
  }
  if (!wants.public) return;
  for (const host of hostsOf(resolved)) {
    if (HostName.safeParse(host).success) continue;
    yield {
      document: documents.environment(environment),
      path: ['gateway', 'host'],
      message: `the host of service "${service}" would be "${host}", which is no host name`,
      hint: 'shorten a name or the pattern',
    };
  }
}

/** Two routes for one host and path: which one answers would be chance. */
function* sharedHosts(all: readonly Resolved[]): Iterable<Finding> {
  const owners = new Map<string, Resolved>();
  for (const resolved of all) {
    if (!resolved.wants.public) continue;
    const { gateway } = resolved.where;
    for (const host of hostsOf(resolved)) {
      const address = `${host}${resolved.settings.exposure.path}`;
      const key = [resolved.where.cluster.server, gateway.namespace, gateway.name, address].join(' ');
      const owner = owners.get(key);
      if (owner === undefined) {
        owners.set(key, resolved);
        continue;
      }
      yield {
        document: documents.overlay(resolved.service, resolved.environment),
        path: ['exposure'],
        message: `"${address}" already leads to service "${owner.service}" in "${owner.environment}"`,
        hint: 'set exposure.hosts or exposure.path of one of them',
      };
    }
  }
}
