import { backendWithoutGrant } from '../../../../src/check/rules/kubernetes/backend-without-grant';
import { testCases } from '../../../helpers/rule-cases';

const service = `apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { ports: [{ port: 80 }] }
`;

testCases(backendWithoutGrant, [
  {
    in: 'a route of another namespace',
    manifests: route('namespace: edge') + service,
    finds: ['error: HTTPRoute "web" leads into namespace "shop", and no ReferenceGrant there permits it'],
  },
  { in: 'a route of the same namespace', manifests: route('namespace: shop') + service, finds: [] },
  { in: 'a route that gets its namespace when it is applied', manifests: route('labels: {}') + service, finds: [] },
]);

function route(place: string): string {
  return `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web, ${place} }
spec:
  parentRefs: [{ name: public, namespace: gateways }]
  rules: [{ backendRefs: [{ name: web, namespace: shop, port: 80 }] }]
---
`;
}
