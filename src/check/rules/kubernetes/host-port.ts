import { listAt, valueAt } from '../../../manifests/value-at';
import { wholeNumber } from '../../count-pods';
import type { Rule } from '../../rule';

export const hostPort: Rule = {
  id: 'host-port',
  title: 'a container takes a port of its node',
  why: 'Only one such pod fits on a node, so a rollout may find no place. The port is open on every address of the node.',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
  severity: 'warning',
  failing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
      ports: [{ containerPort: 8080, hostPort: 8080 }]
      readinessProbe: { httpGet: { path: /ready, port: 8080 } }
`,
  passing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
      ports: [{ containerPort: 8080 }]
      readinessProbe: { httpGet: { path: /ready, port: 8080 } }
`,
  check({ workloads }, report) {
    for (const { object, pod, containers } of workloads) {
      // There each port is one of the node, and host-namespace says so.
      if (pod['hostNetwork'] === true) continue;
      for (const { kind, name, value, path } of containers) {
        for (const [index, port] of listAt(value, ['ports']).entries()) {
          const hostPort = wholeNumber(valueAt(port, ['hostPort']));
          if (hostPort === undefined || hostPort === 0) continue;
          report({
            object,
            path: [...path, 'ports', index, 'hostPort'],
            message: `${kind} "${name}" takes port ${hostPort} of its node`,
            hint: 'remove hostPort, and let a Service or a Gateway lead there',
          });
        }
      }
    }
  },
};
