import type { Cause } from '../cause';
import { conditionOf, servedName, ofKind } from '../facts';
import { claimPending } from './claim-pending';

export const unschedulable: Cause = {
  id: 'unschedulable',
  title: 'no node takes a pod',
  find: (one) =>
    ofKind(one, 'Pod').flatMap((pod) => {
      const scheduled = conditionOf(pod, 'PodScheduled');
      if (scheduled === undefined || scheduled.isTrue || scheduled.reason !== 'Unschedulable') return [];
      const isOfVolume = /persistentvolumeclaim|volume/i.test(scheduled.message);
      // The claim says more than the pod that waits for it.
      if (isOfVolume && claimPending.find(one).length > 0) return [];
      const remedy = isOfVolume
        ? `kubectl -n ${one.namespace} describe pvc: a claim wants a StorageClass that makes volumes ("storage.className"), in the zone of a node`
        : `"slipway capacity ${one.environment}" says what all ask for: ask for less, or add a node`;
      return [{ what: `pod "${servedName(pod)}" finds no node: ${scheduled.message}`, remedy }];
    }),
  example: {
    objects: [
      {
        kind: 'Pod',
        metadata: { name: 'web-5f-x' },
        status: {
          conditions: [
            {
              type: 'PodScheduled',
              status: 'False',
              reason: 'Unschedulable',
              message: '0/3 nodes are available: 3 Insufficient cpu.',
            },
          ],
        },
      },
    ],
  },
};
