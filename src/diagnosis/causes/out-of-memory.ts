import { containerContract } from '../../model/container-contract';
import type { Cause } from '../cause';
import { containersOf } from '../facts';

export const outOfMemory: Cause = {
  id: 'out-of-memory',
  title: 'the kernel ends the process at its limit of memory',
  find: (one) =>
    containersOf(one)
      .filter(({ ended }) => ended?.reason === 'OOMKilled')
      .map(({ pod, name, restarts }) => ({
        what: `container "${name}" of pod "${pod}" was ended at its limit of memory, ${restarts} times in all`,
        remedy: `"slipway explain ${one.service} ${one.environment} resources" says which limit and who has set it; a runtime with a heap of its own has to be told of it; ${containerContract}`,
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
              restartCount: 4,
              state: { waiting: { reason: 'CrashLoopBackOff' } },
              lastState: { terminated: { reason: 'OOMKilled', exitCode: 137 } },
            },
          ],
        },
      },
    ],
  },
};
