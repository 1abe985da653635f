import { attachmentsOf, takesKind, takesNamespace } from '../../gateways';
import type { Rule } from '../../rule';

export const listenerRefusesRoute: Rule = {
  id: 'listener-refuses-route',
  title: 'a listener takes no routes of this namespace, or of this kind',
  why: 'The Gateway does not accept the route (NotAllowedByListeners). Without `allowedRoutes` a listener takes routes of its own namespace only.',
  source: 'https://gateway-api.sigs.k8s.io/guides/multiple-ns/',
  severity: 'error',
  failing: `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: gateway }
spec:
  gatewayClassName: cilium
  listeners: [{ name: http, port: 80, protocol: HTTP, hostname: '*.example.com' }]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web, namespace: shop }
spec:
  parentRefs: [{ name: edge, namespace: gateway }]
  hostnames: [shop.example.com]
  rules: [{ backendRefs: [{ name: web, port: 80 }] }]
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ name: http, port: 80, targetPort: 8080 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: web, image: 'ghcr.io/your-org/web:v1.2.0' }]
`,
  passing: `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: gateway }
spec:
  gatewayClassName: cilium
  listeners: [{ name: http, port: 80, protocol: HTTP, hostname: '*.example.com', allowedRoutes: { namespaces: { from: All } } }]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web, namespace: shop }
spec:
  parentRefs: [{ name: edge, namespace: gateway }]
  hostnames: [shop.example.com]
  rules: [{ backendRefs: [{ name: web, port: 80 }] }]
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ name: http, port: 80, targetPort: 8080 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: web, image: 'ghcr.io/your-org/web:v1.2.0' }]
`,
  check(inventory, report) {
    for (const attachment of attachmentsOf(inventory)) {
      const { route, gateway, path, listeners } = attachment;
      if (listeners.length === 0) continue;
      const ofKind = listeners.filter((one) => takesKind(one, route.kind));
      if (ofKind.some((one) => takesNamespace(inventory, attachment, one) !== false)) continue;
      report({
        object: route,
        path,
        message:
          ofKind.length === 0
            ? `no listener of the Gateway "${gateway.name}" takes the kind ${route.kind} of "${route.name}"`
            : `the listeners of the Gateway "${gateway.name}" take no routes of namespace "${route.namespace ?? ''}": "${route.name}" is refused`,
        hint:
          ofKind.length === 0
            ? 'add a listener of its protocol, or the kind to allowedRoutes.kinds'
            : 'write allowedRoutes: { namespaces: { from: All } }, or Selector with labels of that namespace, at the listener',
      });
    }
  },
};
