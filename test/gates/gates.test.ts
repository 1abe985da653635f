import { decide } from '../../src/gates/decide';
import type { GateFacts } from '../../src/gates/facts';
import type { Effect } from '../../src/effects/effect';
import { aCatalog, approvalOf, digestA, digestB, evidenceOf, factsOf, peopleOf, release, signed } from './a-question';
import type { CatalogSaying } from './a-question';

const people = peopleOf({ dev: ['web-team'], alice: ['sre-team'], bob: ['sre-team'], carol: ['web-team'] });

interface Said {
  readonly verdict?: string;
  readonly words?: string;
  readonly whoCanGive?: readonly string[];
  readonly possibleFrom?: string | undefined;
}

/** What one gate answers in "prod"; undefined when it is not asked. */
function answerOf(
  gate: string,
  saying: CatalogSaying,
  facts: Partial<GateFacts> = {},
  ...effects: Partial<Effect>[]
): Said | undefined {
  const { answers } = decide(aCatalog({ people, ...saying }), release(...effects), factsOf(facts));
  const found = answers.find((answer) => answer.gate === gate && answer.environment === 'prod');
  if (found === undefined) return undefined;
  const { verdict, words, whoCanGive, possibleFrom } = found;
  return { verdict, words, whoCanGive, possibleFrom };
}

function said(verdict: string, words: string, whoCanGive: readonly string[] = [], possibleFrom?: string): Said {
  return { verdict, words, whoCanGive, possibleFrom };
}

const noonLater = '2026-11-27T11:30:00Z';
const noonBefore = '2026-11-27T10:30:00Z';

const v2 = 'web v2 (sha256:bbbbbbbbbbbb)';

describe('order', () => {
  const prod = { gates: { after: ['staging'] } };

  test.each<readonly [string, CatalogSaying, Partial<GateFacts>, Said]>([
    [
      'a release that was nowhere waits, and the owners can bring it there',
      { webInStaging: { release: { version: 'v1', digest: digestA } } },
      {},
      said('waiting', `${v2} has not been in staging, where v1 (sha256:aaaaaaaaaaaa) is`, ['web-team']),
    ],
    [
      'a service that is not deployed there says so',
      { webInStaging: null },
      {},
      said('waiting', `${v2} has not been in staging, where web is not deployed`, ['web-team']),
    ],
    [
      'it is there now',
      { webInStaging: { release: { version: 'v2' } } },
      {},
      said('allowed', `${v2} has been in staging`),
    ],
    [
      'other bytes of the same version are another release',
      { webInStaging: { release: { version: 'v2', digest: digestA } } },
      {},
      said('waiting', `${v2} has not been in staging, where v2 (sha256:aaaaaaaaaaaa) is`, ['web-team']),
    ],
    [
      'it ran there',
      {},
      { evidence: [evidenceOf({ isCurrent: false })] },
      said('allowed', `${v2} has been in staging`),
    ],
    [
      'it ran there, and nobody knows its bytes',
      {},
      { evidence: [evidenceOf({ release: { version: 'v2' }, isCurrent: false })] },
      said('allowed', `${v2} has been in staging`),
    ],
    [
      'what ran elsewhere, or of another service, is not it',
      {},
      { evidence: [evidenceOf({ environment: 'later' }), evidenceOf({ service: 'api' })] },
      said('waiting', `${v2} has not been in staging, where v1 is`, ['web-team']),
    ],
    [
      'one that was healthy here comes back',
      {},
      { evidence: [evidenceOf({ environment: 'prod', isCurrent: false })] },
      said('allowed', `${v2} was healthy in prod before`),
    ],
    [
      'one that was healthy here, at least for a moment, comes back',
      {},
      { evidence: [evidenceOf({ environment: 'prod', healthySince: '2026-11-27T12:00:00Z' })] },
      said('allowed', `${v2} was healthy in prod before`),
    ],
    [
      'one of the same version whose bytes nobody knows does not',
      {},
      { evidence: [evidenceOf({ environment: 'prod', release: { version: 'v2' } })] },
      said('waiting', `${v2} has not been in staging, where v1 is`, ['web-team']),
    ],
    [
      'one that was here and never healthy does not',
      {},
      { evidence: [evidenceOf({ environment: 'prod', healthySince: undefined })] },
      said('waiting', `${v2} has not been in staging, where v1 is`, ['web-team']),
    ],
  ])('%s', (_, saying, facts, expected) => {
    expect(answerOf('order', { prod, ...saying }, facts)).toEqual(expected);
  });

  test('a release without a digest is not what was healthy here without one', () => {
    const evidence = [evidenceOf({ environment: 'prod', release: { version: 'v3' } })];

    for (const after of [{ version: 'v2' }, { version: 'v2', digest: null }]) {
      expect(answerOf('order', { prod }, { evidence }, { after })?.words).toBe(
        'web v2 has not been in staging, where v1 is',
      );
    }
  });

  test('an environment that is not there has had no release', () => {
    expect(answerOf('order', { prod: { gates: { after: ['later'] } } })).toEqual(
      said('waiting', `${v2} has not been in later, which is no environment of the catalog`, ['web-team']),
    );
  });

  test('every environment before is looked at, and what is missing is said', () => {
    const saying = { prod: { gates: { after: ['staging', 'later'] } }, webInStaging: { release: { version: 'v2' } } };

    expect(answerOf('order', saying)?.words).toBe(
      `${v2} has not been in later, which is no environment of the catalog`,
    );
  });

  test('nothing is asked of a release that was here to the byte, nor of what is no release, nor where nothing comes before', () => {
    const was = { release: { version: 'v2', digest: digestB } };

    expect(answerOf('order', { prod, webInProd: was })).toBeUndefined();
    expect(answerOf('order', { prod }, {}, { kind: 'setting', path: ['env'] })).toBeUndefined();
    expect(answerOf('order', { prod }, {}, { after: undefined })).toBeUndefined();
    expect(answerOf('order', { prod }, {}, { service: undefined })).toBeUndefined();
    expect(answerOf('order', {})).toBeUndefined();
    expect(answerOf('order', { prod, webInProd: { release: { version: 'v2', digest: digestA } } })?.verdict).toBe(
      'waiting',
    );
    expect(answerOf('order', { prod, webInProd: { release: { version: 'v3', digest: digestB } } })?.verdict).toBe(
      'waiting',
    );
  });

  test('of a service that is new, the owners of the environment can bring it there, or those of the platform', () => {
    expect(answerOf('order', { prod }, {}, { service: 'new' })?.whoCanGive).toEqual(['sre-team']);
    expect(answerOf('order', { prod: { ...prod, owners: [] } }, {}, { service: 'new' })?.whoCanGive).toEqual([
      'platform-team',
    ]);
  });
});

