import { declaredPorts } from '../../container-ports';
import type { Rule } from '../../rule';

export const privilegedPort: Rule = {
  id: 'privileged-port',
  title: 'a container listens on a port below 1024',
  why: 'A process that is not root may not open it on every node: it depends on the container runtime. It works on one cluster and crashes on the next.',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
  severity: 'info',
  failing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
      ports: [{ name: http, containerPort: 80 }]
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
`,
  check({ workloads }, report) {
    for (const { object, containers } of workloads) {
      for (const container of containers) {
        for (const { number, index } of declaredPorts(container)) {
          // 22 is said by ssh-port.
          if (number >= 1024 || number === 22) continue;
          report({
            object,
            path: [...container.path, 'ports', index, 'containerPort'],
            message: `${container.kind} "${container.name}" listens on port ${number}, which is root's on many nodes`,
            hint: 'listen above 1023; the Service can keep its port and change targetPort',
          });
        }
      }
    }
  },
};
