import type { ManifestObject, Path } from '../../../manifests/manifest';
import { listAt, textAt, valueAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

const services: readonly Path[] = [
  ['spec', 'strategy', 'blueGreen', 'activeService'],
  ['spec', 'strategy', 'blueGreen', 'previewService'],
  ['spec', 'strategy', 'canary', 'stableService'],
  ['spec', 'strategy', 'canary', 'canaryService'],
];

const analyses: readonly Path[] = [
  ['spec', 'strategy', 'blueGreen', 'prePromotionAnalysis'],
  ['spec', 'strategy', 'blueGreen', 'postPromotionAnalysis'],
  ['spec', 'strategy', 'canary', 'analysis'],
];

export const rolloutWithoutService: Rule = {
  id: 'rollout-without-service',
  title: 'a Rollout names a Service or an AnalysisTemplate that is not there',
  why: 'The controller sets the Rollout to InvalidSpec, and no release starts.',
  source: 'https://argo-rollouts.readthedocs.io/en/stable/features/specification/',
  severity: 'error',
  failing: `
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  strategy: { blueGreen: { activeService: web-active } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: ghcr.io/your-org/web:v1.2.0
`,
  passing: `
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  strategy: { blueGreen: { activeService: web-active } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: ghcr.io/your-org/web:v1.2.0
---
apiVersion: v1
kind: Service
metadata: { name: web-active, namespace: shop }
spec:
  selector: { app: web }
  ports: [{ port: 80, targetPort: 8080 }]
`,
  check(inventory, report) {
    for (const object of inventory.ofKind('Rollout', 'argoproj.io')) {
      for (const { kind, name, path } of wantedBy(object)) {
        if (inventory.find(kind, object.namespace, name) !== undefined) continue;
        report({
          object,
          path,
          message: `the Rollout "${object.name}" wants the ${kind} "${name}", which is not there`,
          hint: 'add it, or correct the name',
        });
      }
    }
  },
};

function wantedBy({
  value,
}: ManifestObject): readonly { readonly kind: string; readonly name: string; readonly path: Path }[] {
  const ofServices = services.flatMap((path) => {
    const name = textAt(value, path);
    return name === undefined ? [] : [{ kind: 'Service', name, path }];
  });
  const steps = listAt(value, ['spec', 'strategy', 'canary', 'steps']).map((_, index) => [
    'spec',
    'strategy',
    'canary',
    'steps',
    index,
    'analysis',
  ]);
  const ofAnalyses = [...analyses, ...steps].flatMap((analysis) =>
    listAt(value, [...analysis, 'templates']).flatMap((template, index) => {
      const name = textAt(template, ['templateName']);
      // One of the cluster is at home elsewhere.
      if (name === undefined || valueAt(template, ['clusterScope']) === true) return [];
      return [{ kind: 'AnalysisTemplate', name, path: [...analysis, 'templates', index, 'templateName'] }];
    }),
  );
  return [...ofServices, ...ofAnalyses];
}
