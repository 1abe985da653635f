import { argocdName } from './place-names';
import type { Strings } from './peer';
import type { PlacedProject } from './placement';
import type { Platform } from './platform';

/** Name of the AppProject of the Application that delivers the bootstrap of an environment. */
export function bootstrapProject(platform: Pick<Platform, 'argocd'>, environment: string): string {
  return argocdName(platform, `bootstrap-${environment}`);
}

/**
 * The AppProject that may deploy AppProjects and the Applications that start an environment, and nothing else. What it deploys
 * decides what all others may, so it has the keys and the owners of the environment; but no freeze holds it, because
 * one that is lifted has to arrive.
 */
export function placeBootstrapProject(
  platform: Platform,
  environment: string,
  labels: Strings,
  { signatureKeys, roles }: Pick<PlacedProject, 'signatureKeys' | 'roles'>,
): PlacedProject {
  return {
    name: bootstrapProject(platform, environment),
    labels,
    description: `AppProjects and the first Applications of ${environment}`,
    repositoryUrl: platform.repository.url,
    destinations: [{ server: 'https://kubernetes.default.svc', namespace: platform.argocd.namespace }],
    namespacedKinds: [
      { group: 'argoproj.io', kind: 'AppProject' },
      { group: 'argoproj.io', kind: 'Application' },
    ],
    clusterKinds: [],
    freezes: [],
    signatureKeys,
    roles,
  };
}
