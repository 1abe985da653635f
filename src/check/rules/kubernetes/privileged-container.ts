import { valueAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';
import { securityOf } from '../../security-context';

export const privilegedContainer: Rule = {
  id: 'privileged-container',
  title: 'a container is privileged',
  why: 'It has all rights on the node, devices and kernel included: who breaks into it owns the node and every pod there.',
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
      securityContext: { privileged: true }
`,
  passing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
      securityContext: { privileged: false }
`,
  check({ workloads }, report) {
    for (const workload of workloads) {
      for (const container of workload.containers) {
        const { kind, name, value, path } = container;
        if (valueAt(value, ['securityContext', 'privileged']) === true)
          report({
            object: workload.object,
            path: [...path, 'securityContext', 'privileged'],
            message: `${kind} "${name}" is privileged`,
            hint: 'remove privileged, and add only the capability or device that it needs',
          });
        const windows = securityOf(workload, container, 'windowsOptions');
        if (valueAt(windows.value, ['hostProcess']) === true)
          report({
            object: workload.object,
            path: [...windows.path, 'hostProcess'],
            message: `${kind} "${name}" is a process of its Windows node`,
            hint: 'remove hostProcess',
          });
      }
    }
  },
};
