import * as z from 'zod';

import { nameOf } from './manifest-files';
import { answerOf, type Scanner } from './scanner';

const Checks = z
  .record(z.string(), z.object({ Success: z.boolean(), Severity: z.string(), Message: z.string() }))
  .nullish();
const Answer = z.object({
  Results: z.array(
    z.object({
      Kind: z.string(),
      Namespace: z.string().optional(),
      Name: z.string(),
      Results: Checks,
      PodResult: z.object({ Results: Checks, ContainerResults: z.array(z.object({ Results: Checks })) }).nullish(),
    }),
  ),
});

export const polaris: Scanner = {
  name: 'polaris',
  scan(tree) {
    const words = ['audit', '--audit-path', '.', '--format', 'json'];
    return Answer.parse(JSON.parse(answerOf('polaris', words, tree))).Results.flatMap((result) => {
      const { Kind: kind, Namespace: namespace, Name: name, PodResult: pod } = result;
      const all = [result.Results, pod?.Results, ...(pod?.ContainerResults ?? []).map((one) => one.Results)];
      return all
        .flatMap((checks) => Object.entries(checks ?? {}))
        .filter(([, { Success, Severity }]) => !Success && Severity !== 'ignore')
        .map(([rule, { Message }]) => ({ rule, object: nameOf({ kind, namespace, name }), message: Message }));
    });
  },
};
