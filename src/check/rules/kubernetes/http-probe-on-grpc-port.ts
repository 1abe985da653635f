import { portOfProbe, declaredPorts, probeKeys } from '../../container-ports';
import type { Rule } from '../../rule';

export const httpProbeOnGrpcPort: Rule = {
  id: 'http-probe-on-grpc-port',
  title: 'an HTTP probe asks a port that speaks gRPC',
  why: 'A gRPC server answers an HTTP/1.1 request with an error or not at all. The probe fails, and the container is restarted again and again.',
  source:
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#define-a-grpc-liveness-probe',
  severity: 'warning',
  failing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
      ports: [{ name: grpc, containerPort: 50051 }]
      readinessProbe: { httpGet: { path: /health, port: 50051 } }
`,
  passing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
      ports: [{ name: grpc, containerPort: 50051 }]
      readinessProbe: { grpc: { port: 50051 } }
`,
  check({ workloads }, report) {
    for (const { object, containers } of workloads) {
      for (const container of containers) {
        const { kind, name, value, path } = container;
        for (const key of probeKeys) {
          const asked = portOfProbe(value[key]);
          if (asked?.handler !== 'httpGet') continue;
          const port = declaredPorts(container).find((one) => asked.port === one.number || asked.port === one.name);
          if (port?.name === undefined || !/^grpc(-(?!web)|$)/.test(port.name)) continue;
          report({
            object,
            path: [...path, key, 'httpGet'],
            message: `${key} of ${kind} "${name}" asks port "${port.name}" by HTTP`,
            hint: `use a grpc probe on port ${port.number}, or an HTTP port beside it`,
          });
        }
      }
    }
  },
};
