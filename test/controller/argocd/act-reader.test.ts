import { ActReader } from '../../../src/controller/argocd/act-reader';
import type { ActsEvent } from '../../../src/controller/acts-event';
import { anArgoCdEvent } from './an-argocd-event';

const minute = 60_000;

/** A reader of an Argo CD that counts how often it is asked for which Application. */
function aReader() {
  const events: object[] = [];
  const asked: string[] = [];
  const accepted: ActsEvent[] = [];
  const clock = { now: 0 };
  const reader = new ActReader({
    argocd: {
      account: () => 'slipway',
      api: {
        events: (name) => {
          asked.push(name);
          return Promise.resolve(events);
        },
      },
    },
    accept: (event) => Promise.resolve(void accepted.push(event)),
    now: () => clock.now,
  });
  return { events, asked, accepted, clock, reader };
}

const web = { app: 'web-prod', entity: 'web', environment: 'prod', observedAt: '2026-01-01T10:00:00Z' };
const later = { ...web, observedAt: '2026-01-01T10:05:00Z' };
const act = { reason: 'ResourceActionRan', message: 'ran action resume', user: 'alice', at: '2026-01-01T10:00:00Z' };

test('an Application is asked when something has happened to it, once more after that, and every ten minutes', async () => {
  const { asked, clock, reader } = aReader();
  for (const one of [web, web, web, web]) await reader.look([one]);
  const atRest = asked.length;
  for (const one of [later, later, later]) await reader.look([one]);
  const afterChange = asked.length;
  clock.now = 9 * minute;
  await reader.look([later]);
  const afterNine = asked.length;
  clock.now = 11 * minute;
  await reader.look([later]);

  expect([atRest, afterChange, afterNine, asked.length]).toEqual([2, 4, 4, 5]);
});

test('each act is handed on once, and a second one when it comes', async () => {
  const { events, accepted, reader } = aReader();
  events.push(anArgoCdEvent({ name: 'one', ...act }));
  await reader.look([web]);
  events.push(anArgoCdEvent({ name: 'two', ...act, user: 'bob' }));
  await reader.look([later]);
  await reader.look([later]);

  expect(accepted.map(({ acts }) => acts.map(({ id, by }) => `${id} ${by}`))).toEqual([['one alice'], ['two bob']]);
  expect(accepted[0]).toMatchObject({ app: 'web-prod', entity: 'web', environment: 'prod' });
});

test('of thousands, a hundred are asked at one look, and each has its turn', async () => {
  const { asked, clock, reader } = aReader();
  const many = Array.from({ length: 250 }, (_, index) => ({ ...web, app: `app-${index}` }));
  for (let look = 0; look < 6; look += 1) {
    clock.now += 1000;
    await reader.look(many);
  }

  expect(asked).toHaveLength(500);
  expect(new Set(asked.slice(0, 250)).size).toBe(250);
});

test('an act that could not be handed on is handed on at the next look', async () => {
  const accepted: ActsEvent[] = [];
  let isFull = true;
  const reader = new ActReader({
    argocd: {
      account: () => undefined,
      api: { events: () => Promise.resolve([anArgoCdEvent({ name: 'one', ...act })]) },
    },
    accept: (event) => {
      if (isFull) return Promise.reject(new Error('the journal cannot be written'));
      accepted.push(event);
      return Promise.resolve();
    },
    now: () => 0,
  });
  await expect(reader.look([web])).rejects.toThrow('the journal');
  isFull = false;
  await reader.look([web]);

  expect(accepted).toHaveLength(1);
});
