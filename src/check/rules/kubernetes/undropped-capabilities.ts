import type { Rule } from '../../rule';
import { droppedCapabilities, runsOnWindows } from '../../security-context';

export const undroppedCapabilities: Rule = {
  id: 'undropped-capabilities',
  title: 'a container keeps the rights that the container runtime gives to all',
  why: 'Among the 14 capabilities of the default are raw sockets and changing the owner of any file. Namespaces with the Pod Security Standard "restricted" refuse the pod.',
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
      securityContext: { capabilities: { drop: [NET_RAW] } }
`,
  passing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
      securityContext: { capabilities: { drop: [ALL] } }
`,
  check({ workloads }, report) {
    for (const workload of workloads) {
      if (runsOnWindows(workload)) continue;
      for (const container of workload.containers) {
        if (droppedCapabilities(container).includes('ALL')) continue;
        report({
          object: workload.object,
          path: [...container.path, 'securityContext', 'capabilities'],
          message: `${container.kind} "${container.name}" does not drop all capabilities`,
          hint: 'set capabilities.drop: [ALL], and add back the one that it needs',
        });
      }
    }
  },
};
