import * as z from 'zod';

/** Name of an extension of the repository. */
export const ExtensionName = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]*$/, 'must be the name of an extension: letters and digits, a small letter first');

/** What extensions are told, by the name of each. `null` tells an extension nothing, whatever the service says. */
export const Extensions = z.record(ExtensionName, z.unknown());
export type Extensions = z.infer<typeof Extensions>;
