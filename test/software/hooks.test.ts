import { translateHooks } from '../../src/software/hooks';

function anObject(kind: string, name: string, annotations: Readonly<Record<string, string>> = {}) {
  return { apiVersion: 'v1', kind, metadata: { name, annotations } };
}

function hook(name: string, event: string, more: Readonly<Record<string, string>> = {}) {
  return anObject('Job', name, { 'helm.sh/hook': event, ...more });
}

const annotationsOf = (objects: readonly object[]): unknown =>
  translateHooks(objects.map((one) => ({ ...one }))).objects.map(({ metadata }) => metadata);

test('what runs before a release is in the waves before its objects, by weight', () => {
  const objects = [
    anObject('Deployment', 'web'),
    hook('second', 'pre-upgrade', { 'helm.sh/hook-weight': '5' }),
    hook('first', 'pre-install,pre-upgrade', {
      'helm.sh/hook-weight': '-1',
      'helm.sh/hook-delete-policy': 'hook-succeeded,hook-failed',
    }),
    hook('last', 'post-install'),
  ];

  expect(annotationsOf(objects)).toEqual([
    { name: 'web', annotations: {} },
    {
      name: 'second',
      annotations: {
        'argocd.argoproj.io/hook': 'Sync',
        'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
        'argocd.argoproj.io/sync-wave': '-1',
      },
    },
    {
      name: 'first',
      annotations: {
        'argocd.argoproj.io/hook': 'Sync',
        'argocd.argoproj.io/hook-delete-policy': 'HookSucceeded,HookFailed',
        'argocd.argoproj.io/sync-wave': '-2',
      },
    },
    {
      name: 'last',
      annotations: {
        'argocd.argoproj.io/hook': 'PostSync',
        'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
        'argocd.argoproj.io/sync-wave': '0',
      },
    },
  ]);
});

test('what nobody would run is left out, and said', () => {
  const { objects, leftOut } = translateHooks([hook('t', 'test'), hook('s', 'test-success'), hook('d', 'pre-delete')]);

  expect(objects).toEqual([]);
  expect(leftOut).toEqual([
    'Job "d" is left out: Argo CD knows no hook "pre-delete" of Helm',
    'Job "s" is left out: "helm test" runs it, and nobody else does',
    'Job "t" is left out: "helm test" runs it, and nobody else does',
  ]);
});

test('kinds come first and stay, and so does what Helm keeps', () => {
  const objects = [
    anObject('CustomResourceDefinition', 'a'),
    anObject('CustomResourceDefinition', 'b', { 'helm.sh/hook': 'crd-install' }),
    anObject('Secret', 'c', { 'helm.sh/resource-policy': 'keep', 'example.com/a': 'b' }),
  ];
  const kind = { 'argocd.argoproj.io/sync-wave': '-20', 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' };

  expect(annotationsOf(objects)).toEqual([
    { name: 'a', annotations: kind },
    { name: 'b', annotations: kind },
    { name: 'c', annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false', 'example.com/a': 'b' } },
  ]);
});

test('what a chart says to Argo CD itself stays', () => {
  const said = { 'argocd.argoproj.io/sync-wave': '7', 'argocd.argoproj.io/hook': 'PreSync' };

  expect(annotationsOf([hook('a', 'pre-install', said)])).toEqual([
    { name: 'a', annotations: { ...said, 'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation' } },
  ]);
});
