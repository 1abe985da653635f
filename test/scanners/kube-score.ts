import * as z from 'zod';

import { manifestFiles, nameOf } from './manifest-files';
import { answerOf, type Scanner } from './scanner';

const Answer = z.array(
  z.object({
    type_meta: z.object({ kind: z.string() }),
    object_meta: z.object({ name: z.string(), namespace: z.string().optional() }),
    checks: z.array(
      z.object({
        check: z.object({ id: z.string() }),
        grade: z.number(),
        skipped: z.boolean(),
        comments: z.array(z.object({ summary: z.string() })).nullable(),
      }),
    ),
  }),
);

/** The grade of a check that has nothing to say. */
const fine = 10;

export const kubeScore: Scanner = {
  name: 'kube-score',
  scan(tree) {
    const answer = answerOf('kube-score', ['score', '--output-format', 'json', ...manifestFiles(tree)], tree);
    return Answer.parse(JSON.parse(answer)).flatMap(({ type_meta: { kind }, object_meta, checks }) =>
      checks
        .filter(({ grade, skipped }) => !skipped && grade < fine)
        .map(({ check, comments }) => ({
          rule: check.id,
          object: nameOf({ kind, namespace: object_meta.namespace, name: object_meta.name }),
          message: (comments ?? []).map(({ summary }) => summary).join('; '),
        })),
    );
  },
};
