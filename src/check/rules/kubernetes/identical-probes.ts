import { valueAt } from '../../../manifests/value-at';
import { wholeNumber } from '../../count-pods';
import type { Rule } from '../../rule';

export const identicalProbes: Rule = {
  id: 'identical-probes',
  title: 'a container is restarted as soon as it is not ready',
  why: 'Readiness is meant to give a busy pod a rest, and liveness to restart a dead one. When both ask the same with the same patience, load leads to restarts, and restarts to more load.',
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
      livenessProbe: { httpGet: { path: /health, port: 8080 } }
      readinessProbe: { httpGet: { path: /health, port: 8080 } }
`,
  passing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
      livenessProbe: { httpGet: { path: /health, port: 8080 }, failureThreshold: 10 }
      readinessProbe: { httpGet: { path: /health, port: 8080 } }
`,
  check({ workloads }, report) {
    for (const { object, containers } of workloads) {
      for (const { kind, name, value, path } of containers) {
        const liveness = valueAt(value, ['livenessProbe']);
        const readiness = valueAt(value, ['readinessProbe']);
        if (liveness === undefined || readiness === undefined) continue;
        if (questionOf(liveness) !== questionOf(readiness) || patienceOf(liveness) > patienceOf(readiness)) continue;
        report({
          object,
          path: [...path, 'livenessProbe'],
          message: `${kind} "${name}" is restarted by the same question that makes it unready, after ${patienceOf(liveness)} seconds`,
          hint: 'ask something else for liveness, or let it fail later: a higher failureThreshold',
        });
      }
    }
  },
};

function questionOf(probe: unknown): string {
  return JSON.stringify(['httpGet', 'tcpSocket', 'exec', 'grpc'].map((handler) => valueAt(probe, [handler])));
}

function patienceOf(probe: unknown): number {
  const period = wholeNumber(valueAt(probe, ['periodSeconds'])) ?? 10;
  return period * (wholeNumber(valueAt(probe, ['failureThreshold'])) ?? 3);
}
