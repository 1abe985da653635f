import { valueAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';
import { runsOnWindows } from '../../security-context';

export const writableRootFilesystem: Rule = {
  id: 'writable-root-filesystem',
  title: 'a container can change its own programs',
  why: 'Who gets in can put tools there and change what runs. What the process writes there is lost with the container, too.',
  source: 'https://kubernetes.io/docs/concepts/security/application-security-checklist/',
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
      securityContext: { readOnlyRootFilesystem: true }
`,
  check({ workloads }, report) {
    for (const workload of workloads) {
      if (runsOnWindows(workload)) continue;
      for (const { kind, name, value, path } of workload.containers) {
        if (valueAt(value, ['securityContext', 'readOnlyRootFilesystem']) === true) continue;
        report({
          object: workload.object,
          path: [...path, 'securityContext', 'readOnlyRootFilesystem'],
          message: `${kind} "${name}" has a root filesystem that it can write to`,
          hint: 'set readOnlyRootFilesystem: true, and mount an emptyDir where it has to write',
        });
      }
    }
  },
};
