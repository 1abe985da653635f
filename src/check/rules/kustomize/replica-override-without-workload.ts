import { didYouMean } from '../../../model/nearest';
import { listAt, textAt } from '../../../manifests/value-at';
import { contentsOf } from '../../kustomize/contents';
import type { Rule } from '../../rule';

/** Kinds whose replicas kustomize sets. */
const scaled: ReadonlySet<string> = new Set(['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet']);

export const replicaOverrideWithoutWorkload: Rule = {
  id: 'replica-override-without-workload',
  title: 'a kustomization sets the replicas of a workload that is not there',
  why: 'Kustomize refuses to build it. It looks among Deployments, StatefulSets, ReplicaSets and ReplicationControllers: a Rollout is none of them.',
  source: 'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/replicas/',
  severity: 'error',
  failing: `
# kustomization.yaml
resources: [deployment.yaml]
replicas: [{ name: web-app, count: 3 }]
---
# deployment.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: 'ghcr.io/your-org/web:v1.2.0' }] }
`,
  passing: `
# kustomization.yaml
resources: [deployment.yaml]
replicas: [{ name: web, count: 3 }]
---
# deployment.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: 'ghcr.io/your-org/web:v1.2.0' }] }
`,
  check({ kustomizations }, report) {
    for (const object of kustomizations) {
      const overrides = listAt(object.value, ['replicas']);
      if (overrides.length === 0) continue;
      const { built, isComplete } = contentsOf(object);
      if (!isComplete) continue;
      const names = new Set(built.flatMap((one) => (scaled.has(one.kind) ? one.names : [])));
      for (const [index, override] of overrides.entries()) {
        const name = textAt(override, ['name']);
        if (name === undefined || names.has(name)) continue;
        report({
          object,
          path: ['replicas', index, 'name'],
          message: `there is no workload "${name}" whose replicas could be set`,
          hint: didYouMean(name, names),
        });
      }
    }
  },
};
