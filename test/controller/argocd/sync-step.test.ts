import type { AppliedApplication } from '../../../src/argocd/applied-application';
import { syncStep } from '../../../src/controller/argocd/sync-step';

const commit = 'a'.repeat(40);
const wanted = {
  application: 'web-prod',
  environment: 'prod',
  path: 'services/web/overlays/prod',
  commit,
  committedAt: Date.parse('2026-11-25T10:00:00Z'),
};
const other = { sync: { revision: 'b'.repeat(40) } };
const ours = { sync: { revision: commit } };

test.each<[string, Partial<AppliedApplication>, ReturnType<typeof syncStep>]>([
  ['was never synced', {}, 'start'],
  ['reads another folder yet', { spec: { source: { path: 'services/web/overlays/prod/empty' } } }, 'wait'],
  ['is about to be synced to another commit', { operation: other }, 'wait'],
  ['is about to be synced to this commit', { operation: ours }, 'done'],
  ['is being synced to another commit', lastly('Running', '2026-11-25T09:59:50Z', other), 'wait'],
  ['is being synced to this commit', lastly('Running', '2026-11-25T10:00:05Z', ours), 'done'],
  ['was synced before the commit', lastly('Succeeded', '2026-11-25T09:00:00Z', other), 'start'],
  ['was synced by somebody after the commit', lastly('Succeeded', '2026-11-25T10:01:00Z', other), 'done'],
  ['could not be synced by somebody after the commit', lastly('Failed', '2026-11-25T10:01:00Z', other), 'start'],
  ['could not be synced to this commit', lastly('Failed', '2026-11-25T10:01:00Z', ours), 'done'],
])('an Application that %s', (_, application, step) => {
  expect(syncStep({ spec: { source: { path: wanted.path } }, ...application }, wanted)).toBe(step);
});

function lastly(phase: string, startedAt: string, operation: typeof ours): Partial<AppliedApplication> {
  return { status: { operationState: { phase, startedAt, operation } } };
}
