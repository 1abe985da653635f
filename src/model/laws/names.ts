import { platformProject } from '../baseline';
import { bootstrapProject } from '../bootstrap-project';
import { documents } from '../catalog';
import type { Breach } from '../catalog';
import { fill, isDnsLabel, isRouteHost, longestCronJobName, longestLabel } from '../names';
import { applicationName, projectOf } from '../place-names';
import { addressesOf } from '../place-route';
import type { Platform } from '../platform';
import { placeholders } from '../resolve';
import type { Resolved } from '../resolve';
import { waysToStores } from '../store';
import { placeOf } from './place-of';

type Place = Pick<Breach, 'document' | 'path'>;

/** Names of a placement that are made from other names must still be names: DNS-1123, 63 characters, and of nobody else. */
export function checkNames(resolved: Resolved, platform: Platform): readonly Breach[] {
  return [
    ...madeNames(platform, resolved),
    ...systemName(platform, resolved),
    ...foreignNames(platform, resolved),
    ...calledNamespaces(resolved),
    ...backupName(resolved),
    ...hostNames(resolved),
  ];
}

function* madeNames(platform: Platform, resolved: Resolved): Iterable<Breach> {
  const { service, environment } = resolved;
  const overlay = { document: documents.overlay(service, environment), path: [] };
  const made: readonly { readonly what: string; readonly name: string; readonly from: Place }[] = [
    { what: 'Application', name: applicationName(platform, service, environment), from: overlay },
    { what: 'Namespace', name: resolved.namespace, from: namespacePlace(resolved) },
    { what: 'AppProject', name: projectOf(platform, resolved), from: projectPlace },
  ];
  for (const { what, name, from } of made) {
    if (isDnsLabel(name)) continue;
    yield {
      ...from,
      message: `the ${what} of service "${service}" in "${environment}" would be called ${noLabel(name)}`,
      hint: labelHint,
    };
  }
}

function* systemName(platform: Platform, { wants, environment }: Resolved): Iterable<Breach> {
  const { system } = wants;
  if (system === undefined || !Object.hasOwn(platform.systems, system)) return;
  const name = applicationName(platform, system, environment);
  if (platform.systems[system]?.delivery === 'applications' || isDnsLabel(name)) return;
  yield {
    document: documents.platform,
    path: ['systems', system],
    message: `the Application of system "${system}" in "${environment}" would be called ${noLabel(name)}`,
    hint: labelHint,
  };
}

/**
 * Slipway denies all traffic in a namespace that it owns: fatal where others live. What an environment says that it does not own
 * and does not close may be theirs, too: add-ons of a cluster run in `kube-system`.
 */
function* foreignNames(platform: Platform, resolved: Resolved): Iterable<Breach> {
  const { service, environment, where } = resolved;
  const namespace = resolved.namespace;
  const isLeftAlone = ofOwners.every((convention) => where.unadopted?.includes(convention) === true);
  const owner = isLeftAlone
    ? undefined
    : namespace.startsWith('kube-')
      ? 'Kubernetes'
      : namespace === platform.argocd.namespace
        ? 'Argo CD'
        : undefined;
  if (owner !== undefined) {
    yield {
      ...namespacePlace(resolved),
      message: `service "${service}" in "${environment}" would be in the namespace "${namespace}", which is that of ${owner}`,
      hint: `choose another namespace, or say in ${documents.environment(environment)} that namespaces are left as they are: "unadopted: [${ofOwners.join(', ')}]"`,
    };
  }
  const project = projectOf(platform, resolved);
  if ([platformProject(platform, environment), bootstrapProject(platform, environment), 'default'].includes(project)) {
    yield {
      ...projectPlace,
      message: `the AppProject of service "${service}" in "${environment}" would be called "${project}", which is that of ${project === 'default' ? 'Argo CD' : 'Slipway itself'}`,
      hint: 'choose another pattern, such as "{environment}"',
    };
  }
}

/** What Slipway does to a namespace that others may live in. */
const ofOwners = ['namespace', 'pod-security', 'quota', 'container-limits', 'default-deny'] as const;

function* calledNamespaces(resolved: Resolved): Iterable<Breach> {
  const { wants, service } = resolved;
  const called = [
    ...wants.egress.map(({ namespace }, index) => ({ namespace, path: ['egress', index, 'namespace'] })),
    ...waysToStores(wants).map(({ namespace, store }) => ({ namespace, path: [store, 'namespace'] })),
  ];
  for (const { namespace, path } of called) {
    const name = namespace === undefined ? undefined : fill(namespace, placeholders(resolved));
    if (name === undefined || isDnsLabel(name)) continue;
    yield {
      document: documents.service(service),
      path,
      message: `the namespace that is called would be ${noLabel(name)}`,
      hint: labelHint,
    };
  }
}

function* backupName({ service, wants }: Resolved): Iterable<Breach> {
  const name = `${service}-backup`;
  if (wants.backup === undefined || name.length <= longestCronJobName) return;
  yield {
    document: documents.service(service),
    path: ['backup'],
    message: `the CronJob of the backup would be called "${name}" (${name.length} characters), and Kubernetes allows ${longestCronJobName}`,
    hint: 'shorten the name of the service',
  };
}

function* hostNames(resolved: Resolved): Iterable<Breach> {
  if (!resolved.wants.public) return;
  for (const { route, hosts } of addressesOf(resolved)) {
    for (const host of hosts) {
      if (isRouteHost(host)) continue;
      yield {
        ...hostPlace(resolved, route),
        message: `the host of service "${resolved.service}" would be "${host}", which is no host name`,
        hint: 'use lower-case letters, digits and "-", at most 63 characters between dots and 253 in all',
      };
    }
  }
}

/** Where the hosts of a route are said: of a service that says none it is the pattern of the environment. */
function hostPlace(resolved: Resolved, route: string | undefined): Place {
  const { exposure } = resolved.settings;
  if (route !== undefined && exposure.routes[route]?.hosts !== undefined)
    return placeOf(resolved, ['exposure', 'routes', route, 'hosts']);
  if (exposure.hosts !== undefined) return placeOf(resolved, ['exposure', 'hosts']);
  return { document: documents.environment(resolved.environment), path: ['gateway', 'host'] };
}

const projectPlace: Place = { document: documents.platform, path: ['argocd', 'project'] };

function namespacePlace({ service, environment, wants }: Resolved): Place {
  return wants.namespace === undefined
    ? { document: documents.environment(environment), path: ['namespace'] }
    : { document: documents.service(service), path: ['namespace'] };
}

function noLabel(name: string): string {
  return `"${name}" (${name.length} characters), which is no DNS-1123 label`;
}

const labelHint = `it may have at most ${longestLabel} lower-case letters, digits and "-"; shorten or change a name or the pattern`;
