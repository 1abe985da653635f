import { textAt } from '../../../manifests/value-at';
import { staysUp } from '../../count-pods';
import type { Rule } from '../../rule';

export const refusedRestartPolicy: Rule = {
  id: 'refused-restart-policy',
  title: 'a workload has a restart policy that it may not have',
  why: 'The API server refuses the object. Jobs take Never and OnFailure, everything else takes Always, and Always is what a job has that says nothing.',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-template',
  severity: 'error',
  failing: `
apiVersion: batch/v1
kind: Job
metadata: { name: migrate, namespace: shop }
spec:
  ttlSecondsAfterFinished: 86400
  template: { spec: { containers: [] } }
`,
  passing: `
apiVersion: batch/v1
kind: Job
metadata: { name: migrate, namespace: shop }
spec:
  ttlSecondsAfterFinished: 86400
  template: { spec: { restartPolicy: Never, containers: [] } }
`,
  check({ workloads }, report) {
    for (const workload of workloads) {
      const { object, pod, podPath } = workload;
      if (object.kind === 'Pod' || Object.keys(pod).length === 0) continue;
      const policy = textAt(pod, ['restartPolicy']) ?? 'Always';
      if ((policy === 'Always') === staysUp(workload)) continue;
      report({
        object,
        path: [...podPath, 'restartPolicy'],
        message: `the ${object.kind} "${object.name}" has the restart policy "${policy}"`,
        hint: staysUp(workload) ? 'remove restartPolicy, or use a Job' : 'set restartPolicy: Never, or OnFailure',
      });
    }
  },
};
