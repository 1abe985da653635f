import { valueAt } from '../../../manifests/value-at';
import { declaredPorts, runsWithPod } from '../../container-ports';
import { staysUp } from '../../count-pods';
import type { Rule } from '../../rule';

export const missingReadinessProbe: Rule = {
  id: 'missing-readiness-probe',
  title: 'a container gets requests before it can answer them',
  why: 'A Service sends requests to the pod as soon as its process runs. At every rollout some requests fail, and a release that never gets ready takes the place of one that works.',
  source: 'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/',
  severity: 'warning',
  failing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
      ports: [{ name: http, containerPort: 8080 }]
`,
  passing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
      ports: [{ name: http, containerPort: 8080 }]
      readinessProbe: { httpGet: { path: /ready, port: http } }
`,
  check({ workloads }, report) {
    for (const workload of workloads) {
      if (!staysUp(workload)) continue;
      for (const container of workload.containers) {
        const { kind, name, value, path } = container;
        // Nobody sends requests to what listens to nothing.
        if (!runsWithPod(container) || declaredPorts(container).length === 0) continue;
        if (valueAt(value, ['readinessProbe']) !== undefined) continue;
        report({
          object: workload.object,
          path,
          message: `${kind} "${name}" has ports and no readiness probe`,
          hint: 'add a readinessProbe that answers when the container can do its work',
        });
      }
    }
  },
};
