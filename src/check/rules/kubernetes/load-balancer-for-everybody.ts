import { listAt, mappingAt, textAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

export const loadBalancerForEverybody: Rule = {
  id: 'load-balancer-for-everybody',
  title: 'a load balancer takes connections from the whole internet',
  why: 'On most clouds a Service of type LoadBalancer gets a public address, without TLS and without a list of who may use it.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer',
  severity: 'info',
  failing: `
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec:
  type: LoadBalancer
  ports: [{ port: 80, targetPort: 8080 }]
`,
  passing: `
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec:
  type: LoadBalancer
  loadBalancerSourceRanges: [10.0.0.0/8]
  ports: [{ port: 80, targetPort: 8080 }]
`,
  check(inventory, report) {
    for (const object of inventory.ofKind('Service', '')) {
      if (textAt(object.value, ['spec', 'type']) !== 'LoadBalancer') continue;
      if (listAt(object.value, ['spec', 'loadBalancerSourceRanges']).length > 0) continue;
      const annotations = JSON.stringify(mappingAt(object.value, ['metadata', 'annotations']));
      if (/internal|private|source-ranges/i.test(annotations)) continue;
      report({
        object,
        path: ['spec', 'type'],
        message: `the Service "${object.name}" is a load balancer that everybody may connect to`,
        hint: 'set spec.loadBalancerSourceRanges, make it internal by the annotation of the cloud, or use a Gateway',
      });
    }
  },
};
