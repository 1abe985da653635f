import { containerContract } from '../../model/container-contract';
import type { Cause } from '../cause';
import { containersOf, eventsAbout } from '../facts';

export const livenessProbe: Cause = {
  id: 'liveness-probe',
  title: 'a probe finds the process dead, and it is started anew',
  find: (one) =>
    containersOf(one)
      .filter(({ restarts, isReady }) => restarts > 0 && !isReady)
      .flatMap(({ pod, name, restarts }) =>
        eventsAbout(one, pod, 'Unhealthy')
          .filter((message) => /^(Liveness|Startup)/.test(message))
          .slice(-1)
          .map((message) => ({
            what: `container "${name}" of pod "${pod}" was started anew ${restarts} times: ${message}`,
            remedy: `"slipway explain ${one.service} ${one.environment} probes" has path, port and times. A slow start wants a startup probe; liveness must not ask databases, whose end would end every pod; ${containerContract}`,
          })),
      ),
  example: {
    objects: [
      {
        kind: 'Pod',
        metadata: { name: 'web-5f-x' },
        status: {
          containerStatuses: [
            { name: 'web', restartCount: 3, ready: false, state: { running: { startedAt: '2026-11-29T10:00:00Z' } } },
          ],
        },
      },
    ],
    events: [
      {
        involvedObject: { name: 'web-5f-x' },
        reason: 'Unhealthy',
        message: 'Liveness probe failed: HTTP probe failed with statuscode: 404',
      },
    ],
  },
};
