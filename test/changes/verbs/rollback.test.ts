import type { Known, PastRelease } from '../../../src/changes/verb';
import type { Evidence } from '../../../src/gates/facts';
import type { Overlay, Release } from '../../../src/model/overlay';
import {
  carryOut,
  catalogOf,
  differences,
  orderedTexts,
  problemsWith,
  type CatalogTexts,
} from '../../helpers/carry-out';

const digestOf = (digit: string): string => `sha256:${digit.repeat(64)}`;
const place = { service: 'payment-service', environment: 'prod' };
const file = 'services/payment-service/prod.yaml';
const reason = 'payments fail';
const texts = orderedTexts();

const overlayIn = (now: CatalogTexts): Overlay | undefined =>
  catalogOf(now).services.get('payment-service')?.overlays.get('prod');
const past = (what: Release, overlay?: Overlay): PastRelease => ({
  ...place,
  release: what,
  at: '2026-11-20T00:00:00Z',
  overlay,
});
const healthy = ({ version, digest }: Release): Evidence => ({
  ...place,
  release: { version, digest },
  healthySince: '2026-11-20T00:00:00Z',
  observedAt: '2026-11-21T00:00:00Z',
  isCurrent: false,
  tests: [],
});
const release = (digit: string): Release => ({ version: `v1.${digit}.0`, digest: digestOf(digit) });
const [fourth, third, second, first] = [release('4'), release('3'), release('2'), release('1')];
const now = carryOut('bump', { ...place, ...fourth }, texts).texts;
const known: Partial<Known> = { reason, history: [fourth, third, second, first].map((one) => past(one)) };
const versionAfter = (fields: object, more: Partial<Known>, before = now): string | undefined =>
  overlayIn(carryOut('rollback', { ...place, ...fields }, before, { ...known, ...more }).texts)?.release.version;

test('R0-26, R1-12, R4-20: it goes to the last release that was healthy there, and every release is held until somebody resumes', () => {
  const { planned, texts: after } = carryOut('rollback', place, now, {
    ...known,
    evidence: [healthy(second), healthy(first)],
  });

  expect(planned.subject).toBe('rollback payment-service to v1.2.0 in prod');
  expect(differences(now, after).map((line) => line.replace(`${file}: `, ''))).toEqual([
    'release.version: "v1.4.0" -> "v1.2.0"',
    `release.digest: "${digestOf('4')}" -> "${digestOf('2')}"`,
    'hold.reason: nothing -> "payments fail"',
    'hold.by: nothing -> "ann@example.com"',
    'hold.since: nothing -> "2026-11-28T12:00:00Z"',
  ]);
});

test('what runs now is none, though it was healthy; nor is another build of the same version', () => {
  const other = { ...healthy(third), release: { version: third.version, digest: digestOf('9') } };

  expect(versionAfter({}, { evidence: [healthy(fourth), other, healthy(first)] })).toBe('v1.1.0');
});

test('a release by name is one that ran there; only what was there may be held', () => {
  const { catalog } = carryOut('rollback', { ...place, release: 'v1.1.0', holds: 'this', until: '4h' }, now, known);

  expect(catalog.services.get('payment-service')?.overlays.get('prod')).toMatchObject({
    release: first,
    hold: { releases: ['v1.4.0', digestOf('4')], until: '2026-11-28T16:00:00Z' },
  });
});

test('no way leads back over an irreversible release, unless somebody says why', () => {
  const history = [fourth, { ...third, irreversible: 'moves data' }, second, first].map((one) => past(one));
  const say = (version: string) => problemsWith('rollback', { ...place, release: version }, now, { ...known, history });

  expect(say('v1.3.0')).toEqual([]);
  expect(say('v1.2.0')).toEqual([
    'request: forceReason: v1.3.0 of service "payment-service" is irreversible: moves data; say why one can go back to v1.2.0 nevertheless',
  ]);
  expect(versionAfter({ release: 'v1.2.0', forceReason: 'restored from the backup' }, { history })).toBe('v1.2.0');
});

test('promote and then rollback restores the bytes of the release', () => {
  const before = overlayIn(texts);
  const staged = carryOut(
    'bump',
    {
      service: 'payment-service',
      environment: 'staging',
      ...fourth,
      irreversible: 'drops a column',
      commit: 'a'.repeat(40),
      committedAt: '2026-11-28T09:30:00+01:00',
    },
    texts,
  ).texts;
  const promoted = carryOut('promote', { service: 'payment-service', to: 'prod' }, staged, { ticket: 'CHG-7' }).texts;

  const back = carryOut('rollback', { ...place, forceReason: 'nothing was written' }, promoted, {
    reason,
    history: before === undefined ? [] : [past(before.release)],
    evidence: before === undefined ? [] : [healthy(before.release)],
  }).texts;
  const resumed = carryOut('resume', place, back).texts;

  expect(promoted.get(file)).not.toBe(texts.get(file));
  expect(back.get(file)?.startsWith(texts.get(file)?.split('scale:')[0] ?? 'nothing')).toBe(true);
  expect(resumed.get(file)).toBe(texts.get(file));
});

test('a ticket of the way back is that of what runs now', () => {
  const { catalog } = carryOut('rollback', { ...place, release: 'v1.1.0' }, now, { ...known, ticket: 'CHG-8' });

  expect(catalog.services.get('payment-service')?.overlays.get('prod')?.release.changeTicket).toBe('CHG-8');
});

