import { listAt, textAt } from '../../../manifests/value-at';
import { didYouMean } from '../../../model/nearest';
import { attachmentsOf, servesHost, takesKind } from '../../gateways';
import type { Rule } from '../../rule';

export const routeWithoutListener: Rule = {
  id: 'route-without-listener',
  title: 'a route is attached to a listener that there is not',
  why: 'The Gateway does not accept the route (NoMatchingParent, NoMatchingListenerHostname), and its hosts are answered with 404.',
  source: 'https://gateway-api.sigs.k8s.io/concepts/api-overview/#attaching-routes-to-gateways',
  severity: 'error',
  failing: `
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
  parentRefs: [{ name: edge, namespace: gateway, sectionName: https }]
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
  parentRefs: [{ name: edge, namespace: gateway, sectionName: http }]
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
      const { route, gateway, path, listeners, sectionName } = attachment;
      const all = listAt(gateway.value, ['spec', 'listeners']).flatMap((one) => textAt(one, ['name']) ?? []);
      const named = `the Gateway "${gateway.name}"`;
      if (listeners.length === 0 && all.length > 0) {
        const wanted = sectionName === undefined ? 'listener of that port' : `listener "${sectionName}"`;
        const message = `${route.kind} "${route.name}" wants a ${wanted}, which ${named} does not have`;
        report({
          object: route,
          path,
          message: message.replace('a listener "', 'the listener "'),
          hint: didYouMean(sectionName ?? '', all),
        });
        continue;
      }
      const hosts = listAt(route.value, ['spec', 'hostnames']).filter((host) => typeof host === 'string');
      const ofKind = listeners.filter((one) => takesKind(one, route.kind));
      if (ofKind.length === 0 || ofKind.some((one) => servesHost(one, hosts))) continue;
      const served = ofKind.map((one) => `"${textAt(one, ['hostname']) ?? ''}"`).join(', ');
      report({
        object: route,
        path: ['spec', 'hostnames'],
        message: `${route.kind} "${route.name}" is for ${hosts.map((host) => `"${host}"`).join(', ')}, and ${named} serves ${served}`,
        hint: 'correct the host, or give the Gateway a listener for it',
      });
    }
  },
};
