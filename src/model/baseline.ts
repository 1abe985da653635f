import type { Environment } from './environment';
import { groupBy } from './group-by';
import { dnsPeer } from './network';
import { applicationName } from './place-names';
import type {
  Baseline,
  Kind,
  PlacedApplication,
  PlacedNamespace,
  PlacedProject,
  PlacedSystem,
  Placement,
} from './placement';
import type { Platform } from './platform';

/** Kinds that a placement may render. An AppProject allows these and no others. */
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

const namespaceKinds: readonly Kind[] = [
  { group: '', kind: 'LimitRange' },
  { group: '', kind: 'ResourceQuota' },
  { group: 'networking.k8s.io', kind: 'NetworkPolicy' },
];

const argocdKinds: readonly Kind[] = [
  { group: 'argoproj.io', kind: 'Application' },
  { group: 'argoproj.io', kind: 'ApplicationSet' },
];

/** Namespaces come first: everything else is created in them. */
const baselineWave = -20;

/**
 * Completes what an environment holds besides its services.
 *
 * @param placements the placements of this environment
 */
export function baselineOf(
  platform: Platform,
  name: string,
  environment: Environment,
  placements: readonly Placement[],
): Baseline {
  const namespaces = namespacesOf(name, environment, placements);
  const own = ownApplications(platform, name, environment);
  const systems = systemsOf(platform, own.system, placements);
  const membersOfSystems = new Set(systems.flatMap((system) => system.members));
  return {
    environment: name,
    argocdNamespace: platform.argocd.namespace,
    namespaces,
    projects: projectsOf(platform, name, environment, placements, namespaces),
    root: own.root,
    baseline: namespaces[0] === undefined ? undefined : own.baseline(namespaces[0].name),
    applications: placements
      .map((placement) => placement.application)
      .filter((application) => !membersOfSystems.has(application)),
    systems,
    dns: dnsPeer,
  };
}

/** Name of the AppProject that may deploy Applications and namespaces, and nothing else. */
export function platformProject(environment: string): string {
  return `platform-${environment}`;
}

function namespacesOf(
  name: string,
  environment: Environment,
  placements: readonly Placement[],
): readonly PlacedNamespace[] {
  const byName = groupBy(placements, (placement) => placement.namespace);
  return [...byName]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([namespace, members]) => ({
      name: namespace,
      environment: name,
      podSecurity: environment.podSecurity,
      podSecurityVersion: `v${environment.cluster.kubernetesVersion}`,
      isMeshed: members.some((member) => member.mesh !== undefined),
      quota: environment.quota,
      containerLimits: environment.containerLimits,
    }));
}

function ownApplications(platform: Platform, environment: string, where: Environment) {
  const { argocd, repository } = platform;
  const application = (entry: string, path: string, namespace: string, wave: number): PlacedApplication => ({
    name: applicationName(entry, environment),
    entry,
    folder: `argocd/${environment}/${entry === 'root' ? 'bootstrap' : 'apps'}`,
    argocdNamespace: argocd.namespace,
    project: platformProject(environment),
    repositoryUrl: repository.url,
    targetRevision: where.targetRevision ?? repository.branch,
    path: `argocd/${environment}/${path}`,
    server: where.cluster.server,
    namespace,
    sync: where.sync,
    wave,
    labels: { env: environment, 'app.kubernetes.io/managed-by': 'slipway', 'app.kubernetes.io/name': entry },
    annotations: {},
    revisionHistoryLimit: argocd.revisionHistoryLimit,
    ignoresReplicasOf: undefined,
  });
  // Applications are objects in Argo CD's own namespace, wherever the workloads run.
  const inArgocd = (entry: string, path: string): PlacedApplication => ({
    ...application(entry, path, argocd.namespace, 0),
    server: 'https://kubernetes.default.svc',
  });
  return {
    // The root only makes Applications appear; whether they sync is said by each of them.
    root: {
      ...inArgocd('root', 'apps'),
      sync: { mode: 'automatic', prune: true, selfHeal: true },
    } satisfies PlacedApplication,
    // Its objects name their namespaces themselves; the destination only has to be one that the project allows.
    baseline: (namespace: string) => application('baseline', 'baseline', namespace, baselineWave),
    system: (entry: string): PlacedApplication => ({
      ...inArgocd(entry, `systems/${entry}`),
      sync: { mode: 'automatic', prune: true, selfHeal: true },
    }),
  };
}

function systemsOf(
  platform: Platform,
  application: (entry: string) => PlacedApplication,
  placements: readonly Placement[],
): readonly PlacedSystem[] {
  return Object.entries(platform.systems).flatMap(([name, { delivery }]) => {
    const members = placements
      .filter((placement) => placement.system === name)
      .map((placement) => placement.application);
    if (delivery === 'applications' || members.length === 0) return [];
    return [{ name, delivery, application: application(name), members }];
  });
}

function projectsOf(
  platform: Platform,
  name: string,
  environment: Environment,
  placements: readonly Placement[],
  namespaces: readonly PlacedNamespace[],
): readonly PlacedProject[] {
  const repositoryUrl = platform.repository.url;
  const { server } = environment.cluster;
  const byProject = groupBy(placements, (placement) => placement.application.project);
  const services = [...byProject].map(([project, members]): PlacedProject => ({
    name: project,
    description: `Services of the environment ${name}`,
    repositoryUrl,
    destinations: [...new Set(members.map((member) => member.namespace))]
      .sort()
      .map((namespace) => ({ server, namespace })),
    namespacedKinds: placementKinds,
    clusterKinds: [],
  }));
  const own: PlacedProject = {
    name: platformProject(name),
    description: `Applications and namespaces of the environment ${name}`,
    repositoryUrl,
    destinations: [
      { server: 'https://kubernetes.default.svc', namespace: platform.argocd.namespace },
      ...namespaces.map((namespace) => ({ server, namespace: namespace.name })),
    ],
    namespacedKinds: [...argocdKinds, ...namespaceKinds],
    clusterKinds: [{ group: '', kind: 'Namespace' }],
  };
  return [...services, own].sort((a, b) => (a.name < b.name ? -1 : 1));
}
