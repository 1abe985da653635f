import { nearest } from '../../../model/nearest';
import { analysesOf, analysisTemplateOf } from '../../argocd/analyses';
import type { Rule } from '../../rule';

export const unknownAnalysisTemplate: Rule = {
  id: 'unknown-analysis-template',
  title: 'a Rollout names an AnalysisTemplate that is not there',
  why: 'The Rollout is Degraded with an InvalidSpec and rolls nothing out, not even the mended image that somebody is waiting for.',
  source: 'https://argo-rollouts.readthedocs.io/en/stable/features/analysis/',
  severity: 'error',
  failing: `
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: web, namespace: shop }
spec:
  replicas: 3
  selector: { matchLabels: { app: web } }
  strategy:
    blueGreen:
      activeService: web
      prePromotionAnalysis: { templates: [{ templateName: success-rate }], args: [{ name: service-name, value: web }] }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: 'ghcr.io/your-org/web:v1.0.0' }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ name: http, port: 80 }] }
`,
  passing: `
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: web, namespace: shop }
spec:
  replicas: 3
  selector: { matchLabels: { app: web } }
  strategy:
    blueGreen:
      activeService: web
      prePromotionAnalysis: { templates: [{ templateName: success-rate }], args: [{ name: service-name, value: web }] }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: 'ghcr.io/your-org/web:v1.0.0' }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ name: http, port: 80 }] }
---
apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata: { name: success-rate, namespace: shop }
spec:
  args: [{ name: service-name }]
  metrics:
    - name: success-rate
      interval: 1m
      count: 5
      successCondition: len(result) > 0 && result[0] >= 0.99
      provider: { prometheus: { address: 'http://prometheus.monitoring:9090', query: up } }
`,
  check(inventory, report) {
    for (const { rollout, templates } of analysesOf(inventory)) {
      for (const template of templates) {
        // A template of the cluster usually comes with the platform, from elsewhere.
        if (template.isClusterWide || analysisTemplateOf(inventory, rollout, template) !== undefined) continue;
        const names = inventory.ofKind('AnalysisTemplate').map(({ name }) => name);
        const meant = nearest(template.name, names);
        report({
          object: rollout,
          path: template.path,
          message: `analysis template "${template.name}" of Rollout "${rollout.name}" is not in its namespace`,
          hint:
            meant === undefined || meant === template.name
              ? `add an AnalysisTemplate "${template.name}"`
              : `write "${meant}"`,
        });
      }
    }
  },
};
