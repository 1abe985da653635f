import type { Mapping } from '../manifests/value-at';

/** What a cluster has of what verifies signatures of images. */
export interface ClusterVerification {
  /** ValidatingWebhookConfigurations. */
  readonly webhooks: readonly Mapping[];
  /** Policies of the kind that the environment names; undefined where the cluster has no such kind. */
  readonly policies: readonly Mapping[] | undefined;
  /** The namespace; undefined where there is none yet. */
  readonly namespace: Mapping | undefined;
}
