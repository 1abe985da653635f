import { valueAt } from '../../../manifests/value-at';
import { hasSyncOption } from '../../argocd/applications';
import { applicationsApplying, scalerOf } from '../../argocd/applied-by';
import { ignoredFieldsOf, isEntryAbout, isField } from '../../argocd/ignored-fields';
import type { Rule } from '../../rule';

export const ignoredReplicasNobodyOwns: Rule = {
  id: 'ignored-replicas-nobody-owns',
  title: 'the number of pods is ignored, fixed in Git, and no autoscaler owns it',
  why: 'Somebody changes replicas in Git and nothing happens: with RespectIgnoreDifferences the live value goes back in at each sync, and the Application says Synced. Nobody sees either that a person has scaled by hand.',
  source: 'https://github.com/argoproj/argo-cd/issues/15094',
  severity: 'warning',
  failing: `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: web, namespace: argocd }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: services/web, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
  syncPolicy:
    syncOptions: [RespectIgnoreDifferences=true]
  ignoreDifferences:
    - { group: apps, kind: Deployment, jsonPointers: [/spec/replicas] }
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
`,
  passing: `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: web, namespace: argocd }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: services/web, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
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
`,
  check(inventory, report) {
    for (const { object } of inventory.workloads) {
      const replicas = valueAt(object.value, ['spec', 'replicas']);
      if (typeof replicas !== 'number' || scalerOf(inventory, object) !== undefined) continue;
      for (const application of applicationsApplying(inventory, object)) {
        for (const field of ignoredFieldsOf(application)) {
          if (!isField(field, '/spec/replicas') || !isEntryAbout(field.entry, object)) continue;
          const isInert = hasSyncOption(application, 'RespectIgnoreDifferences=true');
          report({
            object: application.object,
            path: field.path,
            severity: isInert ? 'error' : 'warning',
            message: `"${field.text}" of Application "${application.name}" makes replicas ${String(replicas)} of ${object.kind} "${object.name}" (${object.file}) ${isInert ? 'without effect' : 'a number that nobody compares'}, and no autoscaler owns it`,
            hint: 'remove the entry; ignore replicas only where an autoscaler sets them',
          });
        }
      }
    }
  },
};