describe('evidence', () => {
  const prod = { gates: { after: ['staging'], evidence: { healthyFor: '2h' } } };
  const needed = 'and 2h are needed';

  test.each<readonly [string, Partial<GateFacts>, Said]>([
    [
      'time alone is missing',
      { evidence: [evidenceOf()] },
      said(
        'waiting',
        `${v2} was healthy in staging for 1h, from 2026-11-27T11:00:00Z to 2026-11-27T12:00:00Z, ${needed}`,
        [],
        '2026-11-27T13:00:00.000Z',
      ),
    ],
    [
      'it was healthy for long enough, to the minute',
      { evidence: [evidenceOf({ healthySince: '2026-11-27T10:00:00Z' })] },
      said('allowed', `${v2} was healthy in staging for 2h, ${needed}`),
    ],
    [
      'nobody has looked since',
      { evidence: [evidenceOf({ healthySince: '2026-11-27T08:00:00Z', observedAt: '2026-11-27T09:30:00Z' })] },
      said(
        'waiting',
        `${v2} was healthy in staging for 1h30m, from 2026-11-27T08:00:00Z to 2026-11-27T09:30:00Z, ${needed}; nobody has looked since: the controller, or "slipway evidence" tells`,
      ),
    ],
    [
      'nobody has looked since, and it would be long enough by now',
      { evidence: [evidenceOf({ healthySince: '2026-11-27T10:00:00Z', observedAt: '2026-11-27T11:59:59Z' })] },
      said(
        'waiting',
        `${v2} was healthy in staging for 1h59m, from 2026-11-27T10:00:00Z to 2026-11-27T11:59:59Z, ${needed}; nobody has looked since: the controller, or "slipway evidence" tells`,
      ),
    ],
    [
      'what is bad begins it anew',
      { evidence: [evidenceOf({ healthySince: '2026-11-27T08:00:00Z', lastBad: '2026-11-27T11:30:00Z' })] },
      said(
        'waiting',
        `${v2} was healthy in staging for 30m, from 2026-11-27T11:30:00Z to 2026-11-27T12:00:00Z, ${needed}`,
        [],
        '2026-11-27T13:30:00.000Z',
      ),
    ],
    [
      'what was bad before does not count',
      { evidence: [evidenceOf({ healthySince: '2026-11-27T08:00:00Z', lastBad: '2026-11-27T07:59:59Z' })] },
      said('allowed', `${v2} was healthy in staging for 4h, ${needed}`),
    ],
    [
      'it is bad now',
      { evidence: [evidenceOf({ healthySince: '2026-11-27T08:00:00Z', lastBad: '2026-11-27T12:00:00Z' })] },
      said(
        'waiting',
        `${v2} was not healthy in staging when somebody last looked, at 2026-11-27T12:00:00Z, ${needed}`,
        ['web-team'],
      ),
    ],
    [
      'it never was healthy',
      { evidence: [evidenceOf({ healthySince: undefined })] },
      said(
        'waiting',
        `${v2} was not healthy in staging when somebody last looked, at 2026-11-27T12:00:00Z, ${needed}`,
        ['web-team'],
      ),
    ],
    [
      'it will be healthy later',
      { evidence: [evidenceOf({ healthySince: '2026-11-27T12:00:00.001Z' })] },
      said(
        'waiting',
        `${v2} was not healthy in staging when somebody last looked, at 2026-11-27T12:00:00Z, ${needed}`,
        ['web-team'],
      ),
    ],
    [
      'it has just become healthy',
      { evidence: [evidenceOf({ healthySince: '2026-11-27T12:00:00Z' })] },
      said(
        'waiting',
        `${v2} was healthy in staging for 0m, from 2026-11-27T12:00:00Z to 2026-11-27T12:00:00Z, ${needed}`,
        [],
        '2026-11-27T14:00:00.000Z',
      ),
    ],
    [
      'it does not run there now',
      { evidence: [evidenceOf({ isCurrent: false })] },
      said(
        'waiting',
        `${v2} was healthy in staging for 1h, from 2026-11-27T11:00:00Z to 2026-11-27T12:00:00Z, ${needed}; it does not run there now`,
        ['web-team'],
      ),
    ],
    [
      'what was seen last counts, in whatever order it is told',
      {
        evidence: [
          evidenceOf({ healthySince: undefined }),
          evidenceOf({ healthySince: '2026-11-27T08:00:00Z', observedAt: '2026-11-27T11:00:00Z' }),
        ],
      },
      said(
        'waiting',
        `${v2} was not healthy in staging when somebody last looked, at 2026-11-27T12:00:00Z, ${needed}`,
        ['web-team'],
      ),
    ],
    [
      'nobody looks into the future',
      { evidence: [evidenceOf({ healthySince: '2026-11-27T10:30:00Z', observedAt: '2026-11-27T13:00:00Z' })] },
      said(
        'waiting',
        `${v2} was healthy in staging for 1h30m, from 2026-11-27T10:30:00Z to 2026-11-27T12:00:00Z, ${needed}`,
        [],
        '2026-11-27T12:30:00.000Z',
      ),
    ],
    [
      'other bytes have shown nothing',
      { evidence: [evidenceOf({ release: { version: 'v2', digest: digestA } })] },
      said('waiting', `${v2} has not been in staging`, ['web-team']),
    ],
    [
      'the same bytes under another name have',
      {
        evidence: [
          evidenceOf({ release: { version: 'v2-rc', digest: digestB }, healthySince: '2026-11-27T09:00:00Z' }),
        ],
      },
      said('allowed', `${v2} was healthy in staging for 3h, ${needed}`),
    ],
    [
      'one that was as long healthy here has shown enough',
      { evidence: [evidenceOf({ environment: 'prod', healthySince: '2026-11-27T10:00:00Z' })] },
      said('allowed', `${v2} was healthy in prod before`),
    ],
    [
      'one that was not as long healthy here has not',
      { evidence: [evidenceOf({ environment: 'prod', healthySince: '2026-11-27T10:00:01Z' })] },
      said('waiting', `${v2} has not been in staging`, ['web-team']),
    ],
  ])('%s', (_, facts, expected) => {
    expect(answerOf('evidence', { prod }, facts)).toEqual(expected);
  });

  test('a release that is in the overlay, and that nobody has seen run, waits for whoever looks', () => {
    const saying = { prod, webInStaging: { release: { version: 'v2', digest: digestB } } };

    expect(answerOf('evidence', saying)).toEqual(
      said('waiting', `nobody has seen ${v2} run in staging: the controller, or "slipway evidence" tells`),
    );
  });

  test('a release without a digest cannot be the same bytes; where the version is enough, it is', () => {
    const after = { version: 'v2' };
    const evidence = [evidenceOf({ healthySince: '2026-11-27T09:00:00Z' })];
    const byVersion = { gates: { after: ['staging'], evidence: { healthyFor: '2h', sameDigest: false } } };

    expect(answerOf('evidence', { prod }, { evidence }, { after })).toEqual(
      said('waiting', 'web v2 has no digest, so nobody knows whether staging had the same bytes: "bump" it with one', [
        'web-team',
      ]),
    );
    expect(answerOf('evidence', { prod: byVersion }, { evidence }, { after })?.verdict).toBe('allowed');
    expect(
      answerOf(
        'evidence',
        { prod: byVersion },
        { evidence: [evidenceOf({ release: { version: 'v2', digest: digestA } })] },
      )?.words,
    ).toBe(`${v2} has not been in staging`);
  });

  test('where only the bytes matter, the overlay says enough, and so does whoever saw them', () => {
    const bytes = { gates: { after: ['staging'], evidence: {} } };
    const allowed = said('allowed', `${v2} has been in staging`);

    expect(
      answerOf('evidence', { prod: bytes, webInStaging: { release: { version: 'v2', digest: digestB } } }),
    ).toEqual(allowed);
    expect(answerOf('evidence', { prod: bytes }, { evidence: [evidenceOf({ healthySince: undefined })] })).toEqual(
      allowed,
    );
    expect(answerOf('evidence', { prod: bytes, webInStaging: { release: { version: 'v2' } } })?.verdict).toBe(
      'waiting',
    );
  });

  const passed = { name: 'e2e', hasPassed: true, at: '2026-11-27T11:00:00Z', proof: 'token' } as const;
  const noTest = `no test of ${v2} in staging is known: CI tells with "slipway evidence"`;

  test.each<
    readonly [string, 'always' | 'when-asked' | 'never', boolean, readonly (typeof passed | object)[], string, string]
  >([
    ['always: there is none', 'always', false, [], 'waiting', noTest],
    ['always: it passed', 'always', false, [passed], 'allowed', `${v2} passed e2e in staging`],
    [
      'always: it failed later',
      'always',
      false,
      [passed, { hasPassed: false, at: noonLater }],
      'waiting',
      `${v2} failed e2e in staging`,
    ],
    [
      'always: it failed before, and is told later',
      'always',
      false,
      [passed, { hasPassed: false, at: noonBefore }],
      'allowed',
      `${v2} passed e2e in staging`,
    ],
    [
      'always: another one failed',
      'always',
      false,
      [passed, { name: 'load', hasPassed: false }],
      'waiting',
      `${v2} failed load in staging`,
    ],
    [
      'always: two passed',
      'always',
      false,
      [passed, { name: 'load' }],
      'allowed',
      `${v2} passed e2e and load in staging`,
    ],
    ['always: it is only claimed', 'always', false, [{ proof: 'claimed' }], 'waiting', noTest],
    ['when asked: nobody has', 'when-asked', false, [], 'allowed', `${v2} has been in staging`],
    ['when asked: somebody has', 'when-asked', true, [], 'waiting', noTest],
    ['never: somebody has', 'never', true, [], 'allowed', `${v2} has been in staging`],
  ])('tests %s', (_, tests, wantsTests, results, verdict, words) => {
    const gates = { after: ['staging'], evidence: { tests } };
    const evidence = [evidenceOf({ tests: results.map((result) => ({ ...passed, ...result })) })];

    expect(answerOf('evidence', { prod: { gates } }, { wantsTests, evidence })).toMatchObject({ verdict, words });
  });

  test('tests are asked for by a release that comes back only if the request wants them', () => {
    const gates = { after: ['staging'], evidence: { healthyFor: '30m', tests: 'always' as const } };
    const evidence = [evidenceOf({ environment: 'prod' }), evidenceOf({ healthySince: undefined })];

    expect(answerOf('evidence', { prod: { gates } }, { evidence })?.words).toBe(`${v2} was healthy in prod before`);
    expect(answerOf('evidence', { prod: { gates } }, { evidence, wantsTests: true })).toMatchObject({
      verdict: 'waiting',
      words: noTest,
      whoCanGive: ['web-team'],
    });
  });

  test('time and tests that are missing together are not possible by time alone', () => {
    const gates = { after: ['staging'], evidence: { healthyFor: '2h', tests: 'always' as const } };

    expect(answerOf('evidence', { prod: { gates } }, { evidence: [evidenceOf()] })).toMatchObject({
      words: expect.stringContaining(`; ${noTest}`),
      possibleFrom: undefined,
    });
  });

  test('R0-28: a release in the overlay is not enough where tests are wanted', () => {
    const gates = { after: ['staging'], evidence: { tests: 'always' as const } };
    const saying = { prod: { gates }, webInStaging: { release: { version: 'v2', digest: digestB } } };

    expect(answerOf('evidence', saying)?.verdict).toBe('waiting');
  });

  test('it is about the environments before: without one, nothing is asked', () => {
    expect(answerOf('evidence', { prod: { gates: { evidence: { healthyFor: '2h' } } } })).toBeUndefined();
    expect(answerOf('evidence', { prod: { gates: { after: ['staging'] } } })).toBeUndefined();
  });
});

