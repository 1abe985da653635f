import * as z from 'zod';

import { SecretPlace } from './secret-place';
import { Size } from './size';

/** `slipway:linkerd`: the service mesh. */
export const LinkerdSettings = z.strictObject({
  trustAnchor: z
    .string()
    .regex(/^-----BEGIN CERTIFICATE-----\s[^]+-----END CERTIFICATE-----\s*$/, 'must be a certificate in PEM')
    .describe('Certificate that every pod trusts. It is public; its key stays with whoever signed the issuer.'),
  issuer: SecretPlace.default({ kind: 'store' }).describe(
    'Where the Secret linkerd-identity-issuer comes from: tls.crt, tls.key and ca.crt, signed by the trust anchor.',
  ),
  network: z
    .discriminatedUnion('kind', [
      z.strictObject({
        kind: z
          .literal('cni')
          .describe(
            'A plugin on each node changes the rules of its network. Pods need no rights, so they may be "restricted".',
          ),
        binFolder: z.string().startsWith('/').default('/opt/cni/bin').describe('Where nodes have their plugins.'),
        configFolder: z
          .string()
          .startsWith('/')
          .default('/etc/cni/net.d')
          .describe('Where nodes have the configuration of plugins.'),
      }),
      z.strictObject({
        kind: z
          .literal('init')
          .describe(
            'A container at the start of each meshed pod changes them. It needs NET_ADMIN and NET_RAW, which only an environment with "podSecurity: privileged" lets it have.',
          ),
      }),
    ])
    .prefault({ kind: 'cni' })
    .describe("How the traffic of a meshed pod comes to its proxy. Default: Linkerd's CNI plugin."),
  size: Size,
  highlyAvailable: z.boolean().default(false).describe('Three pods of each part, on nodes of their own.'),
});
export type LinkerdSettings = z.infer<typeof LinkerdSettings>;
