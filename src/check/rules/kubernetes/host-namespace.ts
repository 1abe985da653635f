import type { Rule } from '../../rule';

export const hostNamespace: Rule = {
  id: 'host-namespace',
  title: 'a pod shares a namespace of its node',
  why: 'With the network of the node it listens on every address of it and no NetworkPolicy holds. With its processes or its memory it reads secrets of all pods there.',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
  severity: 'error',
  failing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  hostPID: true
  hostNetwork: true
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
`,
  check({ workloads }, report) {
    for (const { object, pod, podPath } of workloads) {
      for (const key of ['hostNetwork', 'hostPID', 'hostIPC']) {
        if (pod[key] !== true) continue;
        report({
          object,
          path: [...podPath, key],
          message: `pods of "${object.name}" have ${key}`,
          hint: `remove ${key}; an agent of the node belongs into a DaemonSet in a namespace of its own`,
          // An agent on each node may well need to be in its network.
          severity: object.kind === 'DaemonSet' || key === 'hostNetwork' ? 'warning' : 'error',
        });
      }
    }
  },
};
