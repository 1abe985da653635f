import type { Construct } from 'constructs';

import type * as argocd from '../../imports/argocd';
import { metadataOf, syncWave } from './identity';
import type { Identity } from './identity';
import { Manifest } from './manifest';

/** Properties of an `AppProject`. Whatever is not listed is forbidden. */
export interface AppProjectProps extends Identity {
  readonly description: string;
  /** Git repositories that its Applications may read. */
  readonly repositoryUrls: readonly string[];
  /** Clusters and namespaces that its Applications may deploy to. */
  readonly destinations: readonly { readonly server: string; readonly namespace: string }[];
  /** Kinds in a namespace that its Applications may deploy; the core group is `''`. */
  readonly namespacedKinds: readonly { readonly group: string; readonly kind: string }[];
  /** Kinds outside namespaces that its Applications may deploy. @default - none */
  readonly clusterKinds?: readonly { readonly group: string; readonly kind: string }[];
  /**
   * Whether its Applications warn of objects in their namespaces that no Application made.
   *
   * @default true
   */
  readonly warnsOfOrphans?: boolean;
  /** When its Applications are not synced. @default - they always are */
  readonly freezes?: readonly ProjectFreeze[];
  /** GnuPG keys, one of which must have signed a commit that is applied. @default - no signature is needed */
  readonly signatureKeys?: readonly string[];
  /** What groups of people may do, besides what `argocd-rbac-cm` says. @default - nothing */
  readonly roles?: readonly ProjectRole[];
}

/** A recurring time in which Applications of a project are not synced (Argo CD, "Sync Windows"). */
export interface ProjectFreeze {
  readonly reason: string;
  /** When it begins: a cron expression of five fields. */
  readonly schedule: string;
  /** How long it lasts, such as `1h30m`. */
  readonly duration: string;
  readonly timeZone: string;
  /** Whether a person may sync nevertheless. */
  readonly allowsManualSync: boolean;
  /** Which Applications: by name, with wildcards, or everything that goes to these namespaces of a cluster. */
  readonly of:
    { readonly applications: readonly string[] } | { readonly server: string; readonly namespaces: readonly string[] };
}

/** What groups of the identity provider may do with Applications of a project (Argo CD, "Project Roles"). */
export interface ProjectRole {
  readonly name: string;
  readonly description: string;
  readonly groups: readonly string[];
  /** Names of Applications, with wildcards. */
  readonly applications: readonly string[];
  /** Such as `applications`, `sync` or `logs`, `get`. */
  readonly rights: readonly { readonly resource: string; readonly action: string }[];
}

/** What Applications may read, where they may deploy, which kinds, and when; and what people may do with them. */
export class AppProject extends Manifest<argocd.AppProject> {
  constructor(scope: Construct, id: string, props: AppProjectProps) {
    super(scope, id, {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AppProject',
      metadata: metadataOf(props, syncWave.infrastructure),
      spec: {
        description: props.description,
        sourceRepos: props.repositoryUrls,
        destinations: props.destinations.map(({ server, namespace }) => ({ server, namespace })),
        clusterResourceWhitelist: (props.clusterKinds ?? []).map(groupKind),
        namespaceResourceWhitelist: props.namespacedKinds.map(groupKind),
        // What somebody made by hand in one of the namespaces shows up as a warning.
        ...(props.warnsOfOrphans === false ? {} : { orphanedResources: { warn: true } }),
        ...guardsOf(props),
      },
    });
  }
}

type Guards = Pick<argocd.AppProjectSpec, 'roles' | 'signatureKeys' | 'syncWindows'>;

function groupKind({ group, kind }: { readonly group: string; readonly kind: string }): argocd.GroupKind {
  return { group, kind };
}

function guardsOf({ name, roles = [], signatureKeys = [], freezes = [] }: AppProjectProps): Guards {
  return {
    ...(roles.length === 0 ? {} : { roles: roles.map((role) => roleOf(name, role)) }),
    // Argo CD 3.5 still reads them, and has a longer way to say the same.
    ...(signatureKeys.length === 0 ? {} : { signatureKeys: signatureKeys.map((keyID) => ({ keyID })) }),
    ...(freezes.length === 0 ? {} : { syncWindows: freezes.map(syncWindow) }),
  };
}

function roleOf(project: string, role: ProjectRole): argocd.AppProjectRole {
  const { name, description, groups, applications, rights } = role;
  return {
    name,
    description,
    groups,
    policies: applications.flatMap((application) =>
      rights.map(
        ({ resource, action }) =>
          `p, proj:${project}:${name}, ${resource}, ${action}, ${project}/${application}, allow`,
      ),
    ),
  };
}

function syncWindow({ reason, allowsManualSync, of, ...time }: ProjectFreeze): argocd.AppProjectSyncWindow {
  const { schedule, duration, timeZone } = time;
  const window = { kind: 'deny', description: reason, schedule, duration, timeZone, manualSync: allowsManualSync };
  if ('applications' in of) return { ...window, applications: of.applications };
  // Without it, either of the two would be enough: the same namespace on another cluster, or another one on this cluster.
  return { ...window, andOperator: true, clusters: [of.server], namespaces: of.namespaces };
}