describe('ticket', () => {
  const prod = { gates: { ticket: { prefix: 'CHG-', kinds: ['release' as const] } } };
  const tickets = { url: 'https://tickets.example.com/{ticket}' };

  test.each<readonly [string, boolean, GateFacts['ticket'], Said]>([
    ['none', true, undefined, said('waiting', 'needs a ticket such as CHG-12345, and names none')],
    ['approved', true, { ticket: 'CHG-1', state: 'approved' }, said('allowed', 'names CHG-1')],
    [
      'approved, with words',
      true,
      { ticket: 'CHG-1', state: 'approved', detail: 'by bob' },
      said('allowed', 'names CHG-1: by bob'),
    ],
    [
      'refused',
      true,
      { ticket: 'CHG-1', state: 'refused', detail: 'closed' },
      said('refused', 'the ticket system refuses CHG-1: closed'),
    ],
    [
      'unknown',
      true,
      { ticket: 'CHG-1', state: 'unknown' },
      said('waiting', 'nobody knows whether CHG-1 is approved; it is asked for again'),
    ],
    ['unknown, without a ticket system', false, { ticket: 'CHG-1', state: 'unknown' }, said('allowed', 'names CHG-1')],
    [
      'refused, without a ticket system',
      false,
      { ticket: 'CHG-1', state: 'refused' },
      said('refused', 'the ticket system refuses CHG-1'),
    ],
  ])('%s', (_, hasSystem, ticket, expected) => {
    const platform = hasSystem ? { tickets } : {};

    expect(answerOf('ticket', { prod, platform }, { ticket })).toEqual(expected);
  });

  test.each([
    '',
    'CHG',
    'CHG-',
    'chg-1',
    'Chg-1',
    'CHG1',
    'CHG_1',
    'CHG--1',
    'CHG-1 ',
    ' CHG-1',
    'CHG- 1',
    'CHG-1a',
    'CHG-a1',
    'CHG-1.0',
    'CHG-+1',
    'CHG-\u0661',
    'CHG-\uff11',
    'CHG\u20111',
    'INC-1',
    'XCHG-1',
    'CHG-1\n',
    'CHG-1\nCHG-2',
    'CHG-1,CHG-2',
    'CHG-0x1',
    `CHG-${'1'.repeat(21)}`,
  ])('%j is no ticket', (name) => {
    expect(answerOf('ticket', { prod }, { ticket: { ticket: name, state: 'approved' } })).toEqual(
      said('refused', `"${name}" is no ticket: it has to be CHG- and digits`),
    );
  });

  test.each([
    ['PROJ-A-#', 'PROJ-A-12', true],
    ['PROJ-A-#', 'PROJ-A-', false],
    ['PROJ-A-#', 'PROJ-B-12', false],
    ['PROJ-A-#', `PROJ-A-${'1'.repeat(20)}`, true],
    ['PROJ-A-#', `PROJ-A-${'1'.repeat(21)}`, false],
    ['INC#######', 'INC0012345', true],
    ['INC#######', 'INC012345', false],
    ['INC#######', 'INC00123456', false],
    ['#', '4711', true],
    ['web/#.#', 'web/12.7', true],
    ['web/#.#', 'web/12x7', false],
    ['web/#.#', 'web/12.7 ', false],
    ['a.b-##c', 'a.b-12c', true],
    ['a.b-##c', 'axb-12c', false],
    ['a.b-##c', 'a.b-12c\n', false],
    ['a.b-##c', 'a.b-\u0661\u0662c', false],
  ])('of the form %j, is %j a ticket? %j', (pattern, name, isOne) => {
    const gates = { ticket: { pattern } };

    const answer = answerOf('ticket', { prod: { gates } }, { ticket: { ticket: name, state: 'approved' } });

    expect(answer?.verdict).toBe(isOne ? 'allowed' : 'refused');
  });

  test.each([
    ['PROJ-A-#', 'PROJ-A-12345', 'PROJ-A- and digits'],
    ['INC#######', 'INC1234567', 'INC and 7 digits'],
    ['web/#.##', 'web/12345.12', 'web/ and digits and . and 2 digits'],
  ])('what has the form %j is said by an example, and in words', (pattern, example, words) => {
    const gates = { ticket: { pattern } };

    expect(answerOf('ticket', { prod: { gates } }, {})?.words).toBe(
      `needs a ticket such as ${example}, and names none`,
    );
    expect(answerOf('ticket', { prod: { gates } }, { ticket: { ticket: 'x', state: 'approved' } })?.words).toBe(
      `"x" is no ticket: it has to be ${words}`,
    );
  });

  test('a form and a ticket that are made to be slow are looked at once', () => {
    const gates = { ticket: { pattern: `#${'-#'.repeat(29)}` } };
    const name = '1-'.repeat(500_000);
    const started = performance.now();

    const answer = answerOf('ticket', { prod: { gates } }, { ticket: { ticket: name, state: 'approved' } });

    expect(answer?.verdict).toBe('refused');
    expect(performance.now() - started).toBeLessThan(1000);
  });

  test('every effect that needs one is named', () => {
    const { answers } = decide(
      aCatalog({ prod: { gates: { ticket: { prefix: 'CHG-' } } } }),
      release({}, { kind: 'setting', path: ['env'] }),
      factsOf(),
    );

    expect(answers.map(({ effects }) => effects.map(({ kind }) => kind))).toEqual([['release', 'setting']]);
  });

  test('it is about the kinds that it names', () => {
    expect(answerOf('ticket', { prod }, {}, { kind: 'setting', path: ['env'] })).toBeUndefined();
    expect(
      answerOf('ticket', { prod: { gates: { ticket: { prefix: 'CHG-' } } } }, {}, { kind: 'setting', path: ['env'] })
        ?.verdict,
    ).toBe('waiting');
  });

  test('an urgent fix has a ticket of its own, for what is not about gates', () => {
    const gates = { ticket: { prefix: 'CHG-' }, hotfix: { skips: ['order' as const], ticket: { prefix: 'INC-' } } };
    const words = (facts: Partial<GateFacts>, ...effects: Partial<Effect>[]) =>
      answerOf('ticket', { prod: { gates } }, facts, ...effects)?.words;

    expect(words({ hotfix: 'it is down' })).toContain('INC-12345');
    expect(words({})).toContain('CHG-12345');
    expect(words({ hotfix: 'it is down' }, { kind: 'gates', service: undefined, path: ['gates'] })).toContain(
      'CHG-12345',
    );
  });
});

