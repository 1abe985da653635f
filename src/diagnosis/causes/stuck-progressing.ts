import { textAt } from '../../manifests/value-at';
import type { Cause } from '../cause';
import { applicationIn, conditionOf, servedName, ofKind } from '../facts';

/** A sync that takes longer waits for something that does not come. */
const patienceMinutes = 10;

export const stuckProgressing: Cause = {
  id: 'stuck-progressing',
  title: 'a sync or a rollout goes on and on',
  find: (one) => {
    const application = applicationIn(one);
    const startedAt = textAt(application, ['status', 'operationState', 'startedAt']);
    const isRunning = textAt(application, ['status', 'operationState', 'phase']) === 'Running';
    const minutes = startedAt === undefined ? 0 : Math.floor((Date.parse(one.now) - Date.parse(startedAt)) / 60_000);
    const deadlines = ofKind(one, 'Deployment', 'Rollout').flatMap((workload) => {
      const progressing = conditionOf(workload, 'Progressing');
      return progressing?.reason !== 'ProgressDeadlineExceeded'
        ? []
        : [{ name: servedName(workload), message: progressing.message }];
    });
    return [
      ...(isRunning && minutes >= patienceMinutes
        ? [
            {
              what: `"${one.application}" has been syncing for ${minutes} minutes: ${textAt(application, ['status', 'operationState', 'message']) ?? 'it says nothing'}`,
              remedy: `what it waits for is above, or in argocd app get ${one.application}. When that never comes: argocd app terminate-op ${one.application}, mend it, argocd app sync ${one.application}`,
            },
          ]
        : []),
      ...deadlines.map(({ name, message }) => ({
        what: `rollout of "${name}" does not get on: ${message}`,
        remedy: 'the pods say why, above; the ones of the release before still serve',
      })),
    ];
  },
  example: {
    now: '2026-11-29T10:30:00Z',
    applications: [
      {
        metadata: { name: 'web-dev' },
        status: {
          operationState: {
            phase: 'Running',
            startedAt: '2026-11-29T10:00:00Z',
            message: 'waiting for healthy state of apps/Deployment/web',
          },
        },
      },
    ],
  },
};
