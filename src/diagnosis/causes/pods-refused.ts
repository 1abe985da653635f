import type { Cause } from '../cause';
import { refusalsOfPods } from '../facts';
import { quota } from './quota';
import { refusedByPolicy } from './refused-by-policy';

export const podsRefused: Cause = {
  id: 'pods-refused',
  title: 'Kubernetes makes no pod, for another reason',
  find: (one) => {
    const known = [...quota.find(one), ...refusedByPolicy.find(one)].map(({ what }) => what);
    return refusalsOfPods(one)
      .filter(({ message }) => !known.some((what) => what.includes(message)))
      .map(({ of, message }) => ({
        what: `${of} gets no pod: ${message}`,
        remedy: `kubectl -n ${one.namespace} describe replicaset,statefulset -l app=${one.service} has all that was said`,
      }));
  },
  example: {
    objects: [{ kind: 'ReplicaSet', metadata: { name: 'web-5f' } }],
    events: [
      {
        involvedObject: { name: 'web-5f' },
        reason: 'FailedCreate',
        message:
          'Error creating: pods "web-5f-" is forbidden: error looking up service account dev/web: serviceaccount "web" not found',
      },
    ],
  },
};
