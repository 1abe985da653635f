import * as z from 'zod';

import { nameOf, objectIn } from './manifest-files';
import { answerOf, type Scanner } from './scanner';

const Answer = z.object({
  Results: z
    .array(
      z.object({
        Target: z.string(),
        Misconfigurations: z.array(z.object({ ID: z.string(), Status: z.string(), Message: z.string() })).optional(),
      }),
    )
    .optional(),
});

/** It downloads its checks unless they are on the machine, so it may need the network. */
export const trivy: Scanner = {
  name: 'trivy',
  scan(tree) {
    const words = ['config', '--quiet', '--format', 'json', '.'];
    return (Answer.parse(JSON.parse(answerOf('trivy', words, tree))).Results ?? []).flatMap((result) =>
      (result.Misconfigurations ?? [])
        .filter(({ Status }) => Status === 'FAIL')
        .map(({ ID, Message }) => ({ rule: ID, object: nameOf(objectIn(tree, result.Target)), message: Message })),
    );
  },
};
