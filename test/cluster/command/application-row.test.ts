import { Application } from '../harness/applications';
import { rowOf } from './application-row';

const refresh = { annotations: { 'argocd.argoproj.io/refresh': 'normal' } };
const healthy = { sync: { status: 'Synced' }, health: { status: 'Healthy' } };
const running = { phase: 'Running', startedAt: '2026-11-21T13:40:53Z' };
const outOfSync = { sync: { status: 'OutOfSync' }, health: { status: 'Missing' } };

test.each([
  ['Synced and Healthy', 'dev', {}, healthy, true],
  ['paused for a person', 'dev', {}, { ...healthy, health: { status: 'Suspended' } }, true],
  ['Synced and Progressing', 'dev', {}, { ...healthy, health: { status: 'Progressing' } }, false],
  ['in the middle of a sync', 'dev', {}, { ...healthy, operationState: running }, false],
  ['about to look at Git', 'dev', refresh, healthy, false],
  ['not compared yet', 'dev', {}, {}, false],
  ['OutOfSync', 'dev', {}, outOfSync, false],
  ['OutOfSync, and for a person to sync', 'prod', {}, outOfSync, true],
  ['not compared yet, and for a person to sync', 'prod', {}, {}, false],
  ['not comparable, and for a person to sync', 'prod', {}, { sync: { status: 'Unknown' } }, false],
])('an Application that is %s in "%s"', (_, env, metadata, status, isSettled) => {
  const application = Application.parse({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'web', labels: { env }, ...metadata },
    status,
  });

  expect(rowOf(application, new Set(['prod'])).isSettled).toBe(isSettled);
});
