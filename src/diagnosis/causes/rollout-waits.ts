import { listAt, textAt, valueAt } from '../../manifests/value-at';
import type { Cause } from '../cause';
import { servedName, ofKind } from '../facts';

export const rolloutWaits: Cause = {
  id: 'rollout-waits',
  title: 'a release pauses, or has gone back',
  find: (one) =>
    ofKind(one, 'Rollout').flatMap((rollout) => {
      const name = servedName(rollout);
      const message = textAt(rollout, ['status', 'message']) ?? '';
      if (valueAt(rollout, ['status', 'abort']) === true) {
        return [
          {
            what: `release of "${name}" has gone back: ${message}`,
            remedy: `release another version; or, when its cause is mended, kubectl argo rollouts retry rollout ${name} -n ${one.namespace}`,
          },
        ];
      }
      return listAt(rollout, ['status', 'pauseConditions']).map((pause) => ({
        what: `release of "${name}" pauses since ${textAt(pause, ['startTime'])}: ${textAt(pause, ['reason'])}`,
        remedy: /Inconclusive/.test(textAt(pause, ['reason']) ?? '')
          ? `nothing was measured: nobody has called the new version, or Prometheus does not see it. Look at it, then kubectl argo rollouts promote ${name} -n ${one.namespace}, or abort`
          : `look at the new version, then kubectl argo rollouts promote ${name} -n ${one.namespace}, or abort`,
      }));
    }),
  example: {
    objects: [
      {
        kind: 'Rollout',
        metadata: { name: 'web' },
        status: { pauseConditions: [{ reason: 'CanaryPauseStep', startTime: '2026-11-29T10:00:00Z' }] },
      },
    ],
  },
};
