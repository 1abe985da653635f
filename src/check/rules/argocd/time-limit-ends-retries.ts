import { textAt, valueAt } from '../../../manifests/value-at';
import { writtenApplications } from '../../argocd/applications';
import type { Rule } from '../../rule';

const key = 'controller.sync.timeout.seconds';

export const timeLimitEndsRetries: Rule = {
  id: 'time-limit-ends-retries',
  title: 'a time limit of syncs ends what is tried again for ever',
  why: 'The limit counts from the first try, and what it ends is not tried again: an Application whose cause is mended later stays as it is until somebody syncs it, although its retry has no limit.',
  source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/argocd-cmd-params-cm-yaml/',
  severity: 'warning',
  failing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-cmd-params-cm, namespace: argocd }
data: { controller.sync.timeout.seconds: '900' }
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: web, namespace: argocd }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: services/web, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
  syncPolicy:
    automated: { prune: true, selfHeal: true }
    retry: { limit: -1, refresh: true }
`,
  passing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-cmd-params-cm, namespace: argocd }
data: { controller.sync.timeout.seconds: '0' }
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: web, namespace: argocd }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: services/web, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
  syncPolicy:
    automated: { prune: true, selfHeal: true }
    retry: { limit: -1, refresh: true }
`,
  check(inventory, report) {
    const limits = inventory.ofKind('ConfigMap', '').filter((object) => {
      return object.name === 'argocd-cmd-params-cm' && Number(textAt(object.value, ['data', key]) ?? 0) > 0;
    });
    if (limits.length === 0) return;
    const endless = [...writtenApplications(inventory)].find(({ spec }) => {
      return Number(valueAt(spec, ['syncPolicy', 'retry', 'limit']) ?? 0) < 0;
    });
    if (endless === undefined) return;
    for (const object of limits) {
      const seconds = textAt(object.value, ['data', key]) ?? '';
      report({
        object,
        path: ['data', key],
        message: `a sync ends after ${seconds} seconds, and Application "${endless.name}" is not tried again then`,
        hint: `set ${key} to "0"`,
      });
    }
  },
};
