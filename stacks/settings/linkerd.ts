import * as z from 'zod';

import { SecretPlace } from './secret-place';

/** `slipway:linkerd`: the service mesh. */
export const LinkerdSettings = z.strictObject({
  trustAnchor: z
    .string()
    .regex(/^-----BEGIN CERTIFICATE-----\s[^]+-----END CERTIFICATE-----\s*$/, 'must be a certificate in PEM')
    .describe('Certificate that every pod trusts. It is public; its key stays with whoever signed the issuer.'),
  issuer: SecretPlace.default({ kind: 'store' }).describe(
    'Where the Secret linkerd-identity-issuer comes from: tls.crt, tls.key and ca.crt, signed by the trust anchor.',
  ),
  highlyAvailable: z.boolean().default(false).describe('Three pods of each part, on nodes of their own.'),
});
export type LinkerdSettings = z.infer<typeof LinkerdSettings>;
