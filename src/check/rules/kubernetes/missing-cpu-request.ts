import { containersWithout } from '../../resources-of';
import type { Rule } from '../../rule';

export const missingCpuRequest: Rule = {
  id: 'missing-cpu-request',
  title: 'a container requests no CPU',
  why: 'The scheduler believes that it needs none and puts it on a full node. When CPU is short there, it gets next to nothing.',
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
        requests: { cpu: 100m }
`,
  check(inventory, report) {
    for (const { workload, container } of containersWithout(inventory, 'requests', 'cpu')) {
      report({
        object: workload.object,
        path: [...container.path, 'resources', 'requests'],
        message: `${container.kind} "${container.name}" requests no cpu`,
        hint: 'set resources.requests.cpu to what it needs on a normal day',
      });
    }
  },
};
