import { listAt, textAt } from '../../../manifests/value-at';
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
    for (const { object, pod, containers } of workloads) {
      const lowest = lowestOpenPort(pod);
      for (const container of containers) {
        for (const { number, index } of declaredPorts(container)) {
          // 22 is said by ssh-port.
          if (number >= lowest || number === 22) continue;
          report({
            object,
            path: [...container.path, 'ports', index, 'containerPort'],
            message: `${container.kind} "${container.name}" listens on port ${number}, which is root's on many nodes`,
            hint: 'listen above 1023, where the Service can keep its port and change targetPort; or set the sysctl net.ipv4.ip_unprivileged_port_start of the pod',
          });
        }
      }
    }
  },
};

/** The lowest port that every process of a pod may open. */
function lowestOpenPort(pod: unknown): number {
  const said = listAt(pod, ['securityContext', 'sysctls']).find(
    (one) => textAt(one, ['name'])?.replaceAll('/', '.') === 'net.ipv4.ip_unprivileged_port_start',
  );
  return Number(textAt(said, ['value']) ?? 1024);
}
