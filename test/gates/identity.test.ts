import { decide } from '../../src/gates/decide';
import type { Actor } from '../../src/gates/facts';
import { exactKey, nameKey } from '../../src/gates/name-key';
import { peopleIn, somebodyOf } from '../../src/gates/somebody';
import { aCatalog, approvalOf, factsOf, peopleOf, release, signed } from './a-question';
import { identities, listedPeople } from './identities';

const alike: readonly (readonly [why: string, name: string])[] = [
  ['as it is', 'alice@example.com'],
  ['upper case', 'ALICE@EXAMPLE.COM'],
  ['one letter in upper case', 'alicE@example.com'],
  ['a dot at the end', 'alice@example.com.'],
  ['dots at the end', 'alice@example.com..'],
  ['white space in front', '  alice@example.com'],
  ['white space behind', 'alice@example.com \t'],
  ['a line break behind', 'alice@example.com\n'],
  ['a full-width @', 'alice\uff20example.com'],
  ['full-width letters', '\uff41lice@example.com'],
  ['a full-width dot', 'alice@example\uff0ecom'],
  ['a dotless i', 'al\u0131ce@example.com'],
  ['a dotted capital I', 'AL\u0130CE@example.com'],
  ['an i with another dot', 'ali\u0307ce@example.com'],
  ['a zero-width space', 'al\u200bice@example.com'],
  ['a zero-width joiner', 'alice\u200d@example.com'],
  ['a byte order mark', '\ufeffalice@example.com'],
  ['a soft hyphen', 'ali\u00adce@example.com'],
  ['a mark of direction', '\u200ealice@example.com'],
  ['an override of direction', '\u202ealice@example.com'],
  ['a variation selector', 'alice\ufe0f@example.com'],
  ['a filler of Hangul', 'alice\u3164@example.com'],
  ['NUL', 'alice\0@example.com'],
  ['a roman number one', 'al\u2170ce@example.com'],
  ['a mathematical a', '\ud835\udc1alice@example.com'],
];

test.each(alike)('%s: it may be the same person', (_, name) => {
  expect(nameKey(name)).toBe('alice@example.com');
});

test.each([
  ['the Kelvin sign is a k', '\u212aate', 'kate'],
  ['a long s is an s', 'ali\u017fon', 'alison'],
  ['a ligature is its letters', '\ufb01ona', 'fiona'],
])('%s', (_, name, same) => {
  expect(nameKey(name)).toBe(same);
});

test.each([
  ['a plus-address', 'alice+ci@example.com'],
  ['a dot in the name', 'a.lice@example.com'],
  ['another domain', 'alice@example.org'],
  ['another person', 'bob@example.com'],
  ['a longer name', 'alice2@example.com'],
])('%s is somebody else', (_, name) => {
  expect(nameKey(name)).not.toBe('alice@example.com');
});

test('what only looks like a name is given nothing: ASCII case and one dot at the end are all that is folded', () => {
  const same = alike.filter(([, name]) => exactKey(name) === 'alice@example.com').map(([why]) => why);

  expect(same).toEqual(['as it is', 'upper case', 'one letter in upper case', 'a dot at the end']);
});

test.each(identities.map(({ identity, truth }) => [`${identity.name} (${identity.proof})`, identity, truth] as const))(
  '%s is who it is, and in its teams',
  (_, identity, truth) => {
    const { person, teams } = somebodyOf(aCatalog({ people: listedPeople }), identity);

    expect({ isListed: person !== undefined, teams }).toEqual({ isListed: truth.isListed, teams: truth.teams });
  },
);

test('a name that two people have is nobody: neither of them approves by it', () => {
  const catalog = aCatalog({
    people: {
      sam: { emails: ['sam@example.com'], logins: { github: 'sam' }, teams: ['sre-team'] },
      samira: { emails: ['samira@example.com'], logins: { gitlab: 'sam' }, teams: ['sre-team'] },
    },
  });

  expect(somebodyOf(catalog, { name: 'sam', proof: 'forge', teams: ['sre-team'] })).toEqual({ id: 'sam', teams: [] });
  expect(somebodyOf(catalog, signed('sam'))).toMatchObject({ person: 'sam', teams: ['sre-team'] });
});

