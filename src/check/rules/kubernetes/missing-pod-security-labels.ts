import { textAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

export const missingPodSecurityLabels: Rule = {
  id: 'missing-pod-security-labels',
  title: 'a namespace takes every pod',
  why: 'A pod that is privileged, or mounts the disk of its node, is started without a question, whoever made it.',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-admission/',
  severity: 'warning',
  failing: `
apiVersion: v1
kind: Namespace
metadata: { name: shop }
`,
  passing: `
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { pod-security.kubernetes.io/enforce: restricted } }
`,
  check(inventory, report) {
    for (const object of inventory.ofKind('Namespace', '')) {
      if (object.name.startsWith('kube-')) continue;
      const label = ['metadata', 'labels', 'pod-security.kubernetes.io/enforce'];
      const level = textAt(object.value, label);
      if (level === 'restricted' || level === 'baseline') continue;
      const isNoLevel = level !== undefined && level !== 'privileged';
      report({
        object,
        path: level === undefined ? ['metadata', 'labels'] : label,
        message:
          level === undefined
            ? `the namespace "${object.name}" enforces no Pod Security Standard`
            : `the namespace "${object.name}" enforces the Pod Security Standard "${level}"${isNoLevel ? ', which does not exist' : ''}`,
        hint: 'set the label pod-security.kubernetes.io/enforce: restricted, or baseline',
        severity: isNoLevel ? 'error' : 'warning',
      });
    }
  },
};
