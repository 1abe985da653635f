import { declaredPorts } from '../../container-ports';
import type { Rule } from '../../rule';

export const sshPort: Rule = {
  id: 'ssh-port',
  title: 'a container takes SSH connections',
  why: 'Who logs in changes what runs without Git, without the API server and without its audit log. It is one more password to guess, too.',
  source: 'https://docs.kubelinter.io/#/generated/checks?id=ssh-port',
  severity: 'warning',
  failing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
      ports: [{ containerPort: 22 }]
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
`,
  check({ workloads }, report) {
    for (const { object, containers } of workloads) {
      for (const container of containers) {
        for (const { number, protocol, index } of declaredPorts(container)) {
          if (number !== 22 || protocol !== 'TCP') continue;
          report({
            object,
            path: [...container.path, 'ports', index, 'containerPort'],
            message: `${container.kind} "${container.name}" listens on port 22, which is SSH`,
            hint: 'remove the SSH server; kubectl exec and kubectl debug are under the rules of the cluster',
          });
        }
      }
    }
  },
};