test('a key of people.yaml proves nothing at the forge or the portal, where anybody may have it as a login', () => {
  const catalog = aCatalog({ people: peopleOf({ alice: ['sre-team'] }) });

  for (const proof of ['forge', 'portal', 'claimed', 'token', 'argocd'] as const) {
    expect(somebodyOf(catalog, { name: 'alice', proof, teams: ['sre-team'] }).teams).toEqual([]);
  }
});

const teams = ['sre-team', 'ops-team'];
const two = { gates: { approvals: [{ count: 2, teams: ['sre-team'] }] } };
const one = { gates: { approvals: [{ count: 1, teams: ['sre-team'] }] } };
/** Of a team that nobody in people.yaml is in. */
const twoOfOps = { gates: { approvals: [{ count: 2, teams: ['ops-team'] }] } };
const oneOfOps = { gates: { approvals: [{ count: 1, teams: ['ops-team'] }] } };
const oneOfEither = { gates: { approvals: [{ count: 1, teams }] } };
const people = {
  ...peopleOf({ bob: ['sre-team'], dev: ['web-team'] }),
  alice: { emails: ['alice@example.com', 'a@example.com'], logins: { github: 'alice-gh' }, teams: ['sre-team'] },
};
const forge = (name: string, told = teams): Actor => ({ name, proof: 'forge', teams: told });
const portal = (name: string, told = teams): Actor => ({ name, proof: 'portal', teams: told });

test.each<readonly [string, readonly (Actor | string)[], string]>([
  ['two people', ['alice', 'bob'], 'allowed'],
  ['one person twice', ['alice', 'alice'], 'waiting'],
  ['one person by key and by address', ['alice', 'ALICE@example.com'], 'waiting'],
  ['one person by two addresses', ['alice@example.com', 'a@example.com'], 'waiting'],
  ['one person by key and at the forge', ['alice', forge('alice-gh')], 'waiting'],
  ['a listed person and a stranger of the forge', ['alice', forge('zoe')], 'waiting'],
  ['two strangers of the forge', [forge('zoe'), forge('yan')], 'waiting'],
  ['a look-alike', ['alice', portal('b\u043eb@example.com', [])], 'waiting'],
  ['somebody who only says who he is', ['alice', { name: 'bob', proof: 'claimed' }], 'waiting'],
  ['a pipeline', ['alice', { name: 'robot', proof: 'portal', isPipeline: true, teams: ['sre-team'] }], 'waiting'],
  ['people.yaml, where the forge says otherwise', ['alice', forge('dev@example.com')], 'waiting'],
])('%s: two people are needed, of a team that people.yaml knows', (_, approvers, verdict) => {
  const facts = factsOf({ requester: signed('carol'), approvals: approvers.map((by) => approvalOf(by)) });

  expect(decide(aCatalog({ people, prod: two }), release(), facts).verdict).toBe(verdict);
});

test.each<readonly [string, readonly Actor[], string]>([
  ['one stranger in two spellings', [forge('zoe'), forge('ZOE')], 'waiting'],
  ['two strangers of the forge', [forge('zoe'), forge('yan')], 'allowed'],
  ['two strangers of the portal', [portal('zoe@example.com'), portal('yan@example.com')], 'allowed'],
  ['a stranger of each, who may be one', [forge('zoe'), portal('zoe@example.com')], 'waiting'],
  ['a stranger of another team', [forge('zoe'), forge('yan', ['web-team'])], 'waiting'],
  ['a stranger of another team, too', [forge('zoe'), forge('yan', ['web-team', 'ops-team'])], 'allowed'],
  ['a listed person, whom the forge says to be in it', [forge('zoe'), forge('alice-gh')], 'waiting'],
])('%s: two people are needed, of a team that people.yaml does not know', (_, approvers, verdict) => {
  const facts = factsOf({ requester: signed('carol'), approvals: approvers.map((by) => approvalOf(by)) });

  expect(decide(aCatalog({ people, prod: twoOfOps }), release(), facts).verdict).toBe(verdict);
  expect(decide(aCatalog({ prod: twoOfOps }), release(), facts).verdict).toBe(
    // Without people.yaml everybody is a stranger.
    approvers.some(({ name }) => name === 'alice-gh') ? 'allowed' : verdict,
  );
});

test.each<
  readonly [string, Partial<Parameters<typeof factsOf>[0]> & { readonly by: Actor | string }, typeof one, string]
