import * as z from 'zod';

import { nameOf } from './manifest-files';
import { answerOf, type Scanner } from './scanner';

const Answer = z.object({
  Reports: z
    .array(
      z.object({
        Check: z.string(),
        Diagnostic: z.object({ Message: z.string() }),
        Object: z.object({
          K8sObject: z.object({
            Namespace: z.string(),
            Name: z.string(),
            GroupVersionKind: z.object({ Kind: z.string() }),
          }),
        }),
      }),
    )
    .nullable(),
});

export const kubeLinter: Scanner = {
  name: 'kube-linter',
  scan(tree) {
    const { Reports } = Answer.parse(JSON.parse(answerOf('kube-linter', ['lint', '--format', 'json', '.'], tree)));
    return (Reports ?? []).map(({ Check, Diagnostic, Object: { K8sObject } }) => ({
      rule: Check,
      object: nameOf({
        kind: K8sObject.GroupVersionKind.Kind,
        namespace: K8sObject.Namespace,
        name: K8sObject.Name,
      }),
      message: Diagnostic.Message,
    }));
  },
};
