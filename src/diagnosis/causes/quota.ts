import type { Cause } from '../cause';
import { refusalsOfPods, syncMessages } from '../facts';

export const quota: Cause = {
  id: 'quota',
  title: 'the quota or a limit of the namespace leaves no room',
  find: (one) => {
    const said = [
      ...syncMessages(one).map(({ object, message }) => ({ of: object, message })),
      ...refusalsOfPods(one),
    ].filter(({ message }) =>
      /exceeded quota|(maximum|minimum) (cpu|memory) usage|must specify (limits|requests)/.test(message),
    );
    return said.map(({ of, message }) => ({
      what: `${of} gets no pod: ${message}`,
      remedy: `kubectl -n ${one.namespace} describe resourcequota,limitrange; "slipway capacity ${one.environment}" says who asks for how much: ask for less, or raise "quota" or "containerLimits" of the environment`,
    }));
  },
  example: {
    objects: [{ kind: 'ReplicaSet', metadata: { name: 'web-5f' } }],
    events: [
      {
        involvedObject: { name: 'web-5f' },
        reason: 'FailedCreate',
        message:
          'Error creating: pods "web-5f-x" is forbidden: exceeded quota: namespace, requested: pods=1, used: pods=80, limited: pods=80',
      },
    ],
  },
};
