import { containersWithout } from '../../resources-of';
import type { Rule } from '../../rule';

export const missingEphemeralStorage: Rule = {
  id: 'missing-ephemeral-storage',
  title: 'nothing bounds what a container writes to the disk of its node',
  why: 'Logs and temporary files fill the disk of the node. The kubelet then evicts pods, and those without a request first.',
  source: 'https://kubernetes.io/docs/concepts/storage/ephemeral-storage/',
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
        requests: { ephemeral-storage: 128Mi }
        limits: { ephemeral-storage: 1Gi }
`,
  check(inventory, report) {
    // A limit is a request, too.
    for (const { workload, container } of containersWithout(inventory, 'limits', 'ephemeral-storage')) {
      report({
        object: workload.object,
        path: [...container.path, 'resources', 'limits'],
        message: `${container.kind} "${container.name}" has no limit for ephemeral-storage`,
        hint: 'set resources.requests and resources.limits of ephemeral-storage',
      });
    }
  },
};
