import { declares, portOfProbe, declaredPorts, probeKeys } from '../../container-ports';
import type { Rule } from '../../rule';

export const probeOnUndeclaredPort: Rule = {
  id: 'probe-on-undeclared-port',
  title: 'a probe asks a port that its container does not declare',
  why: 'A name that no port of the container has cannot be looked up, so the probe fails for ever. A number that is declared nowhere mostly is the port of yesterday.',
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/',
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
      livenessProbe: { httpGet: { path: /health, port: web } }
      readinessProbe: { httpGet: { path: /ready, port: 3000 } }
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
      livenessProbe: { httpGet: { path: /health, port: http } }
      readinessProbe: { httpGet: { path: /ready, port: 8080 } }
`,
  check({ workloads }, report) {
    for (const { object, containers } of workloads) {
      for (const container of containers) {
        const { kind, name, value, path } = container;
        const ports = declaredPorts(container);
        for (const key of probeKeys) {
          const asked = portOfProbe(value[key]);
          if (asked === undefined || declares(ports, asked.port)) continue;
          // Declaring ports is for people: who declares none has not forgotten one.
          if (typeof asked.port === 'number' && ports.length === 0) continue;
          const there = ports.map((port) => (port.name === undefined ? port.number : `${port.name} (${port.number})`));
          report({
            object,
            path: [...path, key, asked.handler, 'port'],
            message: `${key} of ${kind} "${name}" asks port ${JSON.stringify(asked.port)}, and the container declares ${there.length === 0 ? 'no port' : there.join(', ')}`,
            hint: 'ask a declared port, or declare this one',
            severity: typeof asked.port === 'string' ? 'error' : 'warning',
          });
        }
      }
    }
  },
};
