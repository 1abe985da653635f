import type { Cause } from '../cause';
import { conditionOf, containersOf, servedName, ofKind } from '../facts';

export const secretMissing: Cause = {
  id: 'secret-missing',
  title: 'a secret does not come from the store',
  find: (one) => {
    const unready = ofKind(one, 'ExternalSecret').flatMap((secret) => {
      const ready = conditionOf(secret, 'Ready');
      return ready === undefined || ready.isTrue
        ? []
        : [{ name: servedName(secret), said: `${ready.reason}: ${ready.message}` }];
    });
    const waiting = containersOf(one).filter(
      ({ waiting: why }) => why?.reason === 'CreateContainerConfigError' && /secret/i.test(why.message),
    );
    const remedy = `"slipway secrets ${one.environment} --service ${one.service}" says which keys of the store it needs, with the commands that write them; then kubectl -n ${one.namespace} annotate externalsecret --all force-sync=$(date +%s) --overwrite`;
    return [
      ...unready.map(({ name, said }) => ({ what: `ExternalSecret "${name}" is not ready: ${said}`, remedy })),
      ...(unready.length > 0
        ? []
        : waiting.map(({ pod, waiting: why }) => ({ what: `pod "${pod}" waits: ${why?.message}`, remedy }))),
    ];
  },
  example: {
    objects: [
      {
        kind: 'ExternalSecret',
        metadata: { name: 'web-secrets' },
        status: {
          conditions: [
            {
              type: 'Ready',
              status: 'False',
              reason: 'SecretSyncedError',
              message: 'could not get secret data from provider',
            },
          ],
        },
      },
    ],
  },
};
