import * as z from 'zod';

/** Where the keys of one Secret of the platform come from. Their values are no settings. */
export const SecretPlace = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('store').describe('External Secrets copies it from the secret store of the environment.'),
    key: z
      .string()
      .min(1, 'must not be empty')
      .optional()
      .describe('Key in the store, with a property for each key of the Secret. Default: "<environment>/<Secret>".'),
  }),
  z.strictObject({ kind: z.literal('secret').describe('The Secret is there already; somebody else keeps it.') }),
]);
export type SecretPlace = z.infer<typeof SecretPlace>;
