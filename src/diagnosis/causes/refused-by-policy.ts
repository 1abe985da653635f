import type { Cause } from '../cause';
import { refusalsOfPods, syncMessages } from '../facts';

export const refusedByPolicy: Cause = {
  id: 'refused-by-policy',
  title: 'a policy of the cluster refuses an object or its pods',
  find: (one) => {
    const said = [
      ...syncMessages(one).map(({ object, message }) => ({ of: object, message })),
      ...refusalsOfPods(one),
    ].filter(({ message }) =>
      /admission webhook|violates PodSecurity|denied the request|ValidatingAdmissionPolicy|not permitted in project/i.test(
        message,
      ),
    );
    return said.map(({ of, message }) => ({
      what: `${of} is refused: ${message}`,
      remedy:
        'the message names the policy and the field: change the catalog so that it is kept ("slipway check" knows the rules of most), or ask the owners of the policy',
    }));
  },
  example: {
    objects: [
      {
        kind: 'ReplicaSet',
        metadata: { name: 'web-5f' },
        status: {
          conditions: [
            {
              type: 'ReplicaFailure',
              status: 'True',
              reason: 'FailedCreate',
              message: 'pods "web-5f-" is forbidden: violates PodSecurity "restricted:v1.36": runAsNonRoot != true',
            },
          ],
        },
      },
    ],
  },
};
