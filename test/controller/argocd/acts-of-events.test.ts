import { actsOfEvents } from '../../../src/controller/argocd/acts-of-events';
import { anArgoCdEvent } from './an-argocd-event';

const at = '2026-01-01T10:00:00Z';
const nobodyIsOwn = (): boolean => false;

test.each([
  ['ResourceActionRan', 'ran action promote-full on resource argoproj.io/Rollout/web'],
  ['ResourceActionRan', 'ran action abort on resource argoproj.io/Rollout/web'],
  ['ResourceUpdated', 'terminated running operation'],
  ['ResourceUpdated', "patched resource apps/Deployment 'web'"],
  ['ResourceUpdated', 'updated application spec'],
  ['ResourceDeleted', "deleted resource /Pod 'web-0'"],
  ['OperationStarted', 'initiated rollback to 3'],
])('R2-04: who has done it is read of Argo CD: %s %s', (reason, message) => {
  const event = anArgoCdEvent({ name: 'web-prod.1', reason, message, user: 'alice@example.com', at });

  expect(actsOfEvents([event], nobodyIsOwn)).toEqual([
    { id: 'web-prod.1', by: 'alice@example.com', what: message, at },
  ]);
});

test('a name with spaces, and one that is part of the words, stay whole', () => {
  const events = [
    anArgoCdEvent({ name: 'a', reason: 'ResourceActionRan', message: 'ran action resume', user: 'Unknown user', at }),
    anArgoCdEvent({ name: 'b', reason: 'ResourceActionRan', message: 'ran action resume', user: 'ran', at }),
  ];

  expect(actsOfEvents(events, nobodyIsOwn)).toMatchObject([
    { by: 'Unknown user', what: 'ran action resume' },
    { by: 'ran', what: 'ran action resume' },
  ]);
});

test.each([
  ['what Argo CD does by itself', { reason: 'ResourceUpdated', message: 'Updated sync status: Synced -> OutOfSync' }],
  // The Application tells of each sync itself, with the time at which it began.
  ['a sync', { reason: 'OperationStarted', message: 'initiated sync to HEAD (abc)', user: 'alice' }],
  ['what Slipway has done itself', { reason: 'ResourceActionRan', message: 'ran action resume', user: 'slipway' }],
])('%s is no act', (_, event) => {
  const events = [anArgoCdEvent({ name: 'web-prod.1', at, ...event })];

  expect(actsOfEvents(events, (account) => account === 'slipway')).toEqual([]);
});

test('what is no event of Argo CD is left out, and takes nothing else along', () => {
  const known = anArgoCdEvent({ name: 'x', reason: 'ResourceActionRan', message: 'ran action abort', user: 'bob', at });
  const strange = [undefined, 'text', {}, { ...known, message: '' }, { ...known, source: { component: 'kubelet' } }];

  expect(actsOfEvents([...strange, { ...known, lastTimestamp: null }, known], nobodyIsOwn)).toHaveLength(1);
});
