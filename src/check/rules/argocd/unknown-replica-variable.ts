import { listAt, textAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

/** The two that Argo CD reads, and what people write instead. */
const real = new Set(['ARGOCD_CONTROLLER_REPLICAS', 'ARGOCD_API_SERVER_REPLICAS']);

const meant: Readonly<Record<string, string>> = {
  ARGOCD_APPLICATION_CONTROLLER_REPLICAS: 'write "ARGOCD_CONTROLLER_REPLICAS", with the replicas of the StatefulSet',
  ARGOCD_SERVER_REPLICAS: 'write "ARGOCD_API_SERVER_REPLICAS", with the replicas of the Deployment',
};

export const unknownReplicaVariable: Rule = {
  id: 'unknown-replica-variable',
  title: 'a variable about replicas is none that Argo CD reads',
  why: 'The controller does not share clusters with its other pods, and the server does not divide its limits. The second pod is there and does nothing.',
  source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/high_availability/',
  severity: 'warning',
  failing: `
apiVersion: v1
kind: Pod
metadata: { name: argocd-server, namespace: argocd }
spec:
  containers:
    - name: argocd-server
      image: quay.io/argoproj/argocd:v3.2.11
      env: [{ name: ARGOCD_SERVER_REPLICAS, value: '2' }]
`,
  passing: `
apiVersion: v1
kind: Pod
metadata: { name: argocd-server, namespace: argocd }
spec:
  containers:
    - name: argocd-server
      image: quay.io/argoproj/argocd:v3.2.11
      env: [{ name: ARGOCD_API_SERVER_REPLICAS, value: '2' }]
`,
  check({ workloads }, report) {
    for (const { object, containers } of workloads) {
      for (const container of containers) {
        for (const [index, variable] of listAt(container.value, ['env']).entries()) {
          const name = textAt(variable, ['name']) ?? '';
          if (!/^ARGOCD_\w*REPLICAS$/.test(name) || real.has(name)) continue;
          report({
            object,
            path: [...container.path, 'env', index, 'name'],
            message: `variable "${name}" of ${container.kind} "${container.name}" is not read by Argo CD`,
            hint: meant[name] ?? 'remove it: spec.replicas is enough',
          });
        }
      }
    }
  },
};