describe('hold', () => {
  const hold = { reason: 'data is moved', by: 'bob', since: '2026-11-27T09:00:00Z' };
  const held = (what: string): string => `bob holds ${what} back from ${v2}: data is moved`;
  const teams = { 'web-team': { owners: ['@your-org/web'], hold } };

  test.each<readonly [string, CatalogSaying, Said | undefined]>([
    [
      'of the overlay',
      { webInProd: { hold } },
      said('refused', `${held('web in prod')}; until somebody resumes it`, ['bob']),
    ],
    [
      'of the team',
      { platform: { teams } },
      said('refused', `${held('what is of web-team')}; until somebody resumes it`, ['bob']),
    ],
    ['of the environment', { prod: { hold } }, said('refused', `${held('prod')}; until somebody resumes it`, ['bob'])],
    ['of another environment', { staging: { hold } }, undefined],
    [
      'until later',
      { webInProd: { hold: { ...hold, until: '2026-11-27T12:00:01Z' } } },
      said('waiting', `${held('web in prod')}; until 2026-11-27T12:00:01Z`, ['bob'], '2026-11-27T12:00:01.000Z'),
    ],
    ['until now', { webInProd: { hold: { ...hold, until: '2026-11-27T12:00:00Z' } } }, undefined],
    [
      'of this release',
      { webInProd: { hold: { ...hold, releases: ['v9', 'v2'] } } },
      said('refused', `${held('web in prod')}; until somebody resumes it`, ['bob']),
    ],
    ['of another release', { webInProd: { hold: { ...hold, releases: ['v9', digestA] } } }, undefined],
    [
      'of these bytes, whatever version they are called',
      { webInProd: { hold: { ...hold, releases: ['v9', digestB] } } },
      said('refused', `${held('web in prod')}; until somebody resumes it`, ['bob']),
    ],
  ])('%s', (_, saying, expected) => {
    expect(answerOf('hold', saying)).toEqual(expected);
  });

  test('a service that is new is held back by the environment alone', () => {
    expect(answerOf('hold', { platform: { teams }, prod: { hold } }, {}, { service: 'new' })?.words).toMatch(
      /^bob holds prod back from new v2 [^;]*; until somebody resumes it$/,
    );
  });

  test('two holds are both said, and end with the later one', () => {
    const until = { ...hold, until: '2026-11-27T13:00:00Z' };
    const answer = answerOf('hold', {
      webInProd: { hold: until },
      prod: { hold: { ...until, by: 'alice', until: '2026-11-27T14:00:00Z' } },
    });

    expect(answer?.words).toMatch(/^bob holds web in prod.*; alice holds prod/);
    expect(answer).toMatchObject({ whoCanGive: ['bob', 'alice'], possibleFrom: '2026-11-27T14:00:00.000Z' });
  });

  test('it stops nothing but releases, and what ends it is none', () => {
    expect(
      answerOf('hold', { webInProd: { hold } }, {}, { kind: 'hold', path: ['hold'], before: hold, after: undefined }),
    ).toBeUndefined();
    expect(
      answerOf(
        'hold',
        { webInProd: { hold } },
        {},
        { kind: 'scale', path: ['scale'], after: { owner: 'fixed', replicas: 3 } },
      ),
    ).toBeUndefined();
  });
});

