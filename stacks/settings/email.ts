import * as z from 'zod';

import { HostName } from '../../src/model/names';

/** `slipway:email`: the mail server, for notifications of Argo CD and for alerts. */
export const EmailSettings = z.strictObject({
  host: HostName.describe('Mail server.'),
  port: z.int().min(1).max(65_535).default(587).describe('Its port; it must offer STARTTLS.'),
  from: z
    .string()
    .regex(/^[^\s@]+@[^\s@]+$/, 'must be an e-mail address')
    .describe('Who writes.'),
  username: z
    .string()
    .min(1, 'must not be empty')
    .optional()
    .describe(
      'Who signs in; the password is the key "email-password" of the secrets. Default: the server takes mail from everybody.',
    ),
});
export type EmailSettings = z.infer<typeof EmailSettings>;
