import { valueAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';
import { hasOwnUsers } from '../../security-context';

export const unmaskedProc: Rule = {
  id: 'unmasked-proc',
  title: 'a container sees what the container runtime hides of /proc',
  why: 'The paths that are masked tell about the kernel and the node, and some of them change both.',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
  severity: 'error',
  failing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
      securityContext: { procMount: Unmasked }
`,
  passing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
      securityContext: { procMount: Default }
`,
  check({ workloads }, report) {
    for (const workload of workloads) {
      if (hasOwnUsers(workload)) continue;
      for (const { kind, name, value, path } of workload.containers) {
        if (valueAt(value, ['securityContext', 'procMount']) !== 'Unmasked') continue;
        report({
          object: workload.object,
          path: [...path, 'securityContext', 'procMount'],
          message: `${kind} "${name}" has procMount "Unmasked"`,
          hint: 'remove procMount, or set hostUsers: false for containers within containers',
        });
      }
    }
  },
};
