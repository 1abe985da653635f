import type { Rule } from '../../rule';
import { runsOnWindows, securityOf } from '../../security-context';

export const unsetUserOrGroup: Rule = {
  id: 'unset-user-or-group',
  title: 'the image decides as which user and group a container runs',
  why: "The next image may decide otherwise, and then files on volumes belong to somebody else. An image that names its user by name does not start under `runAsNonRoot`, and a group that nobody sets mostly is root's.",
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
  severity: 'info',
  failing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  securityContext: { runAsNonRoot: true }
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
`,
  passing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  securityContext: { runAsNonRoot: true, runAsUser: 10001, runAsGroup: 10001 }
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
`,
  check({ workloads }, report) {
    for (const workload of workloads) {
      if (runsOnWindows(workload)) continue;
      for (const container of workload.containers) {
        const missing = ['runAsUser', 'runAsGroup'].filter(
          (key) => securityOf(workload, container, key).value === undefined,
        );
        if (missing.length === 0) continue;
        report({
          object: workload.object,
          path: [...container.path, 'securityContext'],
          message: `${container.kind} "${container.name}" has no ${missing.join(' and no ')}`,
          hint: 'set both to the numbers of the image, above 10000 if it is ours',
        });
      }
    }
  },
};
