import type { Environment } from './environment';
import { groupBy } from './group-by';
import { verificationOf } from './image-signatures';
import type { PlacedNamespace, PlacedProject } from './placement';
import type { Resolved } from './resolve';
import { placeLimits } from './resources';

/** Namespaces of an environment: those of its services, and those that services have left. */
export function namespacesOf(
  name: string,
  environment: Environment,
  members: readonly Resolved[],
): readonly PlacedNamespace[] {
  const servicesByName = groupBy(members, ({ namespace }) => namespace);
  const former = environment.formerNamespaces.filter((namespace) => !servicesByName.has(namespace));
  return [...servicesByName, ...[...new Set(former)].map((namespace) => [namespace, members] as const)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([namespace, services]) => ({
      name: namespace,
      isFormer: !servicesByName.has(namespace),
      environment: name,
      podSecurity: environment.podSecurity,
      podSecurityVersion: `v${environment.cluster.kubernetesVersion}`,
      imageVerification: verificationOf(environment.imageSignatures),
      isMeshed: services.some(({ settings }) => settings.mesh.provider !== 'none'),
      quota: { ...environment.quota, limits: placeLimits(environment.quota.limits) },
      containerLimits: placeContainerLimits(environment),
    }));
}

function placeContainerLimits({ containerLimits }: Environment): PlacedNamespace['containerLimits'] {
  const { max, default: usual, defaultRequest } = containerLimits;
  return { max: placeLimits(max), default: placeLimits(usual), defaultRequest };
}

/** Namespaces that objects name themselves. */
function namespacesIn(manifests: Resolved['manifests']): readonly string[] {
  return manifests.flatMap(({ objects }) => objects.flatMap(({ metadata }) => metadata.namespace ?? []));
}

/** Where Applications of a project may deploy, and delete: where its services are, and what their environments say they have left. */
export function destinationsOf(users: readonly Resolved[]): PlacedProject['destinations'] {
  const byKey = new Map(
    users.flatMap(({ where, namespace: current, manifests }) =>
      // A namespace that is permitted no more has nothing in it, as Argo CD sees it: what moved out of it would run on.
      [current, ...where.formerNamespaces, ...namespacesIn(manifests)].map((namespace) => {
        const destination = { server: where.cluster.server, namespace };
        return [`${destination.server} ${destination.namespace}`, destination];
      }),
    ),
  );
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, destination]) => destination);
}
