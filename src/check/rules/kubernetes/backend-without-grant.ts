import type { ManifestObject } from '../../../manifests/manifest';
import { listAt, textAt } from '../../../manifests/value-at';
import { gatewayGroup, routeKinds } from '../../gateways';
import type { Inventory } from '../../inventory';
import type { Rule } from '../../rule';

export const backendWithoutGrant: Rule = {
  id: 'backend-without-grant',
  title: 'a route leads into another namespace that does not grant it',
  why: 'The Gateway sets ResolvedRefs to false (RefNotPermitted) and answers with 500: the namespace of the Service has to say in a ReferenceGrant whose routes may lead there.',
  source: 'https://gateway-api.sigs.k8s.io/api-types/referencegrant/',
  severity: 'error',
  failing: `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web, namespace: shop }
spec:
  parentRefs: [{ name: edge, namespace: gateway }]
  hostnames: [shop.example.com]
  rules: [{ backendRefs: [{ name: web, port: 80, namespace: backend }] }]
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: backend }
spec: { selector: { app: web }, ports: [{ name: http, port: 80, targetPort: 8080 }] }
`,
  passing: `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web, namespace: shop }
spec:
  parentRefs: [{ name: edge, namespace: gateway }]
  hostnames: [shop.example.com]
  rules: [{ backendRefs: [{ name: web, port: 80, namespace: backend }] }]
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: backend }
spec: { selector: { app: web }, ports: [{ name: http, port: 80, targetPort: 8080 }] }
---
apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata: { name: routes-of-shop, namespace: backend }
spec:
  from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop }]
  to: [{ group: '', kind: Service }]
`,
  check(inventory, report) {
    for (const route of routeKinds.flatMap((kind) => inventory.ofKind(kind, gatewayGroup))) {
      for (const [index, rule] of listAt(route.value, ['spec', 'rules']).entries()) {
        for (const [at, backend] of listAt(rule, ['backendRefs']).entries()) {
          const namespace = textAt(backend, ['namespace']);
          // Where a route gets its namespace when it is applied, that may be the one of its backend.
          const isElsewhere = namespace !== undefined && route.namespace !== undefined && namespace !== route.namespace;
          if (!isElsewhere || !isShown(inventory, namespace) || isGranted(inventory, route, namespace, backend))
            continue;
          report({
            object: route,
            path: ['spec', 'rules', index, 'backendRefs', at, 'namespace'],
            message: `${route.kind} "${route.name}" leads into namespace "${namespace}", and no ReferenceGrant there permits it`,
            hint: `add a ReferenceGrant to "${namespace}", from ${route.kind} of namespace "${route.namespace}" to Service`,
          });
        }
      }
    }
  },
};

/** Of a namespace that is kept elsewhere, so are its grants. */
function isShown(inventory: Inventory, namespace: string): boolean {
  return inventory.objects.some((object) => object.namespace === namespace);
}

function isGranted(inventory: Inventory, route: ManifestObject, namespace: string, backend: unknown): boolean {
  const [group, kind, name] = [
    textAt(backend, ['group']) ?? '',
    textAt(backend, ['kind']) ?? 'Service',
    textAt(backend, ['name']),
  ];
  return inventory
    .ofKind('ReferenceGrant', gatewayGroup)
    .some(
      (grant) =>
        grant.namespace === namespace &&
        listAt(grant.value, ['spec', 'from']).some(
          (from) =>
            textAt(from, ['group']) === gatewayGroup &&
            textAt(from, ['kind']) === route.kind &&
            textAt(from, ['namespace']) === route.namespace,
        ) &&
        listAt(grant.value, ['spec', 'to']).some(
          (to) =>
            (textAt(to, ['group']) ?? '') === group &&
            textAt(to, ['kind']) === kind &&
            (textAt(to, ['name']) ?? name) === name,
        ),
    );
}
