import { containersWithout } from '../../resources-of';
import type { Rule } from '../../rule';

export const missingMemoryLimit: Rule = {
  id: 'missing-memory-limit',
  title: 'a container may use all memory of its node',
  why: 'A leak takes the memory of everything else on the node, until the kernel kills some process there, and not always the one that leaks.',
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/assign-memory-resource/',
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
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
      resources:
        limits: { memory: 512Mi }
`,
  check(inventory, report) {
    for (const { workload, container } of containersWithout(inventory, 'limits', 'memory')) {
      report({
        object: workload.object,
        path: [...container.path, 'resources', 'limits'],
        message: `${container.kind} "${container.name}" has no memory limit`,
        hint: 'set resources.limits.memory; equal to the request it is the most predictable',
      });
    }
  },
};
