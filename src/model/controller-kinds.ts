import type { Kind } from './placement';

/**
 * Kinds that controllers make of what a placement renders. Argo CD shows of the tree of an Application only what its
 * AppProject permits: without these there are no pods, no logs, and no images in `status.summary`.
 *
 * The list also lets Git have them, so none of them may do more than what is permitted already: whoever may apply a
 * Deployment runs any pod. What may do more is left out, and what it shows is seen elsewhere:
 *
 * - Secret, which External Secrets makes: then secrets could be in Git. The ExternalSecret says whether it is there.
 * - Endpoints and EndpointSlice: written by hand, they lead the requests of another Service anywhere. Argo CD leaves
 *   them out by default (`resource.exclusions`).
 * - PodMetrics, Lease and Event: Argo CD does not watch them.
 *
 * HorizontalPodAutoscalers of KEDA, and claims of a StatefulSet, are kinds that a placement renders, too.
 */
export const controllerKinds: readonly Kind[] = [
  // Of a Deployment, a Rollout, a StatefulSet, a Job.
  { group: '', kind: 'Pod' },
  // Of a StatefulSet: what it was before.
  { group: 'apps', kind: 'ControllerRevision' },
  // Of a Deployment and a Rollout: between them and their pods.
  { group: 'apps', kind: 'ReplicaSet' },
  // Of a Rollout: whether a release is good, and pods that are tried beside it.
  { group: 'argoproj.io', kind: 'AnalysisRun' },
  { group: 'argoproj.io', kind: 'Experiment' },
  // Of the CronJob of a backup: between it and its pods.
  { group: 'batch', kind: 'Job' },
];