describe('limits', () => {
  const prod = { gates: { limits: { replicas: 10 } } };
  const scale = (before: unknown, after: unknown): Partial<Effect> => ({
    kind: 'scale',
    path: ['scale'],
    before,
    after,
  });

  test.each<readonly [string, unknown, unknown, string | undefined]>([
    ['as many as allowed', { replicas: 1 }, { owner: 'fixed', replicas: 10 }, 'allowed'],
    ['one more', { replicas: 1 }, { owner: 'fixed', replicas: 11 }, 'refused'],
    ['one more at most', { replicas: 1 }, { owner: 'hpa', minReplicas: 1, maxReplicas: 11 }, 'refused'],
    ['one more, of a new service', undefined, { owner: 'fixed', replicas: 11 }, 'refused'],
    ['too many, and fewer than there were', { replicas: 30 }, { owner: 'fixed', replicas: 20 }, 'allowed'],
    ['too many, and as many as there were', { maxReplicas: 20 }, { owner: 'fixed', replicas: 20 }, 'allowed'],
    ['too many, and more than there were', { replicas: 15 }, { owner: 'fixed', replicas: 20 }, 'refused'],
    ['nothing', undefined, null, undefined],
    ['when it ends, and no number', undefined, { until: '2026-11-27T18:00:00Z', back: null }, undefined],
  ])('%s', (_, before, after, verdict) => {
    expect(answerOf('limits', { prod }, {}, scale(before, after))?.verdict).toBe(verdict);
  });

  test('the answer has the numbers', () => {
    expect(answerOf('limits', { prod }, {}, scale(undefined, { replicas: 11 }))).toEqual(
      said('refused', 'web asks for 11 pods, and 10 are the most'),
    );
  });

  test.each<readonly [string, unknown, unknown, string | undefined]>([
    ['nothing at all', { replicas: 2 }, { owner: 'fixed', replicas: 0 }, 'refused'],
    ['nothing, of a new service', undefined, { owner: 'fixed', replicas: 0 }, 'refused'],
    ['nothing while nobody calls', undefined, { owner: 'keda', minReplicas: 0, maxReplicas: 5 }, 'refused'],
    ['fewer than the fewest', { replicas: 3 }, { owner: 'fixed', replicas: 1 }, 'refused'],
    ['the fewest', { replicas: 3 }, { owner: 'fixed', replicas: 2 }, 'allowed'],
    ['too few, and more than there were', { replicas: 0 }, { owner: 'fixed', replicas: 1 }, 'allowed'],
    [
      'too few, and as many as there were',
      { replicas: 0 },
      { owner: 'hpa', minReplicas: 0, maxReplicas: 3 },
      'allowed',
    ],
    ['no number', undefined, { until: '2026-11-27T18:00:00Z', back: null }, undefined],
  ])('of at least two pods: %s', (_, before, after, verdict) => {
    const gates = { limits: { fewestReplicas: 2 } };

    expect(answerOf('limits', { prod: { gates } }, {}, scale(before, after))?.verdict).toBe(verdict);
  });

  test('nobody scales the shipped production to nothing, and a retired service ends', () => {
    const gates = { limits: { fewestReplicas: 1 } };

    expect(answerOf('limits', { prod: { gates } }, {}, scale({ replicas: 2 }, { replicas: 0 }))).toEqual(
      said('refused', 'web asks for 0 pods, and at least 1 have to run'),
    );
    expect(
      answerOf('limits', { prod: { gates } }, {}, { kind: 'service', path: ['retired'], after: true }),
    ).toBeUndefined();
  });

  test('without a limit, and of what is no scale, nothing is asked', () => {
    expect(answerOf('limits', {}, {}, scale(undefined, { replicas: 11 }))).toBeUndefined();
    expect(answerOf('limits', { prod }, {}, { kind: 'setting', path: ['x'], after: { replicas: 11 } })).toBeUndefined();
  });
});