>([
  ['somebody else', { by: 'bob', requester: signed('dev') }, one, 'allowed'],
  ['who asked', { by: 'alice', requester: signed('alice') }, one, 'waiting'],
  ['who asked, by another name', { by: forge('alice-gh'), requester: signed('a@example.com') }, one, 'waiting'],
  [
    'who asked, as only claimed',
    { by: 'alice', requester: { name: 'A@example.com', proof: 'claimed' } },
    one,
    'waiting',
  ],
  ['who asked, by a login that is not listed', { by: forge('alice-2'), requester: signed('alice') }, one, 'waiting'],
  [
    'who asked, by a login that is not listed, for a team that is not',
    { by: forge('alice-2'), requester: signed('alice') },
    oneOfEither,
    'waiting',
  ],
  ['whom somebody acted for', { by: 'alice', alsoInvolved: [{ name: 'alice', proof: 'claimed' }] }, one, 'waiting'],
  ['who looks like the author', { by: 'alice', alsoInvolved: [portal('al\u0131ce@example.com')] }, one, 'waiting'],
  ['a stranger who asked', { by: forge('zoe'), requester: forge('Zoe') }, oneOfOps, 'waiting'],
  ['another stranger of the same source', { by: forge('zoe'), requester: forge('yan') }, oneOfOps, 'allowed'],
  [
    'a stranger, of a stranger who asked in the portal',
    { by: forge('zoe'), requester: portal('z@example.com') },
    oneOfOps,
    'waiting',
  ],
  [
    'a stranger, of a stranger who asked at the forge',
    { by: portal('z@example.com'), requester: forge('zoe') },
    oneOfOps,
    'waiting',
  ],
  [
    'a stranger, of somebody whom nobody knows',
    { by: forge('zoe'), requester: { name: 'eve', proof: 'claimed' } },
    oneOfOps,
    'allowed',
  ],
  ['a stranger, of a listed person', { by: forge('zoe'), requester: portal('dev@example.com') }, oneOfOps, 'allowed'],
  ['a listed person, of a stranger', { by: 'alice', requester: portal('z@example.com') }, one, 'allowed'],
])('%s: one person is needed', (_, { by, ...facts }, prod, verdict) => {
  const all = factsOf({ ...facts, approvals: [approvalOf(by)] });

  expect(decide(aCatalog({ people, prod }), release(), all).verdict).toBe(verdict);
});

test('of two sources that tell of as many, the forge counts, and a rejection is no approval', () => {
  const wordsOf = (...approvals: Parameters<typeof approvalOf>[]): string | undefined =>
    decide(
      aCatalog({ people, prod: twoOfOps }),
      release(),
      factsOf({ requester: signed('dev'), approvals: approvals.map((each) => approvalOf(...each)) }),
    ).answers[0]?.words;

  expect(wordsOf([portal('yan@example.com')], [forge('zoe')])).toBe('needs 2 approvals of ops-team, has 1 (zoe)');
  expect(wordsOf([forge('zoe')], [portal('yan@example.com')], [portal('xia@example.com')])).toBe(
    'needs 2 approvals of ops-team, has 2 (yan@example.com and xia@example.com)',
  );
  expect(wordsOf([forge('zoe'), { answer: 'reject' }])).toBe(
    'zoe has rejected it; needs 2 approvals of ops-team, has none',
  );
});

test('in the words of the answer stands who may give what is missing, and why others do not count', () => {
  const facts = factsOf({
    requester: signed('alice'),
    approvals: [
      approvalOf('alice'),
      approvalOf({ name: 'eve@example.com', proof: 'claimed' }),
      approvalOf(portal('zoe@example.com', [])),
      approvalOf({ ...portal('robot'), isPipeline: true }),
      approvalOf(forge('zoe')),
    ],
  });

  expect(decide(aCatalog({ people, prod: two }), release(), facts).answers).toMatchObject([
    {
      gate: 'approvals',
      words:
        'needs 2 approvals of sre-team, has none; alice asked for it or had a hand in it; eve@example.com is a name that nobody has proved; robot is a pipeline; zoe is not in people.yaml, which says who is of sre-team',
      whoCanGive: ['sre-team', 'bob'],
    },
  ]);
});

test.each([
  [['sre-team'], ['alice', 'bob']],
  [['web-team'], ['alice', 'carol']],
  [
    ['web-team', 'sre-team'],
    ['alice', 'bob', 'carol'],
  ],
  [['other-team'], []],
  [[], []],
])('who is in one of %j is in them, whatever other teams he has', (teams, people) => {
  expect(peopleIn(aCatalog({ people: listedPeople }), teams)).toEqual(people);
});
