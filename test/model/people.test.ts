import { People } from '../../src/model/people';

const key = (letter: string, comment = ''): string =>
  `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA${letter.repeat(44)}${comment}`;

function messagesOf(people: unknown): readonly string[] {
  const { error } = People.safeParse({ people });
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

test.each([
  ['an e-mail address', { emails: ['ann@example.com'] }, { emails: ['b@example.com', 'ann@example.com'] }, 'emails.1'],
  ['in capitals', { emails: ['ann@example.com'] }, { emails: ['Ann@Example.COM'] }, 'emails.0'],
  // U+FF41 is a wide "a".
  ['in wide letters', { emails: ['ann@example.com'] }, { emails: ['\uff41nn@example.com'] }, 'emails.0'],
  [
    'a login',
    { emails: ['a@b.c'], logins: { github: 'ann' } },
    { emails: ['d@e.f'], logins: { github: 'ANN' } },
    'logins.github',
  ],
  [
    'an address of one as the login of the other',
    { emails: ['ann@example.com'] },
    { emails: ['d@e.f'], logins: { port: 'Ann@example.com' } },
    'logins.port',
  ],
  [
    'a key',
    { emails: ['a@b.c'], keys: [key('A', ' ann')] },
    { emails: ['d@e.f'], keys: [key('A', ' other')] },
    'keys.0',
  ],
])('nobody is two people: %s', (_, ann, bob, path) => {
  expect(messagesOf({ ann, bob })).toEqual([`people.bob.${path}: must not be that of "ann", too`]);
});

test.each([
  ['the same name at another forge', { github: 'ann' }, { gitlab: 'ann' }],
  ['another address behind a plus', { port: 'ann@example.com' }, { port: 'ann+ops@example.com' }],
])('two people may have %s', (_, ann, bob) => {
  expect(messagesOf({ ann: { emails: ['a@b.c'], logins: ann }, bob: { emails: ['d@e.f'], logins: bob } })).toEqual([]);
});

test('keys that differ in the case of a letter are two keys', () => {
  expect(
    messagesOf({ ann: { emails: ['a@b.c'], keys: [key('A')] }, bob: { emails: ['d@e.f'], keys: [key('a')] } }),
  ).toEqual([]);
});

test.each([
  'ssh-rsa AAAAB3NzaC1yc2E= ann',
  `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA${'A'.repeat(43)}`,
  `${key('A')}\nssh-ed25519 x`,
  `from="*" ${key('A')}`,
])('%s is no key that signs', (text) => {
  expect(messagesOf({ ann: { emails: ['a@b.c'], keys: [text] } })).toEqual([
    expect.stringContaining('people.ann.keys.0: must be a public key of OpenSSH'),
  ]);
});

test('somebody without an address is refused, and what nobody said is empty', () => {
  expect(messagesOf({ ann: { emails: [] } })).toEqual(['people.ann.emails: must have at least one e-mail address']);
  expect(People.parse({ people: { ann: { emails: ['a@b.c'] } } })).toEqual({
    people: { ann: { emails: ['a@b.c'], logins: {}, keys: [], teams: [] } },
  });
});
