import { ApplicationEvent, isNews } from '../../src/controller/application-event';
import { observationOf } from '../../src/controller/observation';

const base = {
  apiVersion: 'gitops.platform/v1',
  event: 'app-state',
  trigger: 'on-deployed',
  id: 'on-deployed/uid/2026-01-01T10:00:00Z',
  app: 'web-prod',
  namespace: 'argocd',
  entity: 'web',
  environment: 'prod',
  health: 'Healthy',
  healthSince: '2026-01-01T10:00:10Z',
  sync: 'Synced',
  revision: 'a'.repeat(40),
  head: 'b'.repeat(40),
  operation: {
    phase: 'Succeeded',
    startedAt: '2026-01-01T10:00:00Z',
    finishedAt: '2026-01-01T10:00:05Z',
    revision: 'a'.repeat(40),
    message: 'ok',
  },
  images: ['ghcr.io/x/web:v1'],
  observedAt: '2026-01-01T10:00:20Z',
};

const seen = (over: object, operation: object = {}): ReturnType<typeof observationOf> =>
  observationOf(
    ApplicationEvent.parse({ ...base, ...over, operation: { ...base.operation, ...operation } }),
    'web',
    'prod',
  );

test.each([
  ['assessed after the sync ended', {}, {}, 'healthy'],
  ['assessed before the sync ended', { observedAt: '2026-01-01T10:00:04Z' }, {}, 'going-on'],
  ['assessed in the second of its end, and synced', { observedAt: '2026-01-01T10:00:05Z' }, {}, 'healthy'],
  [
    'assessed in the second of its end, and not synced',
    { observedAt: '2026-01-01T10:00:05Z', sync: 'OutOfSync' },
    {},
    'going-on',
  ],
  ['while a sync runs', {}, { phase: 'Running', finishedAt: null }, 'going-on'],
  ['after a sync that failed', {}, { phase: 'Failed' }, 'bad'],
  ['after a sync that could not begin', {}, { phase: 'Error' }, 'bad'],
])('Healthy that was %s', (_, over, operation, verdict) => {
  expect(seen(over, operation)).toMatchObject({
    verdict,
    healthySince: verdict === 'healthy' ? '2026-01-01T10:00:10Z' : undefined,
  });
});

test.each([
  ['Degraded', 'bad'],
  ['Missing', 'bad'],
  ['Progressing', 'going-on'],
  ['Suspended', 'going-on'],
  ['Unknown', 'going-on'],
  [null, 'going-on'],
])('%s is %s', (health, verdict) => {
  expect(seen({ health }).verdict).toBe(verdict);
});

test('it is healthy since its sync ended, where it was healthy before', () => {
  expect(seen({ healthSince: '2025-12-01T00:00:00Z' }).healthySince).toBe('2026-01-01T10:00:05Z');
  expect(observationOf(ApplicationEvent.parse({ ...base, operation: null }), 'web', 'prod')).toMatchObject({
    verdict: 'healthy',
    healthySince: '2026-01-01T10:00:10Z',
  });
});

const at = (observedAt: string, startedAt = '', digest = 'x'): Parameters<typeof isNews>[0] => ({
  observedAt,
  startedAt,
  digest,
});
test.each([
  ['the first one', at('2026-01-01T10:00:00Z'), undefined, true],
  ['a later one', at('2026-01-01T10:00:01Z'), at('2026-01-01T10:00:00Z'), true],
  ['an earlier one', at('2026-01-01T09:59:59Z'), at('2026-01-01T10:00:00Z'), false],
  ['a later one in another offset', at('2026-01-01T12:00:01+02:00'), at('2026-01-01T10:00:00Z'), true],
  ['an earlier one in another offset', at('2026-01-01T11:59:59+02:00'), at('2026-01-01T10:00:00Z'), false],
  ['the same again', at('2026-01-01T10:00:00Z'), at('2026-01-01T10:00:00Z'), false],
  ['another one in the same second', at('2026-01-01T10:00:00Z', '', 'y'), at('2026-01-01T10:00:00Z'), true],
  [
    'one of an earlier sync in the same second',
    at('2026-01-01T10:00:00Z', '2026-01-01T09:00:00Z', 'y'),
    at('2026-01-01T10:00:00Z', '2026-01-01T09:30:00Z'),
    false,
  ],
])('%s is news: %#', (_, event, known, expected) => {
  expect(isNews(event, known)).toBe(expected);
});
