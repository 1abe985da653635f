import * as z from 'zod';

const Operation = z.looseObject({ sync: z.looseObject({ revision: z.string().default('') }).nullish() });

/** What is read of an Application (Argo CD, `Application`). What Argo CD has not looked at yet has no status. */
export const AppliedApplication = z.looseObject({
  spec: z.looseObject({ source: z.looseObject({ path: z.string().default('') }).nullish() }),
  /** What was asked for and has not begun. */
  operation: Operation.nullish(),
  status: z
    .looseObject({
      sync: z.looseObject({ status: z.string().default('Unknown'), revision: z.string().default('') }).nullish(),
      health: z.looseObject({ status: z.string().default('Unknown') }).nullish(),
      conditions: z.array(z.looseObject({ type: z.string(), message: z.string().default('') })).nullish(),
      resources: z
        .array(
          z.looseObject({
            kind: z.string().default(''),
            name: z.string().default(''),
            status: z.string().default(''),
            requiresPruning: z.boolean().nullish(),
          }),
        )
        .nullish(),
      operationState: z
        .looseObject({
          phase: z.string(),
          startedAt: z.string(),
          message: z.string().nullish(),
          operation: Operation.nullish(),
          syncResult: z.looseObject({ revision: z.string().default('') }).nullish(),
        })
        .nullish(),
    })
    .nullish(),
});
export type AppliedApplication = z.infer<typeof AppliedApplication>;
