import { containersWithout } from '../../resources-of';
import type { Rule } from '../../rule';

export const missingCpuLimit: Rule = {
  id: 'missing-cpu-limit',
  title: 'a container may use all spare CPU of its node',
  why: 'It is fast on an empty node and slow on a full one, so what was measured in a test does not hold later. Some teams want just that: then turn this rule off.',
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/assign-cpu-resource/',
  severity: 'info',
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
        limits: { cpu: 500m }
`,
  check(inventory, report) {
    for (const { workload, container } of containersWithout(inventory, 'limits', 'cpu')) {
      report({
        object: workload.object,
        path: [...container.path, 'resources', 'limits'],
        message: `${container.kind} "${container.name}" has no cpu limit`,
        hint: 'set resources.limits.cpu, or turn the rule off where bursts are wanted',
      });
    }
  },
};
