import type { Rule } from '../../rule';
import { hasOwnUsers, securityOf } from '../../security-context';

export const lowUserOrGroup: Rule = {
  id: 'low-user-or-group',
  title: 'a container has a user or a group that may be somebody on its node',
  why: "Below 10000 are the users of the node: outside the container, the process may read what belongs to one of them. Group 0 is root's.",
  source: 'https://github.com/zegl/kube-score/blob/master/README_CHECKS.md',
  severity: 'info',
  failing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  securityContext: { runAsNonRoot: true, runAsUser: 1000, runAsGroup: 0 }
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
      if (hasOwnUsers(workload)) continue;
      for (const container of workload.containers) {
        for (const key of ['runAsUser', 'runAsGroup']) {
          const { value, path } = securityOf(workload, container, key);
          // User 0 is said by root-user.
          if (typeof value !== 'number' || value >= 10_000 || (key === 'runAsUser' && value === 0)) continue;
          report({
            object: workload.object,
            path,
            message: `${container.kind} "${container.name}" has ${key} ${value}`,
            hint: 'take a number from 10000 on, if the image and its volumes allow it',
          });
        }
      }
    }
  },
};
