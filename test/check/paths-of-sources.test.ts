import { findingsInFiles } from '../helpers/findings-in-files';

const application = (name: string, path: string, repository = 'gitops') => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: ${name}, namespace: argocd }
spec:
  project: shop
  source: { repoURL: 'https://github.com/your-org/${repository}.git', targetRevision: main, path: ${path} }
  destination: { server: 'https://kubernetes.default.svc', namespace: shop }
`;
const config = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: shop }\n`;

describe('Applications that a kustomization makes', () => {
  const built = `${application('web', 'web/overlays/prod')}---\n${application('hub', 'argocd/overlays/hub')}`;
  const files = {
    'argocd/overlays/hub/apps/kustomization.yaml': 'nameSuffix: -hub\nresources: [web.yaml, hub.yaml]\n',
    'argocd/overlays/hub/apps/web.yaml': application('web', 'web/overlays/prod'),
    'argocd/overlays/hub/apps/hub.yaml': application('hub', 'argocd/overlays/hub'),
    'web/overlays/prod/kustomization.yaml': 'namespace: shop\nresources: [../../base]\n',
    'web/base/kustomization.yaml': 'resources: [web.yaml]\n',
    'web/base/web.yaml': config('web'),
  };
  const programs = (output: string) => ({
    kustomize: (folder: string) => ({ output: folder.endsWith('apps') ? output : config('web') }),
    helm: () => 'not installed' as const,
  });
  const found = (output: string) =>
    findingsInFiles(files, ['source-path-without-objects'], { programs: programs(output) });

  test('may read a folder whose objects lie elsewhere', () => {
    expect(found(built)).toEqual([]);
  });

  test('are told of a folder that is not there', () => {
    expect(found(built.replace('web/overlays/prod', 'web/overlays/live'))).toEqual([
      expect.stringContaining('path "web/overlays/live" of Application "web" has no manifest below it'),
    ]);
  });
});

describe('a path in another repository', () => {
  const files = {
    'argocd/web.yaml': application('web', 'guestbook/web', 'deployments'),
    'argocd/api.yaml': application('api', 'guestbook', 'deployments'),
    'guestbook/guest.yaml': config('guest'),
  };
  const found = (remotes: readonly string[] | undefined) =>
    findingsInFiles(files, ['source-path-without-objects'], remotes === undefined ? {} : { remotes });

  test.each([
    [['https://github.com/your-org/gitops.git']],
    [['git@github.com:your-org/gitops.git']],
    [['git@github.com:your-org/gitops', 'ssh://git@git.example.com:22/~team/fleet.git']],
    [['/srv/git/gitops/']],
  ])('is not looked for in that of %j', (remotes) => {
    expect(found(remotes)).toEqual([]);
  });

  test.each([
    ['nobody knows whose', undefined],
    ['it is that one', ['https://github.com/your-org/deployments']],
    ['it is a fork of it', ['https://github.com/somebody/Deployments.git']],
    ['it is cloned from a mirror of it', ['git@git.example.com:mirrors/deployments.git']],
    ['one of its remotes is it', ['/srv/gitops', 'https://github.com/your-org/deployments.git']],
  ])('is looked for where %s', (_, remotes) => {
    expect(found(remotes)).toEqual([expect.stringMatching(/^argocd\/web\.yaml:6 warning source-path-without-objects/)]);
  });
});
