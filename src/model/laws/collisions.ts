import { documents, inOrderOfNames } from '../catalog';
import type { Catalog, Breach } from '../catalog';
import type { nameSuffixes } from '../names';
import { jobName } from '../place-jobs';
import { applicationName, reservedNames } from '../place-names';
import { hasHeadlessService } from '../place-services';
import { isSplitByRoutes } from '../placed-rollout';
import type { Resolved } from '../resolve';
import { isTried } from '../settings';
import { isNameOfIndex } from '../tree-layout';
import { objectKey } from './object-key';
import { placeOf } from './place-of';

/** Two things must not have one name: whichever is applied last would replace the other. */
export function checkCollisions(catalog: Catalog, all: readonly Resolved[]): readonly Breach[] {
  return [
    ...reserved(catalog),
    ...sharedApplications(catalog, all),
    ...sharedNamespaces(all),
    ...sharedObjects(all),
    ...sharedJobs(all),
  ];
}

function* reserved(catalog: Catalog): Iterable<Breach> {
  const systems = Object.keys(catalog.platform.systems);
  for (const system of systems) {
    const fault = faultOf(system);
    if (fault === undefined) continue;
    yield {
      document: documents.platform,
      path: ['systems', system],
      message: `the name "${system}" ${fault}`,
      hint: 'rename the system',
    };
  }
  for (const [name] of inOrderOfNames(catalog.services)) {
    const document = documents.service(name);
    const fault = faultOf(name);
    if (fault !== undefined) {
      yield { document, path: [], message: `the name "${name}" ${fault}`, hint: 'rename the folder of the service' };
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

/** Why nothing that has an Application may have this name. */
function faultOf(name: string): string | undefined {
  if (isReserved(name)) return `is used by Slipway itself for the Application "${name}-<environment>"`;
  if (!isNameOfIndex(name)) return undefined;
  return `would make a file "${name}.yaml" of its Application, which Argo CD takes for the list of the files beside it`;
}

/** "web" in "dev-eu" and "web-dev" in "eu" would both have the Application "web-dev-eu". */
function* sharedApplications(catalog: Catalog, all: readonly Resolved[]): Iterable<Breach> {
  const { platform } = catalog;
  const owners = new Map<string, string>();
  for (const [environment] of inOrderOfNames(catalog.environments)) {
    for (const name of reservedNames)
      owners.set(applicationName(platform, name, environment), `environment "${environment}"`);
    for (const [system, { delivery }] of Object.entries(catalog.platform.systems)) {
      if (delivery === 'applications') continue;
      owners.set(applicationName(platform, system, environment), `system "${system}" in "${environment}"`);
    }
  }
  const systems = Object.keys(catalog.platform.systems);
  for (const { service, environment } of all) {
    // Said already, and once for all environments.
    if (isReserved(service) || systems.includes(service)) continue;
    const name = applicationName(platform, service, environment);
    const owner = owners.get(name);
    if (owner === undefined) {
      owners.set(name, `service "${service}" in "${environment}"`);
      continue;
    }
    yield {
      document: documents.overlay(service, environment),
      path: [],
      message: `the Application of service "${service}" in "${environment}" would be called "${name}", as that of ${owner} is`,
      hint: 'rename the service or the environment',
    };
  }
}

/** A namespace has one quota, one Pod Security level and one set of policies: those of one environment. */
function* sharedNamespaces(all: readonly Resolved[]): Iterable<Breach> {
  const owners = new Map<string, string>();
  for (const { service, environment, wants, where, namespace } of all) {
    const key = `${where.cluster.server} ${namespace}`;
    const owner = owners.get(key);
    if (owner === undefined) owners.set(key, environment);
    if (owner === undefined || owner === environment) continue;
    yield {
      document: wants.namespace === undefined ? documents.environment(environment) : documents.service(service),
      path: ['namespace'],
      message: `environments "${owner}" and "${environment}" would both have the namespace "${namespace}" on the cluster ${where.cluster.server}`,
      hint: 'put "{environment}" into the pattern, or set cluster.server of the environments to different clusters',
    };
  }
}

/** The Service "web-preview" of a blue-green "web" and that of a service "web-preview" would be one object. */
function* sharedObjects(all: readonly Resolved[]): Iterable<Breach> {
  const suffixed = all.filter(hasSuffix);
  if (suffixed.length === 0) return;
  const keys = new Set(all.map((resolved) => objectKey(resolved, resolved.service)));
  for (const resolved of suffixed) {
    for (const suffix of suffixesOf(resolved)) {
      const name = `${resolved.service}${suffix}`;
      if (!keys.has(objectKey(resolved, name))) continue;
      yield {
        document: documents.service(name),
        path: [],
        message: `the name "${name}" is also made from that of service "${resolved.service}", for an object in the same namespace`,
        hint: 'rename the folder of one of the services, or give one a namespace of its own',
      };
    }
  }
}

/** Two services may make the name of a job of theirs. */
function* sharedJobs(all: readonly Resolved[]): Iterable<Breach> {
  const owners = new Map<string, Resolved>();
  for (const resolved of all) {
    for (const job of Object.keys(resolved.settings.jobs)) {
      const name = jobName(resolved, job);
      const key = objectKey(resolved, name);
      const owner = owners.get(key);
      owners.set(key, resolved);
      // The backup is a CronJob, too.
      const isBackup = name === `${resolved.service}-backup` && resolved.wants.backup !== undefined;
      if (owner === undefined && !isBackup) continue;
      yield {
        ...placeOf(resolved, ['jobs', job]),
        message: `the job "${job}" of service "${resolved.service}" would be called "${name}", as ${owner === undefined ? 'its backup' : `one of service "${owner.service}"`} is`,
        hint: 'give it another name',
      };
    }
  }
}

function hasSuffix({ settings, wants }: Resolved): boolean {
  return (
    wants.backup !== undefined ||
    hasHeadlessService({ wants }) ||
    isTried(settings.rollout) ||
    Object.keys(settings.jobs).length + Object.keys(settings.files).length > 0
  );
}

function suffixesOf(resolved: Resolved): readonly (typeof nameSuffixes)[number][] {
  const { settings, wants } = resolved;
  return [
    ...(wants.backup === undefined ? [] : (['-backup'] as const)),
    ...(hasHeadlessService({ wants }) ? (['-headless'] as const) : []),
    ...(Object.keys(settings.files).length === 0 ? [] : (['-files'] as const)),
    ...(Object.keys(settings.jobs).length === 0 ? [] : (['-job'] as const)),
    ...(settings.rollout.strategy === 'blueGreen' ? (['-active', '-preview'] as const) : []),
    ...(isSplitByRoutes(resolved) ? (['-stable', '-canary'] as const) : []),
  ];
}

function isReserved(name: string): boolean {
  return reservedNames.some((reserved) => reserved === name);
}
