import { mappingAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

export const missingRecommendedLabels: Rule = {
  id: 'missing-recommended-labels',
  title: 'a workload does not have the labels by which tools know it',
  why: 'Dashboards, cost reports and scanners group by `app.kubernetes.io/name` and its kin. What lacks them is in no group.',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/',
  severity: 'info',
  failing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
`,
  passing: `
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
  labels: { app.kubernetes.io/name: web, app.kubernetes.io/instance: web, app.kubernetes.io/part-of: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
`,
  check({ workloads }, report) {
    for (const { object } of workloads) {
      const labels = mappingAt(object.value, ['metadata', 'labels']);
      // The others are for those who need them: a version in a label makes each release a change of labels.
      const missing = ['name', 'instance', 'part-of'].filter(
        (label) => labels[`app.kubernetes.io/${label}`] === undefined,
      );
      if (missing.length === 0) continue;
      report({
        object,
        path: ['metadata', 'labels'],
        message: `the ${object.kind} "${object.name}" has no label ${missing.map((label) => `app.kubernetes.io/${label}`).join(', ')}`,
        hint: 'add them to metadata.labels; leave the selector as it is, it cannot be changed',
      });
    }
  },
};
