import { valueAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

export const cronJobForgetsFailures: Rule = {
  id: 'cron-job-forgets-failures',
  title: 'a CronJob keeps nothing of its failures',
  why: 'A failed job is deleted with its pods and their logs: nobody sees that it failed, nor why.',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#jobs-history-limits',
  severity: 'warning',
  failing: `
apiVersion: batch/v1
kind: CronJob
metadata: { name: backup, namespace: shop }
spec:
  schedule: "0 2 * * *"
  failedJobsHistoryLimit: 0
  jobTemplate: { spec: { template: { spec: { restartPolicy: Never } } } }
`,
  passing: `
apiVersion: batch/v1
kind: CronJob
metadata: { name: backup, namespace: shop }
spec:
  schedule: "0 2 * * *"
  failedJobsHistoryLimit: 3
  jobTemplate: { spec: { template: { spec: { restartPolicy: Never } } } }
`,
  check(inventory, report) {
    for (const object of inventory.ofKind('CronJob', 'batch')) {
      // Without the field it is 1, which is enough.
      if (valueAt(object.value, ['spec', 'failedJobsHistoryLimit']) !== 0) continue;
      report({
        object,
        path: ['spec', 'failedJobsHistoryLimit'],
        message: `the CronJob "${object.name}" has failedJobsHistoryLimit 0`,
        hint: 'set it to 1 or more',
      });
    }
  },
};