describe('freeze', () => {
  const friday = { reason: 'nobody is there', schedule: '0 12 * * fri', duration: '2h' };

  test('a release waits for the end, and the owners of the environment may end it', () => {
    expect(answerOf('freeze', { prod: { freezes: [friday] } })).toEqual(
      said('waiting', 'frozen, until 2026-11-27T14:00:00Z: nobody is there', ['sre-team'], '2026-11-27T14:00:00.000Z'),
    );
  });

  test('outside of it, and where there is none, it does not', () => {
    expect(answerOf('freeze', { prod: { freezes: [friday] } }, { now: '2026-11-27T11:59:59.999Z' })).toEqual(
      said('allowed', 'no freeze'),
    );
    expect(answerOf('freeze', {})).toBeUndefined();
  });

  test('one that never ends says so', () => {
    expect(answerOf('freeze', { prod: { freezes: [{ ...friday, schedule: '0 0 * * *', duration: '24h' }] } })).toEqual(
      said('waiting', 'frozen, it does not end by itself: nobody is there', ['sre-team']),
    );
  });

  test.each(['gates', 'people', 'freeze', 'hold'] as const)('a change of %s deploys nothing', (kind) => {
    expect(answerOf('freeze', { prod: { freezes: [friday] } }, {}, { kind, path: [kind] })).toBeUndefined();
    expect(answerOf('freeze', { prod: { freezes: [friday] } }, {}, { kind, path: [kind] }, {})?.verdict).toBe(
      'waiting',
    );
  });
});

describe('permissions', () => {
  const lines = [
    { verbs: ['promote' as const, 'rollback' as const], teams: ['{team}'] },
    { teams: ['sre-team'] },
    { verbs: ['bump' as const], services: ['w*b', 'api'], tokens: ['ci'] },
  ];
  const prod = { gates: { permissions: lines } };
  const ci = { name: 'ci', proof: 'token', isPipeline: true } as const;

  test.each<readonly [string, Partial<GateFacts>, Partial<Effect>, string]>([
    ['the team promotes', { verb: 'promote' }, {}, 'allowed'],
    ['the team changes a release by hand', {}, {}, 'allowed'],
    ['the team sets a release', { verb: 'set' }, {}, 'allowed'],
    ['the team scales', { verb: 'scale' }, { kind: 'scale', path: ['scale'] }, 'refused'],
    ['the team scales by hand', {}, { kind: 'scale', path: ['scale'] }, 'refused'],
    ['the team sets', { verb: 'set' }, { kind: 'setting', path: ['env'] }, 'refused'],
    ['another team promotes', { verb: 'promote', requester: signed('eve') }, {}, 'refused'],
    ['SREs do everything', { requester: signed('bob') }, { kind: 'gates', path: ['gates'] }, 'allowed'],
    ['a pipeline bumps', { verb: 'bump', requester: ci }, {}, 'allowed'],
    ['a pipeline bumps another service', { verb: 'bump', requester: ci }, { service: 'database' }, 'refused'],
    ['a pipeline promotes', { verb: 'promote', requester: ci }, {}, 'refused'],
    ['a pipeline without a token', { verb: 'bump', requester: { ...ci, proof: 'claimed' } }, {}, 'refused'],
    ['another pipeline', { verb: 'bump', requester: { ...ci, name: 'cd' } }, {}, 'refused'],
    ['a person of the name of a pipeline', { verb: 'bump', requester: { name: 'ci', proof: 'token' } }, {}, 'refused'],
    ['a name that is only claimed', { requester: { name: 'bob', proof: 'claimed' } }, {}, 'refused'],
    [
      'a pipeline that is told to be in a team',
      { requester: { name: 'ci', proof: 'portal', isPipeline: true, teams: ['sre-team'] } },
      {},
      'refused',
    ],
  ])('%s', (_, facts, effect, verdict) => {
    expect(answerOf('permissions', { prod }, facts, effect)?.verdict).toBe(verdict);
  });

  test.each<readonly [string, Partial<Effect>, string]>([
    ['hold', { kind: 'hold', path: ['hold'], before: undefined, after: {} }, 'hold'],
    ['resume', { kind: 'hold', path: ['hold'], before: {}, after: undefined }, 'resume'],
    ['a hold that is made another one', { kind: 'hold', path: ['hold'], before: {}, after: {} }, 'resume'],
    ['create', { kind: 'service', path: [], before: undefined, after: {} }, 'create'],
    ['delete', { kind: 'service', path: [], before: {}, after: undefined }, 'retire'],
    ['retire', { kind: 'service', path: ['retired'], before: false, after: true }, 'retire'],
    ['bring back', { kind: 'service', path: ['retired'], before: true, after: false }, 'create'],
    ['give to a team', { kind: 'service', path: ['team'], before: 'a', after: 'b' }, 'set'],
    ['a release', {}, 'bump or promote or rollback'],
    ['pods', { kind: 'scale', path: ['scale'] }, 'scale'],
    ['an environment', { kind: 'environment', path: [], before: undefined }, 'set'],
    ['an environment that ends', { kind: 'environment', path: ['retired'], before: false, after: true }, 'set'],
  ])('by hand, %s', (_, effect, verbs) => {
    const gates = { permissions: [{ teams: ['nobodys-team'] }] };

    expect(answerOf('permissions', { prod: { gates } }, {}, effect)?.words).toBe(
      `dev may not ask for ${verbs} here: nobodys-team may`,
    );
  });

  test('R3-14: who may is said, and so is that nobody has proved who asks', () => {
    expect(
      answerOf('permissions', { prod }, { verb: 'promote', requester: { name: 'eve', proof: 'claimed' } }),
    ).toEqual(
      said(
        'refused',
        'eve may not ask for promote here, and nobody has proved that it is him: web-team and sre-team may',
        ['web-team', 'sre-team', 'alice', 'bob', 'carol', 'dev'],
      ),
    );
    expect(
      answerOf('permissions', { prod: { gates: { permissions: [lines[2] ?? {}] } } }, { verb: 'bump' })?.whoCanGive,
    ).toEqual(['the pipeline ci']);
    expect(
      answerOf('permissions', { prod: { gates: { permissions: [lines[2] ?? {}] } } }, { verb: 'scale' })?.words,
    ).toContain(': nobody may');
    expect(
      answerOf(
        'permissions',
        { prod: { gates: { permissions: [{ teams: ['{team}'], tokens: ['ci'] }] } } },
        { requester: signed('bob') },
      )?.words,
    ).toContain(': web-team and the pipeline ci may');
  });

  test.each([
    ['web', 'web', true],
    ['web', 'we', false],
    ['web', '*', true],
    ['web', 'w*', true],
    ['web', '*b', true],
    ['web', 'w*b', true],
    ['web', 'web*', true],
    ['web', '*web', true],
    ['web', 'web*web', false],
    ['web-api', 'w*-*', true],
    ['web', 'w*-*', false],
    ['aXbXc', 'a*b*c', true],
    ['acb', 'a*b*c', false],
    ['abc', 'a*b*b*c', false],
    ['aba', 'aba*a', false],
    ['abab', '*ab', true],
    ['web', 'x*', false],
    ['web', '*x', false],
  ])('service %s, line %s: %s', (service, pattern, isAbout) => {
    const gates = { permissions: [{ services: [pattern] }] };

    expect(answerOf('permissions', { prod: { gates } }, {}, { service })?.verdict).toBe(
      isAbout ? 'allowed' : 'refused',
    );
  });

  test('a line about services is not about what is no service', () => {
    const gates = { permissions: [{ services: ['*'] }] };

    expect(
      answerOf('permissions', { prod: { gates } }, {}, { kind: 'gates', service: undefined, path: [] })?.verdict,
    ).toBe('refused');
  });

  test('every effect has to be allowed, and the others are named', () => {
    const effects = [{}, { kind: 'scale' as const, path: ['scale'] }];
    const { answers } = decide(aCatalog({ people, prod }), release(...effects), factsOf());

    expect(answers[0]?.effects.map(({ kind }) => kind)).toEqual(['scale']);
  });
});

