import { valueAt } from '../../../manifests/value-at';
import type { WorkloadContainer } from '../../inventory';
import type { Rule } from '../../rule';
import { addedCapabilities, runsOnWindows } from '../../security-context';

export const privilegeEscalationAllowed: Rule = {
  id: 'privilege-escalation-allowed',
  title: 'a process may get more rights than it was started with',
  why: 'A program with the setuid bit makes root out of any user in the container. Leaving the field out allows it, too.',
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
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
      securityContext: { allowPrivilegeEscalation: false }
`,
  check({ workloads }, report) {
    for (const workload of workloads) {
      if (runsOnWindows(workload)) continue;
      for (const container of workload.containers) {
        const { kind, name, value, path } = container;
        const allowed = valueAt(value, ['securityContext', 'allowPrivilegeEscalation']);
        if (allowed === false) continue;
        const field = [...path, 'securityContext', 'allowPrivilegeEscalation'];
        report({
          object: workload.object,
          path: field,
          message: `${kind} "${name}" ${allowed === true ? 'allows' : 'does not forbid'} privilege escalation`,
          hint: 'set securityContext.allowPrivilegeEscalation: false',
          // Who has written true has a reason, and with these rights the API server refuses false.
          ...(allowed === true || hasAllRights(container) ? {} : { fix: [{ path: field, value: false }] }),
        });
      }
    }
  },
};

function hasAllRights(container: WorkloadContainer): boolean {
  const isPrivileged = valueAt(container.value, ['securityContext', 'privileged']) === true;
  return isPrivileged || addedCapabilities(container).includes('SYS_ADMIN');
}
