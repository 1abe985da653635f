import { ApplicationEvent } from '../../../src/controller/application-event';
import { eventOfApplication } from '../../../src/controller/argocd/event-of-application';
import { observationOf } from '../../../src/controller/observation';

const application = (initiatedBy?: object) => ({
  metadata: { name: 'web-prod', labels: { env: 'prod' }, annotations: { 'port.io/entity': 'web' } },
  status: {
    health: { status: 'Healthy' },
    sync: { status: 'Synced' },
    reconciledAt: '2026-01-01T10:00:20Z',
    operationState: { phase: 'Succeeded', startedAt: '2026-01-01T10:00:00Z', operation: { initiatedBy } },
  },
});

test.each([
  ['a person', { username: 'alice' }, 'alice'],
  ['Argo CD itself', { automated: true }, undefined],
  ['nobody knows', undefined, undefined],
])('R2-04: who has begun a sync by hand is kept: %s', (_, initiatedBy, kept) => {
  const event = ApplicationEvent.parse(JSON.parse(eventOfApplication(application(initiatedBy)) ?? ''));

  expect(observationOf(event, 'web', 'prod').initiatedBy).toBe(kept);
});

test('what belongs to no service, or was not looked at yet, is no event', () => {
  const { metadata, status } = application();

  expect(eventOfApplication({ metadata: { name: 'root-prod' }, status })).toBeUndefined();
  expect(eventOfApplication({ metadata, status: {} })).toBeUndefined();
});
