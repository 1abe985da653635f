import { valueAt } from '../../../manifests/value-at';
import { runsWithPod } from '../../container-ports';
import { staysUp } from '../../count-pods';
import type { Rule } from '../../rule';

export const missingLivenessProbe: Rule = {
  id: 'missing-liveness-probe',
  title: 'nobody notices when a container hangs',
  why: 'A process that is stuck stays so until a person restarts it. A process that ends by itself when it is broken needs no probe.',
  source: 'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/',
  severity: 'info',
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
      livenessProbe: { exec: { command: [/app/alive] } }
`,
  check({ workloads }, report) {
    for (const workload of workloads) {
      if (!staysUp(workload)) continue;
      for (const container of workload.containers) {
        const { kind, name, value, path } = container;
        if (!runsWithPod(container) || valueAt(value, ['livenessProbe']) !== undefined) continue;
        report({
          object: workload.object,
          path,
          message: `${kind} "${name}" has no liveness probe`,
          hint: 'add a livenessProbe that fails only when a restart is the cure',
        });
      }
    }
  },
};
