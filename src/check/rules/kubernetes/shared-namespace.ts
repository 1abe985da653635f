import type { Rule } from '../../rule';

export const sharedNamespace: Rule = {
  id: 'shared-namespace',
  title: 'a workload is in a namespace that belongs to nobody or to Kubernetes',
  why: 'In "default" there are no rules and no owner, and each namespace-wide command hits everything. In "kube-system" a mistake stops the cluster.',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/',
  severity: 'warning',
  failing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: default }
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
`,
  check({ workloads }, report) {
    for (const { object } of workloads) {
      const { namespace = '' } = object;
      if (!/^(?:default|kube-system|kube-public|kube-node-lease)$/.test(namespace)) continue;
      report({
        object,
        path: ['metadata', 'namespace'],
        message: `the ${object.kind} "${object.name}" is in the namespace "${namespace}"`,
        hint: 'give it a namespace of its own',
        // Add-ons of the cluster are at home there.
        severity: namespace === 'kube-system' ? 'info' : 'warning',
      });
    }
  },
};
