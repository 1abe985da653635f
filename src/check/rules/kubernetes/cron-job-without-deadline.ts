import { valueAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

export const cronJobWithoutDeadline: Rule = {
  id: 'cron-job-without-deadline',
  title: 'a CronJob that was late too often never runs again',
  why: 'Without `startingDeadlineSeconds` the controller counts all starts that were missed. After 100 of them, a weekend of trouble say, it gives up until a person comes.',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/',
  severity: 'warning',
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
  startingDeadlineSeconds: 3600
  jobTemplate: { spec: { template: { spec: { restartPolicy: Never } } } }
`,
  check(inventory, report) {
    for (const object of inventory.ofKind('CronJob', 'batch')) {
      const deadline = valueAt(object.value, ['spec', 'startingDeadlineSeconds']);
      // The controller looks every 10 seconds: with less than that it may never be in time.
      if (typeof deadline === 'number' && deadline >= 10) continue;
      report({
        object,
        path: ['spec', 'startingDeadlineSeconds'],
        message: `the CronJob "${object.name}" has ${typeof deadline === 'number' ? `startingDeadlineSeconds ${deadline}, which is below 10` : 'no startingDeadlineSeconds'}`,
        hint: 'set it to how late a run still is of use: startingDeadlineSeconds: 3600',
      });
    }
  },
};
