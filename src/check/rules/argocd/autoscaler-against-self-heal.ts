import { valueAt } from '../../../manifests/value-at';
import { applicationsApplying, scalerOf } from '../../argocd/applied-by';
import { ignoredFieldsOf, isEntryAbout, isField } from '../../argocd/ignored-fields';
import type { Rule } from '../../rule';

export const autoscalerAgainstSelfHeal: Rule = {
  id: 'autoscaler-against-self-heal',
  title: 'an autoscaler and selfHeal set the number of pods against each other',
  why: 'The autoscaler adds pods under load, and Argo CD takes them away within seconds because Git has another number. The service is short of pods when it needs them most.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/best_practices/#leaving-room-for-imperativeness',
  severity: 'error',
  failing: `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: web, namespace: argocd }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: services/web, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
  syncPolicy:
    automated: { prune: true, selfHeal: true }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: 'ghcr.io/your-org/web:v1.0.0' }] }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web, namespace: shop }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  minReplicas: 3
  maxReplicas: 9
`,
  passing: `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: web, namespace: argocd }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: services/web, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
  syncPolicy:
    automated: { prune: true, selfHeal: true }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: 'ghcr.io/your-org/web:v1.0.0' }] }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web, namespace: shop }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  minReplicas: 3
  maxReplicas: 9
`,
  check(inventory, report) {
    for (const { object } of inventory.workloads) {
      const replicas = valueAt(object.value, ['spec', 'replicas']);
      if (typeof replicas !== 'number') continue;
      const scaler = scalerOf(inventory, object);
      if (scaler === undefined) continue;
      for (const application of applicationsApplying(inventory, object)) {
        const healed =
          application.isAutomated && valueAt(application.spec, ['syncPolicy', 'automated', 'selfHeal']) === true;
        const isIgnored = ignoredFieldsOf(application).some(
          (field) => isField(field, '/spec/replicas') && isEntryAbout(field.entry, object),
        );
        if (!healed || isIgnored) continue;
        report({
          object,
          path: ['spec', 'replicas'],
          message: `replicas ${String(replicas)} of ${object.kind} "${object.name}" is put back by selfHeal of Application "${application.name}" whenever ${scaler.kind} "${scaler.name}" changes it`,
          hint: 'leave spec.replicas out of Git',
        });
      }
    }
  },
};