describe('approvals', () => {
  const rules = [
    { count: 2, teams: ['{team}', 'sre-team'], kinds: ['release' as const] },
    { count: 1, teams: ['{team}'], kinds: ['setting' as const] },
  ];
  const prod = { gates: { approvals: rules } };
  const setting: Partial<Effect> = { kind: 'setting', path: ['env'] };

  test('the teams are filled, and whoever is left can give what is missing', () => {
    expect(answerOf('approvals', { prod }, { approvals: [approvalOf('alice')] })).toEqual(
      said('waiting', 'needs 2 approvals of web-team and sre-team, has 1 (alice)', [
        'web-team',
        'sre-team',
        'bob',
        'carol',
      ]),
    );
  });

  test('what is enough is said, too', () => {
    expect(answerOf('approvals', { prod }, { approvals: [approvalOf('alice'), approvalOf('carol')] })).toEqual(
      said('allowed', 'needs 2 approvals of web-team and sre-team, has 2 (alice and carol)'),
    );
  });

  test('each rule is about its kinds', () => {
    expect(answerOf('approvals', { prod }, {}, setting)?.words).toBe('needs 1 approval of web-team, has none');
    expect(answerOf('approvals', { prod }, {}, { kind: 'scale', path: ['scale'] })).toBeUndefined();
    expect(answerOf('approvals', { prod }, {}, {}, setting)?.words).toBe(
      'needs 2 approvals of web-team and sre-team, has none; needs 1 approval of web-team, has none',
    );
  });

  test('a pattern around the team is a team, and nobody owns what nobody owns', () => {
    const leads = { gates: { approvals: [{ count: 1, teams: ['{team}-leads'] }] } };

    expect(answerOf('approvals', { prod: leads })?.whoCanGive).toEqual(['web-team-leads']);
    expect(
      answerOf('approvals', { prod: { ...leads, owners: [] }, platform: { owners: [] } }, {}, { service: undefined })
        ?.words,
    ).toBe('needs 1 approval of a team that nobody has named, has none');
    expect(
      answerOf(
        'approvals',
        {
          prod: { gates: { approvals: [{ count: 1, teams: ['{team}', 'sre-team'] }] }, owners: [] },
          platform: { owners: [] },
        },
        {},
        { service: undefined },
      )?.words,
    ).toBe('needs 1 approval of sre-team, has none');
  });

  test('services of two teams need the approvals of both', () => {
    const own = { gates: { approvals: [{ count: 1, teams: ['{team}'] }] } };

    expect(answerOf('approvals', { prod: own }, { approvals: [approvalOf('carol')] }, {}, { service: 'new' })).toEqual(
      said('waiting', 'needs 1 approval of sre-team, has none', ['sre-team', 'alice', 'bob']),
    );
  });

  test.each([
    ['a day ago', '2026-11-26T12:00:00Z', undefined, 'allowed', ''],
    [
      'a moment more',
      '2026-11-26T11:59:59.999Z',
      undefined,
      'waiting',
      'alice agreed 1d ago, and an approval counts for 24h',
    ],
    ['less than a short life', '2026-11-27T11:00:00Z', '1h', 'allowed', ''],
    [
      'more than a short life',
      '2026-11-27T10:30:00Z',
      '1h',
      'waiting',
      'alice agreed 1h30m ago, and an approval counts for 1h',
    ],
    ['by a clock that is ahead', '2026-11-27T12:05:00Z', undefined, 'allowed', ''],
    [
      'in time to come',
      '2026-11-27T12:05:00.001Z',
      undefined,
      'waiting',
      'alice agreed at 2026-11-27T12:05:00.001Z, which is still to come',
    ],
    ['at no time', 'yesterday', undefined, 'waiting', 'alice agreed at yesterday, which is still to come'],
  ])('an approval of %s', (_, at, approvalLife, verdict, why) => {
    const gates = {
      approvals: [{ count: 1, teams: ['sre-team'] }],
      ...(approvalLife === undefined ? {} : { approvalLife }),
    };
    const answer = answerOf('approvals', { prod: { gates } }, { approvals: [approvalOf('alice', { at })] });

    expect(answer?.verdict).toBe(verdict);
    expect(answer?.words).toContain(why);
  });

  test('one rejection refuses, whatever else there is, and where nothing is asked', () => {
    const no = approvalOf('bob', { answer: 'reject', comment: 'not on a Friday' });

    expect(answerOf('approvals', {}, { approvals: [no] })).toEqual(
      said('refused', 'bob has rejected it: not on a Friday'),
    );
    expect(
      answerOf('approvals', { prod }, { approvals: [approvalOf('alice'), approvalOf('carol'), no] })?.verdict,
    ).toBe('refused');
    expect(answerOf('approvals', {}, { approvals: [approvalOf('bob', { answer: 'reject' })] })?.words).toBe(
      'bob has rejected it',
    );
  });

  test.each([
    { name: 'bob', proof: 'claimed' },
    { name: 'ci', proof: 'token' },
    { name: 'robot', proof: 'portal', isPipeline: true },
  ] as const)("a rejection of $name ($proof) is nobody's word", (by) => {
    expect(answerOf('approvals', {}, { approvals: [approvalOf(by, { answer: 'reject' })] })).toBeUndefined();
  });

  const guarded: readonly (readonly [string, Partial<Effect>])[] = [
    ['gates', { kind: 'gates', service: undefined, path: ['gates', 'approvals'] }],
    ['people', { kind: 'people', service: undefined, environment: undefined, path: ['people', 'eve'] }],
    ['a freeze', { kind: 'freeze', service: undefined, path: ['freezes'] }],
    ['an environment that goes', { kind: 'environment', service: undefined, path: [], after: undefined }],
    ['the team of a service', { kind: 'service', path: ['team'], before: 'web-team', after: 'eves-team' }],
  ];

  test.each(guarded)('%s: without a rule of its kind, the strictest is asked', (_, effect) => {
    expect(answerOf('approvals', { prod }, {}, effect)?.words).toMatch(
      /^needs 2 approvals of (web-team|sre-team)( and sre-team)?, has none$/,
    );
    expect(answerOf('approvals', {}, {}, effect)).toBeUndefined();
  });

  test('what has a rule of its kind is judged by it', () => {
    const gates = { approvals: [...rules, { count: 1, teams: ['platform-team'], kinds: ['gates' as const] }] };

    expect(answerOf('approvals', { prod: { gates } }, {}, { kind: 'gates', service: undefined, path: [] })?.words).toBe(
      'needs 1 approval of platform-team, has none',
    );
  });

  test.each<readonly [string, Partial<Effect>]>([
    ['another field of an environment', { kind: 'environment', service: undefined, path: ['cluster', 'server'] }],
    ['a service that is retired', { kind: 'service', path: ['retired'] }],
    ['a hold', { kind: 'hold', path: ['hold'] }],
  ])('%s is not guarded', (_, effect) => {
    expect(answerOf('approvals', { prod }, {}, effect)).toBeUndefined();
  });

  test('of several strictest rules, each is asked', () => {
    const gates = {
      approvals: [
        { ...(rules[0] ?? { count: 2 }), teams: ['web-team'] },
        { count: 2, teams: ['sre-team'], kinds: ['scale' as const] },
        { count: 1, teams: ['platform-team'], kinds: ['scale' as const] },
      ],
    };

    expect(answerOf('approvals', { prod: { gates } }, {}, { kind: 'gates', service: undefined, path: [] })?.words).toBe(
      'needs 2 approvals of web-team, has none; needs 2 approvals of sre-team, has none',
    );
  });
});

