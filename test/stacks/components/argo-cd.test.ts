import { resourceOf } from '../helpers/record';
import { theStack } from '../helpers/the-stack';

const release = 'kubernetes:helm.sh/v3:Release';
const externalSecret = 'kubernetes:external-secrets.io/v1:ExternalSecret';

test('Argo CD is a release that can be rolled back, in its namespace', async () => {
  const resources = await theStack('dev');

  expect(resourceOf(resources, release, 'argocd-release')).toMatchObject({
    parent: 'argocd',
    inputs: {
      name: 'argo-cd',
      namespace: 'argocd',
      atomic: true,
      maxHistory: 5,
      values: { controller: { metrics: { enabled: true } } },
    },
  });
});

test('it waits for its namespace, for what may go where in it, and for its policy', async () => {
  const { dependsOn } = resourceOf(await theStack('dev'), 'platform:delivery:ArgoCd', 'argocd');

  expect(dependsOn).toEqual(
    expect.arrayContaining([
      'namespaces-argocd',
      'namespaces-argocd-default-deny',
      'namespaces-argocd-argocd-redis-secret-init',
      'rbac-policy',
      'notifications-config',
    ]),
  );
});

test('credentials come from the store of the environment, and no value passes through Pulumi', async () => {
  const resources = await theStack('dev', {
    argocd: {
      signIn: { kind: 'oidc', name: 'Example', issuer: 'https://login.example.com', clientId: 'argocd' },
      repositories: [{ name: 'gitops', authentication: 'github-app', secret: { kind: 'store', key: 'git/gitops' } }],
    },
  });

  expect(resourceOf(resources, externalSecret, 'argocd-gitops').inputs['spec']).toMatchObject({
    secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault-backend' },
    target: {
      name: 'gitops',
      template: {
        mergePolicy: 'Merge',
        metadata: { labels: { 'argocd.argoproj.io/secret-type': 'repository' } },
        data: { type: 'git', url: 'https://github.com/your-org/gitops-manifests.git' },
      },
    },
    data: [
      { secretKey: 'githubAppID', remoteRef: { key: 'git/gitops', property: 'githubAppID' } },
      { secretKey: 'githubAppInstallationID' },
      { secretKey: 'githubAppPrivateKey' },
    ],
  });
  expect(resourceOf(resources, externalSecret, 'argocd-argocd-sign-in').inputs['spec']).toMatchObject({
    target: { template: { metadata: { labels: { 'app.kubernetes.io/part-of': 'argocd' } } } },
    data: [{ secretKey: 'clientSecret', remoteRef: { key: 'dev/argocd-sign-in', property: 'clientSecret' } }],
  });
});

test('a Secret that somebody else keeps only gets the labels by which Argo CD finds it', async () => {
  const repositories = [
    {
      name: 'gitops',
      kind: 'repo-creds',
      url: 'git@github.com:your-org',
      authentication: 'ssh',
      secret: { kind: 'secret' },
    },
  ];
  const resources = await theStack('dev', { argocd: { repositories } });

  expect(resourceOf(resources, 'kubernetes:core/v1:SecretPatch', 'argocd-gitops').inputs).toEqual({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: 'gitops',
      namespace: 'argocd',
      annotations: { 'pulumi.com/patchForce': 'true' },
      labels: { 'app.kubernetes.io/part-of': 'argocd', 'argocd.argoproj.io/secret-type': 'repo-creds' },
    },
  });
});

test('R1-07: the webhook of Git has its secret from the store, and Argo CD a reference to it', async () => {
  const resources = await theStack('dev', { argocd: { webhook: { provider: 'github' } } });
  const { values } = Object(resourceOf(resources, release, 'argocd-release').inputs);

  expect(resourceOf(resources, externalSecret, 'argocd-argocd-git-webhook').inputs['spec']).toMatchObject({
    target: { template: { metadata: { labels: { 'app.kubernetes.io/part-of': 'argocd' } } } },
    data: [{ secretKey: 'secret', remoteRef: { key: 'dev/argocd-git-webhook', property: 'secret' } }],
  });
  expect(values.configs.secret).toEqual({ extra: { 'webhook.github.secret': '$argocd-git-webhook:secret' } });
});

test('an Argo CD that is there already gets the reference, and keeps its other secrets', async () => {
  const resources = await theStack('dev', { argocd: { install: false, webhook: { provider: 'azure-devops' } } });

  expect(resourceOf(resources, 'kubernetes:core/v1:SecretPatch', 'argocd-argocd-secret').inputs).toMatchObject({
    metadata: { name: 'argocd-secret', annotations: { 'pulumi.com/patchForce': 'true' } },
    // Pulumi keeps whatever is in a Secret for one.
    stringData: {
      secret: {
        'webhook.azuredevops.username': '$argocd-git-webhook:username',
        'webhook.azuredevops.password': '$argocd-git-webhook:password',
      },
    },
  });
});

test('Dex is asked for the keys that its configuration speaks of', async () => {
  const config = { clientID: '$argocd-sign-in:id', clientSecret: '$argocd-sign-in:githubSecret' };
  const connectors = [{ type: 'github', id: 'github', name: 'GitHub', config }];
  const resources = await theStack('dev', { argocd: { signIn: { kind: 'dex', connectors } } });

  expect(resourceOf(resources, externalSecret, 'argocd-argocd-sign-in').inputs['spec']).toMatchObject({
    data: [{ secretKey: 'githubSecret' }, { secretKey: 'id' }],
  });
});

test('an Argo CD that is there already keeps all but the settings that the tree needs', async () => {
  const resources = await theStack('dev', { argocd: { install: false } });
  const patches = resources
    .filter(({ parent }) => parent === 'argocd')
    .sort((one, other) => (one.name < other.name ? -1 : 1));

  expect(patches.map(({ type, name }) => [type, name])).toEqual([
    ['kubernetes:core/v1:ConfigMapPatch', 'argocd-argocd-cm'],
    ['kubernetes:core/v1:ConfigMapPatch', 'argocd-argocd-cmd-params-cm'],
  ]);
  expect(patches.flatMap(({ inputs }) => Object.keys(Object(inputs['data'])))).toEqual([
    'resource.customizations.health.argoproj.io_Application',
    'resource.customizations.health.argoproj.io_ApplicationSet',
    'controller.sync.timeout.seconds',
  ]);
  const ofOthers = new Set(['namespaces-argocd', 'projects-default']);
  expect(resources.filter(({ name }) => ofOthers.has(name))).toEqual([]);
});

test.each([
  ['dev', undefined],
  ['staging', undefined],
  ['prod', 2],
])('R2-19: the shipped stack of %s says how many servers there are: %s', async (stack, replicas) => {
  const { inputs } = resourceOf(await theStack(stack), release, 'argocd-release');

  expect(Object(inputs['values']).server.replicas).toBe(replicas);
});
