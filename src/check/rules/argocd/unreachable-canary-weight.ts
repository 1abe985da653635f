import type { ManifestObject } from '../../../manifests/manifest';
import { listAt, textAt, valueAt } from '../../../manifests/value-at';
import { scalerOf } from '../../argocd/applied-by';
import { canaryShare } from '../../argocd/canary-share';
import type { Inventory } from '../../inventory';
import type { Rule } from '../../rule';

/** Percent by which a step may miss its weight before people would be surprised. */
const tolerated = 4;

export const unreachableCanaryWeight: Rule = {
  id: 'unreachable-canary-weight',
  title: 'a canary has too few pods for the weight of a step',
  why: 'Without a traffic router a weight is a number of pods. With few of them a step of 5 percent sends a third of the users to the new release, while everybody believes in 5.',
  source: 'https://argo-rollouts.readthedocs.io/en/stable/features/canary/#overview',
  severity: 'warning',
  failing: `
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: web, namespace: shop }
spec:
  replicas: 3
  selector: { matchLabels: { app: web } }
  strategy: { canary: { steps: [{ setWeight: 20 }, { pause: {} }] } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: 'ghcr.io/your-org/web:v1.0.0' }] }
`,
  passing: `
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: web, namespace: shop }
spec:
  replicas: 5
  selector: { matchLabels: { app: web } }
  strategy: { canary: { steps: [{ setWeight: 20 }, { pause: {} }] } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: 'ghcr.io/your-org/web:v1.0.0' }] }
`,
  check(inventory, report) {
    for (const object of inventory.ofKind('Rollout', 'argoproj.io')) {
      const canary = ['spec', 'strategy', 'canary'];
      const replicas = replicasOf(inventory, object);
      if (replicas === undefined || valueAt(object.value, [...canary, 'trafficRouting']) !== undefined) continue;
      const maxSurge = valueAt(object.value, [...canary, 'maxSurge']);
      for (const [index, step] of listAt(object.value, [...canary, 'steps']).entries()) {
        const weight = valueAt(step, ['setWeight']);
        if (typeof weight !== 'number') continue;
        const share = canaryShare(replicas, weight, maxSurge !== 0 && maxSurge !== '0%' && maxSurge !== '0');
        if (Math.abs(share.percent - weight) <= tolerated) continue;
        report({
          object,
          path: [...canary, 'steps', index, 'setWeight'],
          message: `weight ${String(weight)} of Rollout "${object.name}" becomes ${String(share.percent)} percent: ${String(share.pods)} of ${String(share.of)} pods`,
          hint: 'run more pods, choose a weight that they can reach, or add trafficRouting',
        });
      }
    }
  },
};

/** Pods that there are at least; undefined when only the cluster knows. */
function replicasOf(inventory: Inventory, rollout: ManifestObject): number | undefined {
  const scaler = scalerOf(inventory, rollout);
  const minimum = valueAt(scaler?.value, ['spec', scaler?.kind === 'ScaledObject' ? 'minReplicaCount' : 'minReplicas']);
  if (scaler !== undefined) return typeof minimum === 'number' && minimum > 0 ? minimum : undefined;
  const own = valueAt(rollout.value, ['spec', 'replicas']);
  if (own !== undefined) return typeof own === 'number' && own > 0 ? own : undefined;
  return textAt(rollout.value, ['spec', 'workloadRef', 'name']) === undefined ? 1 : undefined;
}
