import { skipLoudly } from '../cluster/suite/on-own-cluster';
import type { Cluster } from '../cluster/harness/cluster';
import type { KubernetesObject } from '../cluster/tools/kubernetes-object';
import { missingCharts } from '../charts-suite/installation';
import { describeWithEngine } from './describe-with-engine';

/**
 * Tests that share an empty cluster, the real engine of Pulumi and the public charts. Where one of these is missing they are
 * skipped: they are counted, and what is missing is said.
 *
 * No image runs, so nobody answers as a webhook: whatever asks one is taken away as soon as it is there, or no object of its kinds
 * could be made.
 *
 * @param body declares the tests; `cluster()` is the cluster while they run
 */
export function describeWithRealCharts(name: string, body: (cluster: () => Cluster) => void): void {
  if (missingCharts.length > 0) {
    skipLoudly(name, `SLIPWAY_CHARTS has no ${missingCharts.join(', ')}; docs/how-to/test-platform.md says more`, body);
    return;
  }
  describeWithEngine(name, body, {
    git: true,
    stages: (shipped) => [
      ...shipped,
      gone('ValidatingWebhookConfiguration', 'admissionregistration.k8s.io/v1', '.webhooks'),
      gone('MutatingWebhookConfiguration', 'admissionregistration.k8s.io/v1', '.webhooks'),
      // Of a server in a pod. Without it nobody could list what the cluster has.
      gone('APIService', 'apiregistration.k8s.io/v1', '.spec.service'),
    ],
  });
}

/** A stage of kwok: objects of a kind that have a field are deleted. */
function gone(kind: string, apiGroup: string, field: string): KubernetesObject & { readonly spec: object } {
  return {
    apiVersion: 'kwok.x-k8s.io/v1alpha1',
    kind: 'Stage',
    metadata: { name: `${kind.toLowerCase()}-gone` },
    spec: {
      resourceRef: { apiGroup, kind },
      selector: { matchExpressions: [{ key: field, operator: 'Exists' }] },
      next: { delete: true },
    },
  };
}
