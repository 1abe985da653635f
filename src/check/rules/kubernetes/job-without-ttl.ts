import { valueAt } from '../../../manifests/value-at';
import { isHook } from '../../argocd/sync-order';
import type { Rule } from '../../rule';

export const jobWithoutTtl: Rule = {
  id: 'job-without-ttl',
  title: 'a job stays when it has ended',
  why: 'Finished jobs and their pods fill the API server, and an old one that failed keeps an alert alive.',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/ttlafterfinished/',
  severity: 'info',
  failing: `
apiVersion: batch/v1
kind: Job
metadata: { name: migrate, namespace: shop }
spec:
  template: { spec: { restartPolicy: Never } }
`,
  passing: `
apiVersion: batch/v1
kind: Job
metadata: { name: migrate, namespace: shop }
spec:
  ttlSecondsAfterFinished: 86400
  template: { spec: { restartPolicy: Never } }
`,
  check(inventory, report) {
    for (const object of inventory.ofKind('Job', 'batch')) {
      // Hooks are deleted by who runs them.
      if (isHook(object)) continue;
      if (valueAt(object.value, ['spec', 'ttlSecondsAfterFinished']) !== undefined) continue;
      report({
        object,
        path: ['spec', 'ttlSecondsAfterFinished'],
        message: `the Job "${object.name}" has no ttlSecondsAfterFinished`,
        hint: 'set it, or make the job a hook of Argo CD: what is kept in Git is started again when it is gone',
      });
    }
  },
};
