import { listAt, mappingAt, textAt } from '../../../manifests/value-at';
import type { Mapping } from '../../../manifests/value-at';
import { weightsPlugin } from '../../../model/weights-plugin';
import { applicationsApplying } from '../../argocd/applied-by';
import { ignoredFieldsOf, isEntryAbout } from '../../argocd/ignored-fields';
import type { Rule } from '../../rule';

const plugins = ['spec', 'strategy', 'canary', 'trafficRouting', 'plugins'];

/** How the configuration of the plugin names routes: one, or a list of them. */
const kinds = [
  { kind: 'HTTPRoute', one: 'httpRoute', list: 'httpRoutes' },
  { kind: 'GRPCRoute', one: 'grpcRoute', list: 'grpcRoutes' },
];

export const routeWeightsNotIgnored: Rule = {
  id: 'route-weights-not-ignored',
  title: 'Argo CD takes the weights back that Argo Rollouts writes into a route',
  why: 'The plugin for the Gateway API writes the share of a canary into the route. For Argo CD that is a difference to Git: the Application is OutOfSync as long as a canary has a share, and each sync gives all requests back to the stable release, while the Rollout goes on to its next step.',
  source:
    'https://rollouts-plugin-trafficrouter-gatewayapi.readthedocs.io/en/latest/features/multiple-routes/#working-with-gitops-controllers',
  severity: 'error',
  failing: `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: web, namespace: argocd }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: services/web, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
---
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: web, namespace: shop }
spec:
  replicas: 3
  selector: { matchLabels: { app: web } }
  strategy:
    canary:
      stableService: web-stable
      canaryService: web-canary
      trafficRouting: { plugins: { argoproj-labs/gatewayAPI: { httpRoute: web } } }
      steps: [{ setWeight: 20 }, { pause: {} }]
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: 'ghcr.io/your-org/web:v1.0.0' }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web, namespace: shop }
spec:
  parentRefs: [{ name: public, namespace: gateway-system }]
  rules:
    - backendRefs: [{ name: web-stable, port: 80, weight: 100 }, { name: web-canary, port: 80, weight: 0 }]
`,
  passing: `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: web
  namespace: argocd
  annotations: { argocd.argoproj.io/compare-options: ServerSideDiff=true }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: services/web, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
  ignoreDifferences:
    - group: gateway.networking.k8s.io
      kind: HTTPRoute
      jqPathExpressions:
        - 'select(.metadata.labels["rollouts.argoproj.io/gatewayapi-canary"] == "in-progress") | .spec.rules'
  syncPolicy:
    syncOptions: [RespectIgnoreDifferences=true]
---
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: web, namespace: shop }
spec:
  replicas: 3
  selector: { matchLabels: { app: web } }
  strategy:
    canary:
      stableService: web-stable
      canaryService: web-canary
      trafficRouting: { plugins: { argoproj-labs/gatewayAPI: { httpRoute: web } } }
      steps: [{ setWeight: 20 }, { pause: {} }]
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: 'ghcr.io/your-org/web:v1.0.0' }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web, namespace: shop }
spec:
  parentRefs: [{ name: public, namespace: gateway-system }]
  rules:
    - backendRefs: [{ name: web-stable, port: 80, weight: 100 }, { name: web-canary, port: 80, weight: 0 }]
`,
  check(inventory, report) {
    for (const rollout of inventory.ofKind('Rollout', 'argoproj.io')) {
      const config = mappingAt(rollout.value, [...plugins, weightsPlugin]);
      for (const { kind, name } of routesOf(config)) {
        const route = inventory.find(kind, textAt(config, ['namespace']) ?? rollout.namespace, name);
        if (route === undefined) continue;
        for (const application of applicationsApplying(inventory, route)) {
          const isIgnored = ignoredFieldsOf(application).some(
            ({ entry, text }) => /rules|weight/.test(text) && isEntryAbout(entry, route),
          );
          if (isIgnored) continue;
          report({
            object: rollout,
            path: [...plugins, weightsPlugin],
            message: `Application "${application.name}" takes the weights back that Rollout "${rollout.name}" has in ${kind} "${route.name}"`,
            hint: `ignore the rules of kind ${kind} in the Application while the route has the label of the plugin, with RespectIgnoreDifferences=true and ServerSideDiff=true`,
          });
        }
      }
    }
  },
};

function routesOf(config: Mapping): readonly { readonly kind: string; readonly name: string }[] {
  return kinds.flatMap(({ kind, one, list }) =>
    [textAt(config, [one]), ...listAt(config, [list]).map((entry) => textAt(entry, ['name']))].flatMap((name) =>
      name === undefined ? [] : [{ kind, name }],
    ),
  );
}
