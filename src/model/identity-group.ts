import * as z from 'zod';

/**
 * Whether a name has a meaning of its own in policies of Argo CD: `admin` has every right, `role:*` and `proj:*:*` are
 * roles (Argo CD, `assets/builtin-policy.csv`). A group of such a name would get what nobody gave it.
 */
export function isOfArgoCd(name: string): boolean {
  return name === 'admin' || name.startsWith('role:') || name.startsWith('proj:');
}

/** A group of the identity provider, as it stands in the claim `groups` of a token. */
export const IdentityGroup = z
  .string()
  .regex(/^[^\s,"][^,"\p{Cc}]*(?<!\s)$/u, {
    error: 'must be a name without commas, quotes and line breaks, and without spaces around it',
    abort: true,
  })
  .refine((name) => !isOfArgoCd(name), 'must not be "admin", "role:..." or "proj:...", which have rights in Argo CD');
