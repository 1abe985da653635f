import type { Construct } from 'constructs';

import type * as argocd from '../../imports/argocd';
import { metadataOf, syncWave } from './identity';
import type { Identity } from './identity';
import { Manifest } from './manifest';

/** Whether Argo CD applies a commit by itself, or waits for a person. */
export type ApplicationSync =
  { readonly mode: 'automatic'; readonly prune: boolean; readonly selfHeal: boolean } | { readonly mode: 'manual' };

/** Properties of an `ArgoApplication`. */
export interface ArgoApplicationProps extends Identity {
  /** AppProject that says what it may deploy, and where. */
  readonly project: string;
  /** Git repository of the manifests. */
  readonly repositoryUrl: string;
  /** Branch, tag or commit. */
  readonly targetRevision: string;
  /** Folder of the manifests in the repository. */
  readonly path: string;
  /** API server of the cluster that it deploys to. @default 'https://kubernetes.default.svc' */
  readonly server?: string;
  /** Namespace that it deploys to, and that is there already: an Application makes none. */
  readonly destinationNamespace: string;
  /** Whether a commit is applied by itself. */
  readonly sync: ApplicationSync;
  /** Former revisions that it can be rolled back to. @default 10 */
  readonly revisionHistoryLimit?: number;
  /** Workload whose number of pods an autoscaler owns. @default - Git owns every number, and Argo CD restores it */
  readonly ignoresReplicasOf?: 'deployment' | 'rollout' | 'stateful-set' | undefined;
  /**
   * Whether the controller of Argo Rollouts completes the selectors of Services, as it does for blue-green. A selector is
   * applied as a whole: without this a sync would take away what the controller added, and it then takes the Service for
   * a new one and promotes at once, with neither pause nor analysis (argoproj/argo-rollouts#3437).
   *
   * @default false
   */
  readonly ignoresPodHash?: boolean;
  /**
   * Whether the plugin of Argo Rollouts for the Gateway API writes weights into routes. While a canary has a share, Argo CD leaves
   * the rules of a route as they are, which the plugin has labelled; before and after, Git owns them whole. Rules are one list: what
   * Argo CD respects of it, it respects all of, and a change of them in Git is applied when the canary has ended.
   *
   * The label is in the cluster alone, so Argo CD has to compare what the API server would make of Git with what is there.
   *
   * @default false
   */
  readonly ignoresRouteWeights?: boolean;
  /**
   * Whether it applies AppProjects that other Applications apply, too. Argo CD notes on an object who applied it last: each of
   * them would find a difference, and apply them again, for ever.
   *
   * @default false
   */
  readonly ignoresTrackingOfProjects?: boolean;
  /**
   * Whether what it applies is Applications and ApplicationSets. Their status is no subresource, and what Argo CD respects
   * it applies as it last saw it: the status of a child would go back to an earlier one, and a sync that is done would
   * seem to run for ever.
   *
   * @default false
   */
  readonly isParent?: boolean;
  /**
   * Whether only a commit that touches `path` makes Argo CD look at it again. Argo CD asks Git for the names of changed
   * files, and of a renamed one Git only says the new name: a folder that a file has left keeps what it had. So it is for
   * folders whose every change also changes a file that stays, such as a kustomization that lists the others.
   *
   * @default true
   */
  readonly isRefreshedByPath?: boolean;
  /**
   * Whether it may prune all that it has: its folder renders nothing, and this is meant.
   *
   * @default false
   */
  readonly allowsEmpty?: boolean;
  /**
   * What becomes of the objects when the Application is deleted: `cascade` deletes them with it, `orphan` leaves them.
   *
   * Leave them where an Application may change its parent: the old one may delete it before the new one makes it again, and
   * pods must not end in between. Then they are removed by a sync of a folder that renders nothing.
   *
   * @default 'cascade'
   */
  readonly deletion?: 'cascade' | 'orphan';
}

/** A folder of a Git repository that Argo CD keeps a namespace equal to. */
export class ArgoApplication extends Manifest<argocd.Application> {
  constructor(scope: Construct, id: string, props: ArgoApplicationProps) {
    super(scope, id, applicationOf(props));
  }
}

/** The Application as plain data. */
export function applicationOf(props: ArgoApplicationProps): argocd.Application {
  const { name, namespace, labels, annotations } = metadataOf(props, syncWave.workload);
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name,
      namespace,
      labels,
      // Relative to `path`: a commit that touches nothing below it costs this Application nothing.
      annotations: {
        ...annotations,
        ...(props.isRefreshedByPath === false ? {} : { 'argocd.argoproj.io/manifest-generate-paths': '.' }),
        ...(props.ignoresRouteWeights === true ? { 'argocd.argoproj.io/compare-options': 'ServerSideDiff=true' } : {}),
      },
      ...(props.deletion === 'orphan' ? {} : { finalizers: ['resources-finalizer.argocd.argoproj.io'] }),
    },
    spec: {
      project: props.project,
      source: { repoURL: props.repositoryUrl, targetRevision: props.targetRevision, path: props.path },
      destination: {
        server: props.server ?? 'https://kubernetes.default.svc',
        namespace: props.destinationNamespace,
      },
      syncPolicy: {
        ...automatedOf(props),
        syncOptions: syncOptionsOf(props),
        retry: props.sync.mode === 'automatic' ? endlessRetry : fewRetries,
      },
      revisionHistoryLimit: props.revisionHistoryLimit ?? 10,
      ...ignoredOf(props),
    },
  };
}

