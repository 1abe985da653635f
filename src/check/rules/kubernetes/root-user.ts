import type { Rule } from '../../rule';
import { hasOwnUsers, runsOnWindows, securityOf } from '../../security-context';

export const rootUser: Rule = {
  id: 'root-user',
  title: 'a container may run as root',
  why: 'A hole in the container runtime gives root of the container root on its node. Namespaces with the Pod Security Standard "restricted" refuse the pod.',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted',
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
  securityContext: { runAsNonRoot: true }
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
`,
  check({ workloads }, report) {
    for (const workload of workloads) {
      if (runsOnWindows(workload) || hasOwnUsers(workload)) continue;
      for (const container of workload.containers) {
        const { kind, name } = container;
        const user = securityOf(workload, container, 'runAsUser');
        const nonRoot = securityOf(workload, container, 'runAsNonRoot');
        if (user.value === 0)
          report({
            object: workload.object,
            path: user.path,
            message:
              nonRoot.value === true
                ? `${kind} "${name}" is to run as user 0, and as anybody but root: it never starts`
                : `${kind} "${name}" runs as user 0, which is root`,
            hint: 'take a user that is not 0',
            severity: nonRoot.value === true ? 'error' : 'warning',
          });
        else if (nonRoot.value !== true && typeof user.value !== 'number')
          report({
            object: workload.object,
            path: nonRoot.path,
            message: `${kind} "${name}" runs as root if its image says so, or says nothing`,
            hint: 'set securityContext.runAsNonRoot: true, and runAsUser if the image has no numeric user',
          });
      }
    }
  },
};
