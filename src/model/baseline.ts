import { placeApplication, targetRevisionOf } from './application';
import { bootstrapProject, placeBootstrapProject } from './bootstrap-project';
import { inOrderOfNames } from './catalog';
import { controllerKinds } from './controller-kinds';
import type { Environment, Sync } from './environment';
import { groupBy } from './group-by';
import { dnsPeersOf } from './dns';
import { applicationName, argocdName, projectOf } from './place-names';
import { addressesOf, protocolAt } from './place-route';
import type { Strings } from './peer';
import type { Baseline, Kind, PlacedApplication, PlacedNamespace, PlacedProject, PlacedSystem } from './placement';
import type { Platform } from './platform';
import { destinationsOf, namespacesOf } from './placed-namespaces';
import { writtenKinds } from './written-kinds';
import { guardsOf, sharesOf } from './project-guards';
import type { Share } from './project-guards';
import type { Resolved } from './resolve';
import { treeFolders } from './tree-layout';
import { pathInRepository } from './tree-place';

/** Kinds that a placement may render. An AppProject allows these, and what controllers make of them. */
export const placementKinds: readonly Kind[] = [
  { group: '', kind: 'ConfigMap' },
  { group: '', kind: 'PersistentVolumeClaim' },
  { group: '', kind: 'Service' },
  { group: '', kind: 'ServiceAccount' },
  { group: 'apps', kind: 'Deployment' },
  { group: 'apps', kind: 'StatefulSet' },
  { group: 'argoproj.io', kind: 'AnalysisTemplate' },
  { group: 'argoproj.io', kind: 'Rollout' },
  { group: 'autoscaling', kind: 'HorizontalPodAutoscaler' },
  { group: 'batch', kind: 'CronJob' },
  { group: 'external-secrets.io', kind: 'ExternalSecret' },
  { group: 'gateway.networking.k8s.io', kind: 'GRPCRoute' },
  { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' },
  { group: 'keda.sh', kind: 'ScaledObject' },
  { group: 'linkerd.io', kind: 'ServiceProfile' },
  { group: 'monitoring.coreos.com', kind: 'PodMonitor' },
  { group: 'monitoring.coreos.com', kind: 'PrometheusRule' },
  { group: 'monitoring.coreos.com', kind: 'ServiceMonitor' },
  { group: 'networking.k8s.io', kind: 'Ingress' },
  { group: 'networking.k8s.io', kind: 'NetworkPolicy' },
  { group: 'policy', kind: 'PodDisruptionBudget' },
  { group: 'policy.linkerd.io', kind: 'AuthorizationPolicy' },
  { group: 'policy.linkerd.io', kind: 'MeshTLSAuthentication' },
  { group: 'policy.linkerd.io', kind: 'NetworkAuthentication' },
  { group: 'policy.linkerd.io', kind: 'Server' },
];

/** Kinds that give rights: a project permits them where one of its services has some, since Git could give any with them. */
const accessKinds: readonly Kind[] = [
  { group: 'rbac.authorization.k8s.io', kind: 'Role' },
  { group: 'rbac.authorization.k8s.io', kind: 'RoleBinding' },
];

/** Kinds that a project permits where a service of it has one. */
function kindsOnDemand(users: readonly Resolved[]): readonly Kind[] {
  const hasRights = users.some(({ settings }) => settings.identity.rules.length > 0);
  const isEverywhere = users.some(({ wants }) => wants.runs === 'everywhere');
  return [...(isEverywhere ? [{ group: 'apps', kind: 'DaemonSet' }] : []), ...(hasRights ? accessKinds : [])];
}

/** Kinds of routes that few clusters have: a project permits them where one of its services has some. */
function streamKindsOf(users: readonly Resolved[]): readonly Kind[] {
  const protocols = new Set(
    users.flatMap((one) => (one.wants.public ? addressesOf(one).map((address) => protocolAt(one, address)) : [])),
  );
  const kinds = [
    ['tcp', 'TCPRoute'],
    ['tls', 'TLSRoute'],
    ['udp', 'UDPRoute'],
  ] as const;
  return kinds.flatMap(([protocol, kind]) =>
    protocols.has(protocol) ? [{ group: 'gateway.networking.k8s.io', kind }] : [],
  );
}

const namespaceKinds: readonly Kind[] = [
  { group: '', kind: 'LimitRange' },
  { group: '', kind: 'ResourceQuota' },
  { group: 'networking.k8s.io', kind: 'NetworkPolicy' },
];

const namespaceKind: Kind = { group: '', kind: 'Namespace' };

const argocdKinds: readonly Kind[] = [
  { group: 'argoproj.io', kind: 'Application' },
  { group: 'argoproj.io', kind: 'ApplicationSet' },
];

/** Namespaces come first: everything else is created in them. */
const baselineWave = -20;

/**
 * Completes what an environment holds besides its services.
 *
 * @param members the services that are deployed there
 * @param sharers every placement that may share an AppProject with them, see `projectSharers`
 */
export function placeBaseline(
  platform: Platform,
  name: string,
  environment: Environment,
  members: readonly Resolved[],
  sharers: readonly Resolved[],
): Baseline {
  const namespaces = namespacesOf(name, environment, members);
  const own = ownApplications(platform, name, environment);
  const kept = environment.retired ? [] : namespaces;
  return {
    environment: name,
    labels: ownLabels(name),
    argocdNamespace: platform.argocd.namespace,
    namespaces: kept,
    projects: projectsOf(platform, name, environment, members, sharers, namespaces),
    root: own.root,
    bootstrap: own.bootstrap,
    baseline: {
      ...own.baseline(kept.length === 0 ? treeFolders.empty(treeFolders.baseline(name)) : treeFolders.baseline(name)),
      isEmpty: kept.length === 0,
      ...(environment.retired ? { annotations: { 'slipway.dev/retired': 'true' } } : {}),
    },
    systems: systemsOf(platform, own.system, members),
    unadopted: environment.unadopted ?? [],
    dns: dnsPeersOf(environment),
  };
}

/** Name of the AppProject that may deploy Applications and namespaces, and nothing else. */
export function platformProject(platform: Pick<Platform, 'argocd'>, environment: string): string {
  return argocdName(platform, `platform-${environment}`);
}

const sharedLabels: Strings = { 'app.kubernetes.io/managed-by': 'slipway' };

function ownLabels(environment: string): Strings {
  return { ...sharedLabels, env: environment };
}

function ownApplications(platform: Platform, environment: string, where: Environment) {
  const { argocd, repository } = platform;
  const application = (entry: string, path: string, namespace: string, wave: number): PlacedApplication => ({
    name: applicationName(platform, entry, environment),
    entry,
    folder:
      entry === 'root' || entry === 'bootstrap' ? treeFolders.bootstrap(environment) : treeFolders.apps(environment),
    argocdNamespace: argocd.namespace,
    project: platformProject(platform, environment),
    repositoryUrl: repository.url,
    targetRevision: targetRevisionOf(platform, where),
    path: pathInRepository(platform, path),
    server: where.cluster.server,
    namespace,
    sync: where.sync,
    wave,
    labels: { ...ownLabels(environment), 'app.kubernetes.io/name': entry },
    annotations: {},
    revisionHistoryLimit: argocd.revisionHistoryLimit,
    ignoresReplicasOf: undefined,
    ignoresPodHash: false,
    ignoresRouteWeights: false,
    ignoresTrackingOfProjects: false,
    isParent: false,
    // They are few, and files go from the folder of one to that of another.
    isRefreshedByPath: false,
    isEmpty: false,
    // It stands for all services or namespaces: deleting it by mistake must not delete them.
    deletion: 'orphan',
  });
  // Applications are objects in Argo CD's own namespace, wherever the workloads run.
  const inArgocd = (entry: string, path: string): PlacedApplication => ({
    ...application(entry, path, argocd.namespace, 0),
    server: 'https://kubernetes.default.svc',
    isParent: true,
  });
  // Parents only make Applications appear and go; whether these sync is said by each of them, and one that goes ends no pod.
  const parentSync: Sync = { mode: 'automatic', prune: true, selfHeal: true };
  return {
    root: { ...inArgocd('root', treeFolders.apps(environment)), sync: parentSync } satisfies PlacedApplication,
    bootstrap: {
      ...inArgocd('bootstrap', treeFolders.bootstrap(environment)),
      project: bootstrapProject(platform, environment),
      // Where an environment follows a tag, the catalog says which one: that must not be read from the tag.
      targetRevision: platform.repository.branch,
      // A project that is gone from Git may have Applications yet, and to remove it stops them: a person prunes.
      sync: { mode: 'automatic', prune: false, selfHeal: true },
      ignoresTrackingOfProjects: sharesProjects(platform),
    } satisfies PlacedApplication,
    // Its objects name their namespaces themselves. The destination only has to be one that the project allows, and the
    // same tomorrow, whatever namespaces there are: its sync would make again the one that it has removed.
    baseline: (path: string) => application('baseline', path, argocd.namespace, baselineWave),
    // When its system is gone, nobody else would remove its Applications.
    system: (entry: string): PlacedApplication => ({
      ...inArgocd(entry, treeFolders.system(environment, entry)),
      sync: parentSync,
      deletion: 'cascade',
    }),
  };
}

function systemsOf(
  platform: Platform,
  application: (entry: string) => PlacedApplication,
  members: readonly Resolved[],
): readonly PlacedSystem[] {
  return inOrderOfNames(new Map(Object.entries(platform.systems))).flatMap(([name, { delivery }]) => {
    if (delivery === 'applications') return [];
    const own = members
      .filter(({ wants }) => wants.system === name)
      .map((member) => placeApplication(platform, member));
    const [member] = own;
    if (member === undefined) return [];
    const shared = delivery === 'application-set' ? whatAllShare(member) : {};
    return [{ name, delivery, application: { ...application(name), ...shared }, members: own }];
  });
}

/** What an ApplicationSet has of its members: they are alike in all of it. */
function whatAllShare(member: PlacedApplication): Partial<PlacedApplication> {
  const { server, sync, isRefreshedByPath, deletion } = member;
  return { server, sync, isRefreshedByPath, deletion };
}

/**
 * Placements that may have an AppProject in common with those of an environment. A project whose name does not say the
 * environment is one object where one Argo CD serves several environments: each of them renders it for all.
 */
export function projectSharers(
  platform: Platform,
  members: readonly Resolved[],
  all: readonly Resolved[],
): readonly Resolved[] {
  return sharesProjects(platform) ? all : members;
}

function sharesProjects({ argocd }: Platform): boolean {
  return !argocd.project.includes('{environment}');
}

function projectsOf(
  platform: Platform,
  name: string,
  environment: Environment,
  members: readonly Resolved[],
  sharers: readonly Resolved[],
  namespaces: readonly PlacedNamespace[],
): readonly PlacedProject[] {
  const repositoryUrl = platform.repository.url;
  const { server } = environment.cluster;
  const names = new Set(members.map((member) => projectOf(platform, member)));
  const byProject = groupBy(sharers, (sharer) => projectOf(platform, sharer));
  const services = [...byProject].flatMap(([project, users]): readonly PlacedProject[] => {
    if (!names.has(project)) return [];
    const shares = sharesOf(platform, users);
    const environments = shares.map((share) => share.environment);
    const usual = [...placementKinds, ...kindsOnDemand(users), ...streamKindsOf(users), ...controllerKinds];
    const written = writtenKinds(users, usual);
    return [
      {
        name: project,
        labels: environments.length === 1 ? ownLabels(name) : sharedLabels,
        description: `Services of ${environments.join(', ')}`,
        repositoryUrl,
        destinations: destinationsOf(users),
        namespacedKinds: [...usual, ...written.namespaced],
        clusterKinds: written.cluster,
        ...guardsOf(platform, shares),
      },
    ];
  });
  const inArgocd = { server: 'https://kubernetes.default.svc', namespace: platform.argocd.namespace };
  // All of it is of this environment: what is in it, and namespaces, are no less of a change than a release.
  const ofEnvironment: Share = {
    environment: name,
    where: environment,
    applications: [],
    frozen: { applications: ['*'] },
  };
  const guards = guardsOf(platform, [ofEnvironment]);
  const own: PlacedProject = {
    name: platformProject(platform, name),
    labels: ownLabels(name),
    description: `Applications and namespaces of ${name}`,
    repositoryUrl,
    destinations: [
      inArgocd,
      // That of the baseline, where the environment is on another cluster.
      ...(server === inArgocd.server ? [] : [{ server, namespace: inArgocd.namespace }]),
      ...namespaces.map((namespace) => ({ server, namespace: namespace.name })),
    ],
    namespacedKinds: [...argocdKinds, ...namespaceKinds],
    clusterKinds: [namespaceKind],
    ...guards,
  };
  const bootstrap = placeBootstrapProject(platform, name, ownLabels(name), guards);
  return [...services, own, bootstrap].sort((a, b) => (a.name < b.name ? -1 : 1));
}
