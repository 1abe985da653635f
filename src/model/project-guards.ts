import { inOrderOfNames } from './catalog';
import type { Environment } from './environment';
import { isRecurring } from './freeze';
import { groupBy } from './group-by';
import { applicationName } from './place-names';
import type { PlacedFreeze, PlacedProject, PlacedRole, Right } from './placement';
import { groupsOf } from './platform';
import type { Platform } from './platform';
import type { Resolved } from './resolve';

/** What an environment has in an AppProject, which other environments may share. */
export interface Share {
  readonly environment: string;
  readonly where: Environment;
  /** Names of its Applications there. */
  readonly applications: readonly string[];
  /** How a freeze finds them, and none of another environment. */
  readonly frozen: PlacedFreeze['of'];
}

/**
 * What those may do who own an environment. They sync what a commit says, decide on a rollout, and look at it.
 *
 * - `sync` is also the right to roll back, which Argo CD refuses where it syncs by itself (Argo CD, "RBAC Configuration").
 * - `override` is another revision or manifests of one's own, for the day on which Git is out of reach. Argo CD refuses it
 *   where it syncs by itself, too.
 * - Whatever else would change an object behind the back of Git is left out: restart, delete, update.
 */
const rightsOfOwners: readonly Right[] = [
  { resource: 'applications', action: 'get' },
  { resource: 'applications', action: 'sync' },
  { resource: 'applications', action: 'override' },
  ...['abort', 'pause', 'promote-full', 'resume', 'retry', 'skip-current-step'].map((name): Right => ({
    resource: 'applications',
    action: `action/argoproj.io/Rollout/${name}`,
  })),
  { resource: 'logs', action: 'get' },
];

/** Shares of the environments of services that have a project in common, in the order of names. */
export function sharesOf(platform: Platform, users: readonly Resolved[]): readonly Share[] {
  return inOrderOfNames(groupBy(users, ({ environment }) => environment)).flatMap(([environment, members]) => {
    const where = members[0]?.where;
    if (where === undefined) return [];
    const namespaces = [...new Set(members.map(({ namespace }) => namespace))].sort();
    return [
      {
        environment,
        where,
        applications: members.map(({ service }) => applicationName(platform, service, environment)),
        // No two environments have a namespace of one cluster in common, and a service that is new in one of them needs no
        // other project.
        frozen: { server: where.cluster.server, namespaces },
      },
    ];
  });
}

/** What guards a project: when nothing is deployed, whose signature is needed, and who may do what. */
export function guardsOf(
  platform: Platform,
  shares: readonly Share[],
): Pick<PlacedProject, 'freezes' | 'signatureKeys' | 'roles'> {
  return {
    freezes: shares.flatMap(({ where, frozen }) =>
      where.freezes.filter(isRecurring).map((freeze) => ({ ...freeze, of: frozen })),
    ),
    // They are the same in all of them: a law.
    signatureKeys: shares[0]?.where.signatures?.keys ?? [],
    roles: shares.flatMap((share) => roleOfOwners(platform, share, shares)),
  };
}

function roleOfOwners(platform: Platform, share: Share, shares: readonly Share[]): readonly PlacedRole[] {
  const { environment, where } = share;
  if (where.owners.length === 0) return [];
  return [
    {
      name: `sre-${environment}`,
      description: `Owners of ${environment}`,
      groups: groupsOf(platform, where.owners),
      applications: namesOf(platform, share, shares),
      rights: rightsOfOwners,
    },
  ];
}

// "*-eu" would also be every Application of an environment "dev-eu" in the same project.
function namesOf(
  platform: Platform,
  { environment, applications }: Share,
  shares: readonly Share[],
): readonly string[] {
  const isAmbiguous = shares.some((other) => other.environment.endsWith(`-${environment}`));
  return isAmbiguous ? applications : [applicationName(platform, '*', environment)];
}
