import { containersWithout } from '../../resources-of';
import type { Rule } from '../../rule';

export const missingMemoryRequest: Rule = {
  id: 'missing-memory-request',
  title: 'a container requests no memory',
  why: 'The scheduler believes that it needs none and fills the node. When memory runs out there, it is among the first to be killed.',
  source: 'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#requests-and-limits',
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
        requests: { memory: 128Mi }
`,
  check(inventory, report) {
    for (const { workload, container } of containersWithout(inventory, 'requests', 'memory')) {
      report({
        object: workload.object,
        path: [...container.path, 'resources', 'requests'],
        message: `${container.kind} "${container.name}" requests no memory`,
        hint: 'set resources.requests.memory to what it needs on a normal day',
      });
    }
  },
};
