import { ArgoApplication } from '../../src/constructs/argo-application';
import type { ArgoApplicationProps } from '../../src/constructs/argo-application';
import { aChart } from '../helpers/a-chart';

const props: ArgoApplicationProps = {
  name: 'web-prod',
  namespace: 'argocd',
  labels: { 'app.kubernetes.io/name': 'web' },
  project: 'prod',
  repositoryUrl: 'https://github.com/your-org/gitops.git',
  targetRevision: 'main',
  path: 'services/web/overlays/prod',
  destinationNamespace: 'prod',
  sync: { mode: 'manual' },
};

function application(overrides: Partial<ArgoApplicationProps> = {}) {
  return new ArgoApplication(aChart(), 'application', { ...props, ...overrides }).toJson();
}

test('manual is the absence of the automated block', () => {
  expect(application().spec.syncPolicy).not.toHaveProperty('automated');
});

test('automatic never empties an Application by itself', () => {
  const { syncPolicy } = application({ sync: { mode: 'automatic', prune: true, selfHeal: false } }).spec;

  expect(syncPolicy?.automated).toEqual({ prune: true });
});

test('one whose folder is empty on purpose prunes all that it has, where Argo CD prunes at all', () => {
  const automated = (prune: boolean) =>
    application({ allowsEmpty: true, sync: { mode: 'automatic', prune, selfHeal: false } }).spec.syncPolicy?.automated;

  expect(automated(true)).toEqual({ prune: true, allowEmpty: true });
  expect(automated(false)).toEqual({});
});

test('a fixed count is never ignored', () => {
  expect(application().spec).not.toHaveProperty('ignoreDifferences');
});

test.each([
  ['deployment', 'apps', 'Deployment'],
  ['rollout', 'argoproj.io', 'Rollout'],
  ['stateful-set', 'apps', 'StatefulSet'],
] as const)('an autoscaled %s keeps its count, and nothing else', (ignoresReplicasOf, group, kind) => {
  const { ignoreDifferences } = application({ ignoresReplicasOf }).spec;

  expect(ignoreDifferences).toEqual([{ group, kind, jsonPointers: ['/spec/replicas'] }]);
});

test('selectors that Argo Rollouts completes keep what it added, beside an autoscaled count', () => {
  const { ignoreDifferences } = application({ ignoresPodHash: true, ignoresReplicasOf: 'rollout' }).spec;

  expect(ignoreDifferences).toEqual([
    { group: 'argoproj.io', kind: 'Rollout', jsonPointers: ['/spec/replicas'] },
    { kind: 'Service', jsonPointers: ['/spec/selector/rollouts-pod-template-hash'] },
  ]);
});

test('deleting an Application deletes what it deployed, unless it stands for something larger', () => {
  expect(application().metadata.finalizers).toEqual(['resources-finalizer.argocd.argoproj.io']);
  expect(application({ deletion: 'orphan' }).metadata).not.toHaveProperty('finalizers');
});

test('a commit elsewhere in the repository costs it nothing', () => {
  expect(application().metadata.annotations).toEqual({
    'argocd.argoproj.io/manifest-generate-paths': '.',
    'argocd.argoproj.io/sync-wave': '0',
  });
  expect(application({ isRefreshedByPath: false }).metadata.annotations).toEqual({
    'argocd.argoproj.io/sync-wave': '0',
  });
});

test('what syncs by itself is tried again for ever, with the newest commit and a minute between', () => {
  const { syncPolicy } = application({ sync: { mode: 'automatic', prune: true, selfHeal: true } }).spec;

  expect(syncPolicy?.retry).toEqual({
    limit: -1,
    refresh: true,
    backoff: { duration: '5s', factor: 2, maxDuration: '1m' },
  });
});

test('what a person syncs is tried three times more, and it is applied on the server', () => {
  const { syncPolicy, revisionHistoryLimit } = application().spec;

  expect(syncPolicy).toEqual({
    syncOptions: [
      'PrunePropagationPolicy=foreground',
      'PruneLast=true',
      'ApplyOutOfSyncOnly=true',
      'RespectIgnoreDifferences=true',
      'ServerSideApply=true',
    ],
    retry: { limit: 3, backoff: { duration: '5s', factor: 2, maxDuration: '3m' } },
  });
  expect(revisionHistoryLimit).toBe(10);
});

test('a parent of Applications does not write back what it last saw of their status', () => {
  const { syncPolicy } = application({ isParent: true }).spec;

  expect(syncPolicy?.syncOptions).not.toContain('RespectIgnoreDifferences=true');
  expect(syncPolicy?.syncOptions).toContain('ServerSideApply=true');
});

test('a parent of Applications applies all of them, so that a sync that is tried again waits for earlier waves', () => {
  const { syncPolicy } = application({ isParent: true }).spec;

  expect(syncPolicy?.syncOptions).not.toContain('ApplyOutOfSyncOnly=true');
});

test('it deploys a folder of a repository to a namespace of a cluster', () => {
  const { project, source, destination } = application().spec;

  expect(project).toBe('prod');
  expect(source).toEqual({
    repoURL: 'https://github.com/your-org/gitops.git',
    targetRevision: 'main',
    path: 'services/web/overlays/prod',
  });
  expect(destination).toEqual({ server: 'https://kubernetes.default.svc', namespace: 'prod' });
});