// A sync that fails is tried again until its cause is mended: Argo CD never tries a commit twice by itself, and after the
// last try nothing but a commit below the path, or a person, would begin it anew. `refresh` takes the newest commit for
// each try, so that the one that mends it does not wait. Within a minute of the mend everything is tried once more.
const endlessRetry = { limit: -1, refresh: true, backoff: { duration: '5s', factor: 2, maxDuration: '1m' } } as const;

// Where a person syncs, one looks at it, too, and syncs again.
const fewRetries = { limit: 3, backoff: { duration: '5s', factor: 2, maxDuration: '3m' } } as const;

// None of them makes a namespace: one that a service makes on its way has no Pod Security labels, no quota, and no policy
// that denies. Whatever needs one waits for who owns it.
function syncOptionsOf({ isParent = false }: ArgoApplicationProps): readonly string[] {
  return [
    'PrunePropagationPolicy=foreground',
    'PruneLast=true',
    // Only what differs. A release then is the last wave of its sync, which Argo CD does not wait for: pods that never get
    // ready would keep it from looking at the commit that mends them, as long as an unchanged route comes after them. A parent
    // applies all its children, so that one that is tried again still waits for the earlier ones.
    ...(isParent ? [] : ['ApplyOutOfSyncOnly=true', 'RespectIgnoreDifferences=true']),
    // Each field has an owner: what an autoscaler or a webhook set stays theirs, and a second writer is an error that
    // names it. It also spares each object a copy of itself in an annotation, which large dashboards do not fit into.
    'ServerSideApply=true',
  ];
}

// Only single fields, and only while somebody else owns them: what is ignored, Git can no longer change.
function ignoredOf({
  ignoresReplicasOf: workload,
  ignoresPodHash = false,
  ignoresRouteWeights = false,
  ignoresTrackingOfProjects = false,
}: ArgoApplicationProps): Pick<argocd.ApplicationSpec, 'ignoreDifferences'> {
  const ignoreDifferences = [
    ...(workload === undefined ? [] : [{ ...groupKinds[workload], jsonPointers: ['/spec/replicas'] }]),
    ...(ignoresTrackingOfProjects ? [trackingOfProjects] : []),
    ...(ignoresPodHash ? [{ kind: 'Service', jsonPointers: ['/spec/selector/rollouts-pod-template-hash'] }] : []),
    ...(ignoresRouteWeights ? ['GRPCRoute', 'HTTPRoute'].map(rulesWhileCanary) : []),
  ];
  return ignoreDifferences.length === 0 ? {} : { ignoreDifferences };
}

const trackingOfProjects = {
  group: 'argoproj.io',
  kind: 'AppProject',
  jsonPointers: ['/metadata/annotations/argocd.argoproj.io~1tracking-id'],
};

/** The rules of a route into which the plugin has written the share of a canary (its documentation, "Working with GitOps controllers"). */
function rulesWhileCanary(kind: string) {
  const label = 'rollouts.argoproj.io/gatewayapi-canary';
  return {
    group: 'gateway.networking.k8s.io',
    kind,
    jqPathExpressions: [`select(.metadata.labels["${label}"] == "in-progress") | .spec.rules`],
  };
}

const groupKinds = {
  deployment: { group: 'apps', kind: 'Deployment' },
  rollout: { group: 'argoproj.io', kind: 'Rollout' },
  'stateful-set': { group: 'apps', kind: 'StatefulSet' },
} as const;

// Manual is the absence of the block: with it, even without selfHeal, Argo CD applies every commit.
// What is false is left out, as Argo CD does whenever it starts a sync by itself: it stores the whole Application, in Go,
// where "omitempty" drops it. A parent would find a difference each time, and apply all its children again.
function automatedOf({
  sync,
  allowsEmpty: allowEmpty = false,
}: ArgoApplicationProps): Pick<argocd.ApplicationSyncPolicy, 'automated'> {
  if (sync.mode === 'manual') return {};
  const { prune, selfHeal } = sync;
  return {
    automated: {
      ...(prune ? { prune } : {}),
      ...(selfHeal ? { selfHeal } : {}),
      ...(prune && allowEmpty ? { allowEmpty } : {}),
    },
  };
}
