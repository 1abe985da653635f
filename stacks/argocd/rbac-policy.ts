import type { LoadedCatalog } from '../../src/catalog/load';
import { placementSync } from '../../src/model/placement-sync';
import { inOrderOfNames } from '../../src/model/catalog';
import { platformProject } from '../../src/model/baseline';
import { groupBy } from '../../src/model/group-by';
import { applicationName, projectOf } from '../../src/model/place-names';
import { groupsOf } from '../../src/model/platform';
import type { Platform } from '../../src/model/platform';
import type { Resolved } from '../../src/model/resolve';
import { syncAccount } from '../gitops-controller/sync-account';

/** A role of Argo CD: what it may do, and the groups that have it. */
interface Role {
  readonly name: string;
  readonly groups: readonly string[];
  /** `<resource>, <action>, <object>` */
  readonly rights: readonly string[];
}

/**
 * Everything but `exec`, which is a shell in every pod. Argo CD's own `role:admin` has it, so this is a role of another name;
 * a kind of thing that a later version adds is not in it either, until somebody has looked at it.
 */
const rightsOfAdmins: readonly string[] = [
  'applications, *, */*',
  'applicationsets, *, */*',
  'logs, get, */*',
  'projects, *, *',
  'clusters, *, *',
  'repositories, *, *',
  'write-repositories, *, *',
  'certificates, *, *',
  'gpgkeys, *, *',
  'accounts, *, *',
  'extensions, invoke, *',
];

/** No project, cluster or repository: what they hold is in Git, or concerns nobody. */
const rightsOfReaders: readonly string[] = ['applications, get, */*', 'logs, get, */*'];

/**
 * The policy of the Argo CD of a cluster: who may do what, by the groups of the identity provider. Who is not named has no
 * right at all.
 *
 * Owners of an environment are missing here: they have a role in each AppProject of the environment, where Argo CD itself
 * refuses a right that leads out of the project, and where it is reviewed with the environment. The rights of a team are
 * here, because they name each of its services: in a project they would change with every service that is added.
 *
 * One program has a right, where it is installed: Slipway's controller starts the syncs of environments that people sync, after
 * a change that the gates have let in. It can change no Application: only Git says what a sync applies.
 *
 * @param environments that the cluster serves
 * @param startsSyncs whether Slipway's controller does so
 */
export function rbacPolicy(
  { catalog, resolved }: LoadedCatalog,
  environments: readonly string[],
  startsSyncs: boolean,
): string {
  const { platform } = catalog;
  const here = resolved.filter(({ environment }) => environments.includes(environment));
  const byTeam = inOrderOfNames(groupBy(here, ({ wants }) => wants.team));
  const roles: readonly Role[] = [
    { name: 'role:platform-admin', groups: groupsOf(platform, platform.owners), rights: rightsOfAdmins },
    ...byTeam.map(([team, placements]) => ({
      name: `role:developer-${team}`,
      groups: groupsOf(platform, [team]),
      rights: rightsOfDevelopers(platform, placements),
    })),
    { name: 'role:reader', groups: platform.access.readers, rights: rightsOfReaders },
    ...(startsSyncs
      ? [{ name: 'role:slipway-controller', groups: [syncAccount], rights: rightsOfController(platform, here) }]
      : []),
  ];
  // Rights that nobody has are not written.
  return roles
    .filter(({ groups }) => groups.length > 0)
    .map((role) => linesOf(role).join(''))
    .join('');
}

/** Keys of argocd-rbac-cm where it is Slipway's: nothing but the policy gives a right. */
export function rbacSettings(policy: string): Readonly<Record<string, string>> {
  // A default role is everybody's, and no "deny" takes it away (Argo CD, "RBAC Configuration").
  return { 'policy.csv': policy, 'policy.default': '', 'policy.matchMode': 'glob', scopes: '[groups]' };
}

/**
 * Keys that are added to the argocd-rbac-cm of somebody else. Argo CD puts every `policy.<name>.csv` behind `policy.csv`; its
 * match mode has to be `glob`, which is the default.
 */
export function addedRbacSettings(policy: string): Readonly<Record<string, string>> {
  return { 'policy.slipway.csv': policy };
}

/** It looks at all, and syncs what people sync. A sync wants `get`, too (Argo CD, "RBAC Configuration"). */
function rightsOfController(platform: Platform, placements: readonly Resolved[]): readonly string[] {
  const manual = placements.filter((one) => placementSync(platform, one).mode === 'manual');
  const byHand = placements.filter(({ where }) => where.sync.mode === 'manual');
  const environments = [...new Set(byHand.map(({ environment }) => environment))].sort();
  const objects = [
    ...environments.map((name) => `${platformProject(platform, name)}/${applicationName(platform, 'baseline', name)}`),
    ...manual.map((one) => `${projectOf(platform, one)}/${applicationName(platform, one.service, one.environment)}`),
  ];
  const seen = placements.map(
    (one) => `${projectOf(platform, one)}/${applicationName(platform, one.service, one.environment)}`,
  );
  return [
    ...[...new Set([...seen, ...objects])].map((object) => `applications, get, ${object}`),
    ...objects.map((object) => `applications, sync, ${object}`),
  ];
}

// Where a person syncs, that person is an owner of the environment.
function rightsOfDevelopers(platform: Platform, placements: readonly Resolved[]): readonly string[] {
  const projects = [...new Set(placements.map((placement) => projectOf(platform, placement)))].sort();
  return [
    ...projects.map((project) => `projects, get, ${project}`),
    ...placements.flatMap((placement) => {
      const { service, environment, where } = placement;
      const object = `${projectOf(platform, placement)}/${applicationName(platform, service, environment)}`;
      return [
        `applications, get, ${object}`,
        ...(where.sync.mode === 'automatic' ? [`applications, sync, ${object}`] : []),
        `logs, get, ${object}`,
      ];
    }),
  ];
}

function linesOf({ name, groups, rights }: Role): readonly string[] {
  return [
    ...rights.map((right) => `p, ${name}, ${right}, allow\n`),
    ...groups.map((group) => `g, ${group}, ${name}\n`),
  ];
}
