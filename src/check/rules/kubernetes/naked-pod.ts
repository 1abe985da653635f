import { textAt } from '../../../manifests/value-at';
import { isHook } from '../../argocd/sync-order';
import type { Rule } from '../../rule';

export const nakedPod: Rule = {
  id: 'naked-pod',
  title: 'a pod that nobody starts again',
  why: 'When its node dies or is drained, the pod is gone, and nothing makes another one.',
  source: 'https://kubernetes.io/docs/concepts/configuration/overview/',
  severity: 'warning',
  failing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
`,
  passing: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: ghcr.io/your-org/web:v1.2.0
`,
  check(inventory, report) {
    for (const object of inventory.ofKind('Pod', '')) {
      // A hook or a test is meant to run once, and what ends by itself needs nobody to start it again.
      if (isHook(object)) continue;
      if (/^(Never|OnFailure)$/.test(textAt(object.value, ['spec', 'restartPolicy']) ?? '')) continue;
      report({
        object,
        path: ['kind'],
        message: `the pod "${object.name}" belongs to no Deployment, StatefulSet or Job`,
        hint: 'put it into the template of a Deployment, or of a Job if it ends',
      });
    }
  },
};
