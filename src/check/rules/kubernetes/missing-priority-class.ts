import { textAt } from '../../../manifests/value-at';
import type { Workload } from '../../inventory';
import type { Rule } from '../../rule';

export const missingPriorityClass: Rule = {
  id: 'missing-priority-class',
  title: 'a pod has no priority while others of the team do',
  why: 'When the cluster is full, pods with a priority push it out. Nobody has decided that it matters least: it was forgotten.',
  source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/',
  severity: 'info',
  failing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
---
apiVersion: v1
kind: Pod
metadata: { name: cart, namespace: shop }
spec:
  priorityClassName: important
  containers:
    - name: cart
      image: ghcr.io/your-org/cart:v1.2.0
`,
  passing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  priorityClassName: normal
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
---
apiVersion: v1
kind: Pod
metadata: { name: cart, namespace: shop }
spec:
  priorityClassName: important
  containers:
    - name: cart
      image: ghcr.io/your-org/cart:v1.2.0
`,
  check(inventory, report) {
    const classes = inventory.ofKind('PriorityClass');
    // A default is a decision about the others. Who uses no priorities at all needs none.
    if (classes.some(({ value }) => value['globalDefault'] === true)) return;
    const hasPriority = ({ pod }: Workload): boolean => textAt(pod, ['priorityClassName']) !== undefined;
    if (classes.length === 0 && !inventory.workloads.some(hasPriority)) return;
    for (const workload of inventory.workloads) {
      const { object, pod, podPath } = workload;
      if (hasPriority(workload) || Object.keys(pod).length === 0) continue;
      report({
        object,
        path: [...podPath, 'priorityClassName'],
        message: `pods of "${object.name}" have no priority class`,
        hint: 'set priorityClassName, or make one PriorityClass the globalDefault',
      });
    }
  },
};
