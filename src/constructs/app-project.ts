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
}

/** What Applications may read, where they may deploy, and which kinds. */
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
      },
    });
  }
}

function groupKind({ group, kind }: { readonly group: string; readonly kind: string }): argocd.GroupKind {
  return { group, kind };
}
