import { listAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

export const serviceWithExternalIps: Rule = {
  id: 'service-with-external-ips',
  title: 'a Service takes over addresses of others',
  why: 'Who may set `externalIPs` can catch the traffic that pods send to any address, the DNS server of the company included.',
  source: 'https://github.com/kubernetes/kubernetes/issues/97076',
  severity: 'error',
  failing: `
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec:
  externalIPs: [192.0.2.10]
  ports: [{ port: 80, targetPort: 8080 }]
`,
  passing: `
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec:
  ports: [{ port: 80, targetPort: 8080 }]
`,
  check(inventory, report) {
    for (const object of inventory.ofKind('Service', '')) {
      const addresses = listAt(object.value, ['spec', 'externalIPs']);
      if (addresses.length === 0) continue;
      report({
        object,
        path: ['spec', 'externalIPs'],
        message: `the Service "${object.name}" takes the addresses ${addresses.join(', ')}`,
        hint: 'use type LoadBalancer, or a Gateway',
      });
    }
  },
};