describe('an urgent fix', () => {
  const skips = ['order', 'evidence', 'freeze', 'hold'] as const;
  const gates = {
    after: ['staging'],
    approvals: [{ count: 2, teams: ['sre-team'] }],
    hotfix: { skips: [...skips], approvals: [{ count: 1, teams: ['sre-team'], kinds: ['release' as const] }] },
  };
  const freezes = [{ reason: 'nobody is there', schedule: '0 12 * * fri', duration: '2h' }];
  const saying: CatalogSaying = {
    prod: {
      gates: { ...gates, evidence: {} },
      freezes,
      hold: { reason: 'moved', by: 'bob', since: '2026-11-27T09:00:00Z' },
    },
  };
  const hotfix = 'it is down';

  test('skips what it may skip, and the answers say what was skipped', () => {
    const { verdict, answers } = decide(
      aCatalog({ people, ...saying }),
      release(),
      factsOf({ hotfix, approvals: [approvalOf('alice')] }),
    );

    expect(verdict).toBe('allowed');
    expect(
      answers
        .filter(({ words }) => words.startsWith('not asked of an urgent fix ("it is down"): '))
        .map(({ gate }) => gate),
    ).toEqual(['hold', 'order', 'evidence', 'freeze']);
    expect(answers.find(({ gate }) => gate === 'order')).toMatchObject({
      whoCanGive: [],
      effects: [{ kind: 'release' }],
    });
    expect(answers.find(({ gate }) => gate === 'freeze')?.words).toContain('frozen, until');
  });

  test.each(skips)('does not skip %s where the environment does not say so', (gate) => {
    const own = { ...gates, evidence: {}, hotfix: { ...gates.hotfix, skips: skips.filter((one) => one !== gate) } };

    expect(answerOf(gate, { ...saying, prod: { ...saying.prod, gates: own } }, { hotfix })?.verdict).not.toBe(
      'allowed',
    );
    expect(answerOf(gate, saying, { hotfix })?.verdict).toBe('allowed');
    expect(answerOf(gate, saying)?.verdict).not.toBe('allowed');
  });

  test('where there is no such way, it is judged like everything else', () => {
    const { hotfix: _, ...usual } = gates;

    expect(decide(aCatalog({ people, prod: { gates: usual } }), release(), factsOf({ hotfix })).verdict).toBe(
      'waiting',
    );
  });

  test('what its rules are not about, and what is about gates, needs the usual approvals', () => {
    expect(answerOf('approvals', saying, { hotfix })?.words).toContain('needs 1 approval');
    expect(answerOf('approvals', saying, {})?.words).toContain('needs 2 approvals');
    expect(answerOf('approvals', saying, { hotfix }, { kind: 'setting', path: ['env'] })?.words).toContain(
      'needs 2 approvals',
    );
    const all = { ...gates, hotfix: { skips: [...skips], approvals: [{ count: 1, teams: ['sre-team'] }] } };
    expect(
      answerOf(
        'approvals',
        { prod: { gates: all } },
        { hotfix },
        { kind: 'people', service: undefined, path: ['people'] },
      )?.words,
    ).toContain('needs 2 approvals');
  });

  test('does not end an environment in a freeze', () => {
    const effect = { kind: 'environment' as const, service: undefined, path: [] };

    expect(answerOf('freeze', saying, { hotfix }, effect)).toMatchObject({
      verdict: 'waiting',
      words: expect.stringMatching(/^frozen/),
    });
    expect(answerOf('freeze', saying, { hotfix }, {}, effect)?.verdict).toBe('waiting');
  });

  test('that would be allowed anyhow says nothing of it', () => {
    expect(
      answerOf(
        'freeze',
        {
          prod: {
            ...saying.prod,
            freezes: [{ ...freezes[0], reason: 'later', schedule: '0 20 * * *', duration: '1h' }],
          },
        },
        { hotfix },
      )?.words,
    ).toBe('no freeze');
  });
});
