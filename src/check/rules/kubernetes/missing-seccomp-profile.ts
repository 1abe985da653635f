import { textAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';
import { runsOnWindows, securityOf } from '../../security-context';

export const missingSeccompProfile: Rule = {
  id: 'missing-seccomp-profile',
  title: 'a container may make every system call',
  why: 'Most holes of the kernel are in system calls that no service needs. Namespaces with the Pod Security Standard "restricted" refuse the pod.',
  source: 'https://kubernetes.io/docs/tutorials/security/seccomp/',
  severity: 'warning',
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
  securityContext: { seccompProfile: { type: RuntimeDefault } }
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
`,
  check({ workloads }, report) {
    for (const workload of workloads) {
      if (runsOnWindows(workload)) continue;
      for (const container of workload.containers) {
        const { value, path } = securityOf(workload, container, 'seccompProfile');
        const type = textAt(value, ['type']);
        if (type !== undefined && type !== 'Unconfined') continue;
        report({
          object: workload.object,
          path,
          message: `${container.kind} "${container.name}" ${type === undefined ? 'has no seccomp profile' : 'has the seccomp profile "Unconfined"'}`,
          hint: 'set seccompProfile.type: RuntimeDefault in the security context of the pod',
        });
      }
    }
  },
};
