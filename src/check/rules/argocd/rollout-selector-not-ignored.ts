import { textAt, valueAt } from '../../../manifests/value-at';
import { hasSyncOption } from '../../argocd/applications';
import { applicationsApplying } from '../../argocd/applied-by';
import { ignoredFieldsOf, isEntryAbout } from '../../argocd/ignored-fields';
import type { Rule } from '../../rule';

const services = [
  ['blueGreen', 'activeService'],
  ['blueGreen', 'previewService'],
  ['canary', 'stableService'],
  ['canary', 'canaryService'],
];

export const rolloutSelectorNotIgnored: Rule = {
  id: 'rollout-selector-not-ignored',
  title: 'server-side apply takes the pod hash out of a Service of a Rollout',
  why: 'A selector is replaced as a whole, so each sync removes the hash that the controller put there. Both Services then lead to both releases, and a blue-green release is promoted at once, before anybody has looked at it.',
  source: 'https://github.com/argoproj/argo-rollouts/issues/3437',
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
    syncOptions: [ServerSideApply=true, RespectIgnoreDifferences=true]
---
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: web, namespace: shop }
spec:
  replicas: 3
  selector: { matchLabels: { app: web } }
  strategy: { blueGreen: { activeService: web } }
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
kind: Application
metadata: { name: web, namespace: argocd }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: services/web, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
  ignoreDifferences:
    - { kind: Service, jsonPointers: [/spec/selector/rollouts-pod-template-hash] }
  syncPolicy:
    syncOptions: [ServerSideApply=true, RespectIgnoreDifferences=true]
---
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: web, namespace: shop }
spec:
  replicas: 3
  selector: { matchLabels: { app: web } }
  strategy: { blueGreen: { activeService: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: 'ghcr.io/your-org/web:v1.0.0' }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ name: http, port: 80 }] }
`,
  check(inventory, report) {
    for (const rollout of inventory.ofKind('Rollout', 'argoproj.io')) {
      for (const [strategy = '', key = ''] of services) {
        const path = ['spec', 'strategy', strategy, key];
        const name = textAt(rollout.value, path);
        const service = name === undefined ? undefined : inventory.find('Service', rollout.namespace, name);
        if (service === undefined || valueAt(service.value, ['spec', 'selector']) === undefined) continue;
        for (const application of applicationsApplying(inventory, service)) {
          if (!hasSyncOption(application, 'ServerSideApply=true')) continue;
          const isIgnored = ignoredFieldsOf(application).some(
            ({ entry, text }) => /selector/.test(text) && isEntryAbout(entry, service),
          );
          if (isIgnored && hasSyncOption(application, 'RespectIgnoreDifferences=true')) continue;
          report({
            object: rollout,
            path,
            message: `the selector of Service "${service.name}", the ${key} of Rollout "${rollout.name}", loses its pod hash at each sync of Application "${application.name}"`,
            hint: 'ignore /spec/selector/rollouts-pod-template-hash of kind Service in the Application, with RespectIgnoreDifferences=true',
          });
        }
      }
    }
  },
};
