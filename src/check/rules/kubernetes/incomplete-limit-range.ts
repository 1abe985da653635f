import { listAt, textAt, valueAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

export const incompleteLimitRange: Rule = {
  id: 'incomplete-limit-range',
  title: 'a LimitRange does not give containers what they did not ask for',
  why: 'Pods without requests and limits stay so, and pods that ask for a whole node get it.',
  source: 'https://kubernetes.io/docs/concepts/policy/limit-range/',
  severity: 'info',
  failing: `
apiVersion: v1
kind: LimitRange
metadata: { name: shop, namespace: shop }
spec:
  limits:
    - type: Container
      max: { cpu: "2", memory: 4Gi }
`,
  passing: `
apiVersion: v1
kind: LimitRange
metadata: { name: shop, namespace: shop }
spec:
  limits:
    - type: Container
      default: { cpu: 500m, memory: 512Mi }
      defaultRequest: { cpu: 100m, memory: 128Mi }
      min: { cpu: 1m, memory: 1Mi }
      max: { cpu: "2", memory: 4Gi }
`,
  check(inventory, report) {
    for (const object of inventory.ofKind('LimitRange')) {
      for (const [index, limit] of listAt(object.value, ['spec', 'limits']).entries()) {
        if (textAt(limit, ['type']) !== 'Container') continue;
        const missing = ['default', 'defaultRequest', 'min', 'max'].filter(
          (key) => valueAt(limit, [key]) === undefined,
        );
        if (missing.length === 0) continue;
        report({
          object,
          path: ['spec', 'limits', index],
          message: `the LimitRange "${object.name}" says no ${missing.join(', no ')} for containers`,
          hint: `add ${missing.join(', ')}`,
        });
      }
    }
  },
};
