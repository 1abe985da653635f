import type { ApplicationSetElement, ApplicationSetProps } from '../constructs/application-set';
import type { ArgoApplicationProps } from '../constructs/argo-application';
import { syncLabels } from '../model/labels';
import type { PlacedApplication } from '../model/placement';

/** Properties of the `ArgoApplication` of a placed one. */
export function applicationProps(placed: PlacedApplication): ArgoApplicationProps {
  const { argocdNamespace, isParent, ignoresTrackingOfProjects } = placed;
  return {
    namespace: argocdNamespace,
    isParent,
    ignoresTrackingOfProjects,
    ...templateProps(placed),
    ...elementProps(placed),
  };
}

/** What the Applications of a system have in common. */
export function templateProps(placed: PlacedApplication): ApplicationSetProps['template'] {
  const { repositoryUrl, targetRevision, server, sync, revisionHistoryLimit, isRefreshedByPath, deletion } = placed;
  return { repositoryUrl, targetRevision, server, sync, revisionHistoryLimit, isRefreshedByPath, deletion };
}

/** What is an Application's own. */
export function elementProps(placed: PlacedApplication): ApplicationSetElement {
  const { name, labels, annotations, wave, project, path, namespace, sync, isEmpty } = placed;
  const { ignoresReplicasOf, ignoresPodHash, ignoresRouteWeights } = placed;
  return {
    name,
    labels: { ...labels, ...syncLabels(sync) },
    annotations,
    wave,
    project,
    path,
    destinationNamespace: namespace,
    sync,
    ignoresReplicasOf,
    ignoresPodHash,
    ignoresRouteWeights,
    allowsEmpty: isEmpty,
  };
}
