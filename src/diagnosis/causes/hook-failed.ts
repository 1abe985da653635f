import { listAt, mappingAt, textAt } from '../../manifests/value-at';
import type { Cause } from '../cause';
import { applicationIn } from '../facts';

export const hookFailed: Cause = {
  id: 'hook-failed',
  title: 'a hook of the sync fails',
  find: (one) => {
    const operation = mappingAt(applicationIn(one), ['status', 'operationState']);
    return listAt(operation, ['syncResult', 'resources'])
      .filter(
        (resource) =>
          ['Failed', 'Error'].includes(textAt(resource, ['hookPhase']) ?? '') &&
          textAt(resource, ['hookType']) !== undefined,
      )
      .map((hook) => ({
        what: `hook ${textAt(hook, ['hookType'])} ${textAt(hook, ['kind'])} "${textAt(hook, ['name'])}" failed: ${textAt(hook, ['message'])}`,
        remedy: `kubectl -n ${one.namespace} logs ${(textAt(hook, ['kind']) ?? '').toLowerCase()}/${textAt(hook, ['name'])}; mend what it does, then argocd app sync ${one.application}`,
      }));
  },
  example: {
    applications: [
      {
        metadata: { name: 'web-dev' },
        status: {
          operationState: {
            phase: 'Failed',
            message: 'one or more synchronization tasks completed unsuccessfully',
            syncResult: {
              resources: [
                {
                  kind: 'Job',
                  name: 'migrate',
                  hookType: 'PreSync',
                  hookPhase: 'Failed',
                  message: 'Job has reached the specified backoff limit',
                },
              ],
            },
          },
        },
      },
    ],
  },
};
