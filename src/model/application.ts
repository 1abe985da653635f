import { leftToRollouts } from './left-to-rollouts';
import { placementSync } from './placement-sync';
import type { Environment } from './environment';
import { applicationAnnotations, applicationLabels } from './labels';
import { applicationFolder, applicationName, projectOf } from './place-names';
import type { PlacedApplication, WorkloadKind } from './placement';
import type { Platform } from './platform';
import type { Settings } from './presets';
import type { Resolved } from './resolve';
import type { Service } from './service';
import { hasCountedPods, hasMembers } from './pods';
import { isSoftware } from './software';
import { isTried } from './settings';
import { treeFolders } from './tree-layout';
import { pathInRepository } from './tree-place';

/**
 * Order of Applications by tier: what others need comes first (`argocd.argoproj.io/sync-wave`).
 * Waves of Applications only have an effect below a parent that assesses their health (Argo CD, "Sync Phases and Waves").
 */
const waveByTier: Readonly<Record<Service['tier'], number>> = {
  data: -10,
  monitoring: -5,
  backend: 0,
  gateway: 0,
  frontend: 0,
};

/** Completes the Application of a service in an environment. */
export function placeApplication(platform: Platform, resolved: Resolved): PlacedApplication {
  const { service, environment, wants, settings, where } = resolved;
  const overlay = treeFolders.overlay(service, environment);
  const left = leftToRollouts(resolved);
  return {
    name: applicationName(platform, service, environment),
    entry: service,
    folder: applicationFolder(platform, wants.system, environment),
    argocdNamespace: platform.argocd.namespace,
    project: projectOf(platform, resolved),
    repositoryUrl: platform.repository.url,
    targetRevision: targetRevisionOf(platform, where),
    path: pathInRepository(platform, resolved.isRetired ? treeFolders.empty(overlay) : overlay),
    server: where.cluster.server,
    namespace: resolved.namespace,
    sync: placementSync(platform, resolved),
    wave: wants.wave ?? waveByTier[wants.tier],
    labels: applicationLabels(platform, resolved),
    annotations: applicationAnnotations(platform, resolved),
    revisionHistoryLimit: platform.argocd.revisionHistoryLimit,
    ignoresReplicasOf:
      settings.scale.owner === 'fixed' || (!hasCountedPods(wants) && wants.runs !== 'everywhere') || isSoftware(wants)
        ? undefined
        : countedOf(wants, settings),
    ignoresPodHash: left.podHash,
    ignoresRouteWeights: left.routeWeights,
    ignoresTrackingOfProjects: false,
    isParent: false,
    isRefreshedByPath: true,
    isEmpty: resolved.isRetired,
    // A change of its parent, or the loss of one, must end no pod.
    deletion: 'orphan',
  };
}

/** The workload of which somebody counts pods; nobody counts nodes. */
function countedOf(service: Service, settings: Settings): PlacedApplication['ignoresReplicasOf'] {
  const kind = workloadOf(service, settings);
  return kind === 'daemon-set' ? undefined : kind;
}

/** What Argo CD follows in an environment. */
export function targetRevisionOf(platform: Platform, environment: Environment): string {
  return environment.targetRevision ?? platform.repository.branch;
}

/** The kind of workload: members are a StatefulSet, a gradual release a Rollout, a pod on each node is a DaemonSet. */
export function workloadOf(service: Service, settings: Settings): WorkloadKind {
  if (service.runs === 'everywhere') return 'daemon-set';
  if (hasMembers(service)) return 'stateful-set';
  return isTried(settings.rollout) ? 'rollout' : 'deployment';
}
