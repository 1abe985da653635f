import type { Rule } from '../../rule';
import { reportsOf } from '../findings-of';

export const deprecatedApi: Rule = {
  id: 'deprecated-api',
  title: 'a version of a kind will be removed, or is no longer meant to be used',
  why: 'The server warns at each apply, and a later version of Kubernetes refuses the object. Changing it now is a small commit; changing it in the week of an upgrade is not.',
  source: 'https://kubernetes.io/docs/reference/using-api/deprecation-policy/',
  severity: 'warning',
  failing: `
apiVersion: v1
kind: Endpoints
metadata: { name: database, namespace: shop }
subsets: [{ addresses: [{ ip: 10.0.0.7 }], ports: [{ port: 5432 }] }]
`,
  passing: `
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: database, namespace: shop, labels: { kubernetes.io/service-name: database } }
addressType: IPv4
ports: [{ port: 5432 }]
endpoints: [{ addresses: [10.0.0.7] }]
`,
  check: reportsOf('deprecated-api'),
};
