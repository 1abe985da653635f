import type { Cause } from '../cause';
import { syncMessages } from '../facts';
import { hookFailed } from './hook-failed';
import { quota } from './quota';
import { refusedByPolicy } from './refused-by-policy';

export const syncFailed: Cause = {
  id: 'sync-failed',
  title: 'a sync fails, for another reason',
  find: (one) => {
    const known = [...quota.find(one), ...refusedByPolicy.find(one), ...hookFailed.find(one)].map(({ what }) => what);
    return syncMessages(one)
      .filter(({ message }) => !known.some((what) => what.includes(message)))
      .map(({ object, message }) => ({
        what: `${object} cannot be applied: ${message}`,
        remedy: `mend what the message names, in the catalog; argocd app sync ${one.application} --dry-run tries it. A sync that has been tried too often is begun by hand: argocd app sync ${one.application}`,
      }));
  },
  example: {
    applications: [
      {
        metadata: { name: 'web-dev' },
        status: {
          operationState: {
            phase: 'Failed',
            message: 'one or more objects failed to apply',
            syncResult: {
              resources: [
                {
                  kind: 'Deployment',
                  name: 'web',
                  status: 'SyncFailed',
                  message: 'spec.selector: Invalid value: field is immutable',
                },
              ],
            },
          },
        },
      },
    ],
  },
};
