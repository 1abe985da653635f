import { valueAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

export const cronJobOverlaps: Rule = {
  id: 'cron-job-overlaps',
  title: 'a CronJob does not say what happens when the last run is still going on',
  why: 'The default starts the next one beside it. Two backups write one file, and jobs that hang pile up.',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#concurrency-policy',
  severity: 'info',
  failing: `
apiVersion: batch/v1
kind: CronJob
metadata: { name: backup, namespace: shop }
spec:
  schedule: "0 2 * * *"
  jobTemplate: { spec: { template: { spec: { restartPolicy: Never } } } }
`,
  passing: `
apiVersion: batch/v1
kind: CronJob
metadata: { name: backup, namespace: shop }
spec:
  schedule: "0 2 * * *"
  concurrencyPolicy: Forbid
  jobTemplate: { spec: { template: { spec: { restartPolicy: Never } } } }
`,
  check(inventory, report) {
    for (const object of inventory.ofKind('CronJob', 'batch')) {
      // Who has written Allow has decided.
      if (valueAt(object.value, ['spec', 'concurrencyPolicy']) !== undefined) continue;
      report({
        object,
        path: ['spec', 'concurrencyPolicy'],
        message: `the CronJob "${object.name}" has no concurrencyPolicy`,
        hint: 'set concurrencyPolicy: Forbid, or Replace',
      });
    }
  },
};
