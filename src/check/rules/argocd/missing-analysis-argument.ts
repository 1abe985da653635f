import { listAt, textAt, valueAt } from '../../../manifests/value-at';
import { analysesOf, analysisTemplateOf } from '../../argocd/analyses';
import type { Rule } from '../../rule';

export const missingAnalysisArgument: Rule = {
  id: 'missing-analysis-argument',
  title: 'an analysis does not give an argument that its template needs',
  why: 'The analysis ends with an error at its first step, and the Rollout goes back to the old release, each time.',
  source: 'https://argo-rollouts.readthedocs.io/en/stable/features/analysis/#analysis-template-arguments',
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
      prePromotionAnalysis: { templates: [{ templateName: success-rate }] }
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
    for (const { rollout, path, templates, args } of analysesOf(inventory)) {
      for (const reference of templates) {
        const template = analysisTemplateOf(inventory, rollout, reference);
        for (const arg of listAt(template?.value, ['spec', 'args'])) {
          const name = textAt(arg, ['name']);
          const hasValue = valueAt(arg, ['value']) !== undefined || valueAt(arg, ['valueFrom']) !== undefined;
          if (name === undefined || hasValue || args.includes(name)) continue;
          report({
            object: rollout,
            path: [...path, 'args'],
            message: `argument "${name}" of analysis template "${reference.name}" has no value in Rollout "${rollout.name}"`,
            hint: `add "{ name: ${name}, value: ... }" to its args`,
          });
        }
      }
    }
  },
};
