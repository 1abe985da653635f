import { containerContract } from '../../model/container-contract';
import type { Cause } from '../cause';
import { containersOf, eventsAbout } from '../facts';

export const crashLoop: Cause = {
  id: 'crash-loop',
  title: 'the process ends again and again',
  find: (one) =>
    containersOf(one)
      .filter(({ waiting, ended }) => waiting?.reason === 'CrashLoopBackOff' && ended?.reason !== 'OOMKilled')
      .filter(({ pod }) => !eventsAbout(one, pod, 'Unhealthy').some((said) => said.startsWith('Liveness')))
      .map(({ pod, name, ended, restarts }) => ({
        what: `container "${name}" of pod "${pod}" ends with exit code ${ended?.exitCode ?? 'unknown'}, ${restarts} times by now`,
        remedy: `kubectl -n ${one.namespace} logs ${pod} -c ${name} --previous has its last words. If it began with a release, roll back: slipway rollback ${one.service} --env ${one.environment}; ${containerContract}`,
      })),
  example: {
    objects: [
      {
        kind: 'Pod',
        metadata: { name: 'web-5f-x' },
        status: {
          containerStatuses: [
            {
              name: 'web',
              restartCount: 7,
              state: { waiting: { reason: 'CrashLoopBackOff' } },
              lastState: { terminated: { reason: 'Error', exitCode: 1 } },
            },
          ],
        },
      },
    ],
  },
};
