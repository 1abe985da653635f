import { valueAt } from '../../../manifests/value-at';
import { applicationsApplying } from '../../argocd/applied-by';
import { isHook } from '../../argocd/sync-order';
import type { Rule } from '../../rule';

export const jobRunsAgain: Rule = {
  id: 'job-runs-again',
  title: 'a Job runs again each time that it is cleaned up',
  why: 'When the time to live of a finished Job is over it is deleted, and an Application with selfHeal makes it anew: a migration runs again and again. A new image is refused, too, as the template of a Job cannot be changed.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/resource_hooks/',
  severity: 'error',
  failing: `
# argocd/shop.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: shop, namespace: argocd, finalizers: [resources-finalizer.argocd.argoproj.io] }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: shop, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
  syncPolicy: { automated: { selfHeal: true, prune: true } }
---
# shop/job.yaml
apiVersion: batch/v1
kind: Job
metadata: { name: migrate, namespace: shop }
spec:
  ttlSecondsAfterFinished: 60
  template:
    spec:
      restartPolicy: Never
      containers: [{ name: migrate, image: 'ghcr.io/your-org/migrate:v1.2.0' }]
`,
  passing: `
# argocd/shop.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: shop, namespace: argocd, finalizers: [resources-finalizer.argocd.argoproj.io] }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: shop, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
  syncPolicy: { automated: { selfHeal: true, prune: true } }
---
# shop/job.yaml
apiVersion: batch/v1
kind: Job
metadata: { name: migrate, namespace: shop, annotations: { argocd.argoproj.io/hook: Sync, argocd.argoproj.io/hook-delete-policy: BeforeHookCreation } }
spec:
  ttlSecondsAfterFinished: 60
  template:
    spec:
      restartPolicy: Never
      containers: [{ name: migrate, image: 'ghcr.io/your-org/migrate:v1.2.0' }]
`,
  check(inventory, report) {
    for (const job of inventory.ofKind('Job', 'batch')) {
      const seconds = valueAt(job.value, ['spec', 'ttlSecondsAfterFinished']);
      if (typeof seconds !== 'number' || isHook(job)) continue;
      const healing = applicationsApplying(inventory, job).find(
        ({ isAutomated, spec }) => isAutomated && valueAt(spec, ['syncPolicy', 'automated', 'selfHeal']) === true,
      );
      if (healing === undefined) continue;
      report({
        object: job,
        path: ['spec', 'ttlSecondsAfterFinished'],
        message: `the Job "${job.name}" is deleted ${seconds} seconds after it has ended, and selfHeal of Application "${healing.name}" runs it again`,
        hint: 'make it a hook: argocd.argoproj.io/hook: Sync, with hook-delete-policy: BeforeHookCreation',
      });
    }
  },
};