test('settings of then come back when they are asked for, without a scale that was to end', () => {
  const before = overlayIn(texts);
  const changed = carryOut(
    'set',
    { ...place, values: { 'config.values.LOG_LEVEL': 'DEBUG', 'env.NEW': 'x', 'scale.replicas': 9 } },
    now,
  ).texts;
  const then: Overlay | undefined = before && {
    ...before,
    scale: { owner: 'fixed', replicas: 20 },
    scaleUntil: { until: '2026-11-20T00:00:00Z', back: { owner: 'fixed', replicas: 5 } },
  };
  const history = [past(fourth), past(before?.release ?? first, then)];

  const plain = carryOut('rollback', { ...place, release: 'v1.2.0' }, changed, { ...known, history });
  const whole = carryOut('rollback', { ...place, release: 'v1.2.0', withSettings: true }, changed, {
    ...known,
    history,
  });

  expect(differences(changed, plain.texts).filter((line) => !/release|hold/.test(line))).toEqual([]);
  expect(differences(texts, whole.texts).filter((line) => !/hold/.test(line))).toEqual([]);
  expect(problemsWith('rollback', { ...place, release: 'v1.2.0', withSettings: true }, changed, known)).toEqual([
    'request: withSettings: the settings that service "payment-service" had in "prod" with v1.2.0 are not known; roll back without them, and set what differs',
  ]);
});

describe('what speaks against a release is said, and is gone back to only by who says why', () => {
  const say = (fields: object, more: Partial<Known>, before = now): readonly string[] =>
    problemsWith('rollback', { ...place, ...fields }, before, { ...known, ...more });
  const degraded: Evidence = { ...healthy(second), healthySince: undefined, lastBad: '2026-11-20T01:00:00Z' };

  test('it only ran elsewhere', () => {
    const history = [past(fourth), { ...past(second), environment: 'staging' }];

    expect(say({ release: 'v1.2.0' }, { history })).toEqual([
      'request: release: "v1.2.0" of service "payment-service" is not known to have run in "prod"; no other release is known to have run there',
    ]);
  });

  test('it was not healthy when somebody last looked', () => {
    expect(say({ release: 'v1.2.0' }, { evidence: [degraded] })).toEqual([
      'request: forceReason: v1.2.0 of service "payment-service" was not healthy in "prod" when somebody last looked, at 2026-11-20T01:00:00Z; name a release that was, or say why one goes back to v1.2.0 nevertheless',
    ]);
    expect(versionAfter({ release: 'v1.2.0', forceReason: 'the database was down' }, { evidence: [degraded] })).toBe(
      'v1.2.0',
    );
    expect(say({ release: 'v1.2.0' }, { evidence: [{ ...degraded, ...healthy(second) }] })).toEqual([]);
    expect(say({ release: 'v1.1.0' }, { evidence: [degraded] })).toEqual([]);
    expect(say({ release: 'v1.2.0' }, { evidence: [{ ...degraded, environment: 'staging' }] })).toEqual([]);
    expect(versionAfter({}, { evidence: [degraded, healthy(first)] })).toBe('v1.1.0');
  });

  test('it ran with variables, entries and secrets that nothing says any more', () => {
    const overlay = overlayIn(now);
    const then: Overlay | undefined = overlay && {
      ...overlay,
      env: { OLD: 'x', LATER: null },
      config: { values: { GONE: 'y' } },
      secrets: { keys: { token: { env: 'TOKEN' } } },
    };
    const history = [past(fourth), past(second, then)];
    const kept = carryOut(
      'set',
      {
        service: place.service,
        values: { 'env.OLD': 'z', 'config.values.GONE': 'z', 'secrets.keys.token.env': 'TOKEN' },
      },
      now,
    ).texts;

    expect(say({ release: 'v1.2.0' }, { history })).toEqual([
      'request: forceReason: v1.2.0 of service "payment-service" ran in "prod" with env.OLD, config.values.GONE, secrets.keys.token, which nothing says any more; bring the settings of then back, too (withSettings), or say why it does without them',
    ]);
    expect(say({ release: 'v1.2.0', withSettings: true }, { history })).toEqual([]);
    expect(say({ release: 'v1.2.0', forceReason: 'it has defaults' }, { history })).toEqual([]);
    expect(say({ release: 'v1.2.0' }, { history }, kept)).toEqual([]);
  });
});

test('what was held before stays held, and as long, when something else is held as well', () => {
  const heldAfter = (before: object, fields: object): unknown => {
    const earlier = { reason: 'it leaks', now: '2026-11-28T08:00:00Z' };
    const held = carryOut('hold', { ...place, ...before }, now, earlier).texts;
    return overlayIn(carryOut('rollback', { ...place, release: 'v1.1.0', ...fields }, held, known).texts)?.hold;
  };
  const only = { releases: ['v1.3.0'] };
  const both = ['v1.3.0', 'v1.4.0', digestOf('4')];

  expect(heldAfter(only, { holds: 'this' })).toMatchObject({ reason, releases: both });
  expect(heldAfter(only, { holds: 'this', until: '4h' })).toEqual(
    expect.not.objectContaining({ until: expect.anything() }),
  );
  expect(heldAfter({ ...only, until: '2026-11-28T18:00:00Z' }, { holds: 'this', until: '4h' })).toMatchObject({
    until: '2026-11-28T18:00:00Z',
    releases: both,
  });
  expect(heldAfter({ ...only, until: '2026-11-28T13:00:00Z' }, { holds: 'this', until: '4h' })).toMatchObject({
    until: '2026-11-28T16:00:00Z',
  });
  expect(heldAfter({}, { holds: 'this' })).toEqual(expect.not.objectContaining({ releases: expect.anything() }));
  expect(heldAfter({ ...only, until: '2026-11-28T12:00:00Z' }, { holds: 'this' })).toMatchObject({
    releases: ['v1.4.0', digestOf('4')],
  });
});
