import { containerContract } from '../../model/container-contract';
import type { Cause } from '../cause';
import { containersOf, eventsAbout } from '../facts';

export const readinessProbe: Cause = {
  id: 'readiness-probe',
  title: 'a pod runs and does not become ready',
  find: (one) =>
    containersOf(one)
      .filter(({ isRunning, isReady, restarts }) => isRunning && !isReady && restarts === 0)
      .map(({ pod, name }) => {
        const said = eventsAbout(one, pod, 'Unhealthy').findLast((message) => message.startsWith('Readiness'));
        return {
          what: `container "${name}" of pod "${pod}" runs, and is not ready${said === undefined ? '' : `: ${said}`}`,
          remedy: `"slipway explain ${one.service} ${one.environment} probes" has path and port; kubectl -n ${one.namespace} logs ${pod} -c ${name} says what it waits for: most often a database or a service that a NetworkPolicy does not let it reach (dependsOn, egress); ${containerContract}`,
        };
      }),
  example: {
    objects: [
      {
        kind: 'Pod',
        metadata: { name: 'web-5f-x' },
        status: {
          containerStatuses: [
            { name: 'web', restartCount: 0, ready: false, state: { running: { startedAt: '2026-11-29T10:00:00Z' } } },
          ],
        },
      },
    ],
    events: [
      {
        involvedObject: { name: 'web-5f-x' },
        reason: 'Unhealthy',
        message: 'Readiness probe failed: HTTP probe failed with statuscode: 503',
      },
    ],
  },
};
