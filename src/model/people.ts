import * as z from 'zod';

import { DnsLabel } from './names';

const login = z.string().regex(/^\S+$/, 'must be one word');

/** A key of OpenSSH as a `.pub` file has it. Only Ed25519: it is what Slipway verifies by itself (RFC 8709). */
export const PublicKey = z
  .string()
  .regex(
    /^ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA[A-Za-z0-9+/]{44}( .*)?$/,
    'must be a public key of OpenSSH such as "ssh-ed25519 AAAAC3... name": the one line of id_ed25519.pub',
  );

/** Somebody who asks and approves. */
export const Person = z.strictObject({
  name: z.string().min(1).optional().describe('As other people write it. Default: the key.'),
  emails: z
    .array(z.string().regex(/^[^\s@]+@[^\s@]+$/, 'must be an e-mail address'))
    .min(1, 'must have at least one e-mail address')
    .describe('Addresses in commits, in the forge and in the portal.'),
  logins: z
    .strictObject({ github: login.optional(), gitlab: login.optional(), port: login.optional() })
    .prefault({})
    .describe('Names at forges and portals, where they are not an e-mail address.'),
  keys: z.array(PublicKey).default([]).describe('SSH keys that sign approvals.'),
  teams: z.array(DnsLabel).default([]).describe('Teams of the platform that the person is in.'),
});
export type Person = z.infer<typeof Person>;

/** `catalog/people.yaml`: who may sign, and for which teams. The file may be missing: then the forge or the portal knows. */
export const People = z.strictObject({
  people: z
    .record(DnsLabel, Person)
    .check(({ value, issues }) => {
      for (const { path, message } of sharedMarks(value)) {
        issues.push({ code: 'custom', input: value, path: [...path], message });
      }
    })
    .describe('People by a short name of their own.'),
});
export type People = z.infer<typeof People>;

/** An e-mail address or a login in the form in which two of them are compared: nobody is two people by an upper case. */
export function normalName(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}

/** A public key without its comment, which says nothing. */
export function withoutComment(key: string): string {
  return key.split(' ').slice(0, 2).join(' ');
}

/** What marks two people at once: whoever has it would count twice. */
function* sharedMarks(
  people: Readonly<Record<string, Person>>,
): Iterable<{ readonly path: readonly (string | number)[]; readonly message: string }> {
  const owners = new Map<string, string>();
  for (const [name, person] of Object.entries(people)) {
    for (const { mark, path } of marksOf(person)) {
      const owner = owners.get(mark) ?? name;
      owners.set(mark, owner);
      if (owner !== name) yield { path: [name, ...path], message: `must not be that of "${owner}", too` };
    }
  }
}

function marksOf({ emails, logins, keys }: Person): readonly { mark: string; path: readonly (string | number)[] }[] {
  return [
    ...emails.map((email, index) => ({ mark: normalName(email), path: ['emails', index] })),
    // A login that is an e-mail address is one: whoever tells us does not say which of the two he means.
    ...Object.entries(logins).flatMap(([place, text]) => {
      if (text === undefined) return [];
      const mark = text.includes('@') ? normalName(text) : `${place} ${normalName(text)}`;
      return [{ mark, path: ['logins', place] }];
    }),
    ...keys.map((key, index) => ({ mark: withoutComment(key), path: ['keys', index] })),
  ];
}
