import { resourceOf } from '../helpers/record';
import { theStack } from '../helpers/the-stack';

const adopted = { argocd: { install: false } };

test('Argo CD finds its notifications when it starts, and the Secret comes from the store of the environment', async () => {
  const resources = await theStack('prod');
  const config = resourceOf(resources, 'kubernetes:core/v1:ConfigMap', 'notifications-config');
  const secret = resourceOf(resources, 'kubernetes:external-secrets.io/v1:ExternalSecret', 'notifications-secret');

  expect(config.parent).toBe('notifications');
  expect(config.inputs['metadata']).toMatchObject({
    name: 'argocd-notifications-cm',
    namespace: 'argocd',
    labels: { 'app.kubernetes.io/part-of': 'argocd' },
  });
  expect(resourceOf(resources, 'platform:delivery:ArgoCd', 'argocd').dependsOn).toContain('notifications-config');
  expect(secret.inputs).toMatchObject({
    metadata: { name: 'argocd-notifications-secret', namespace: 'argocd' },
    spec: {
      secretStoreRef: { name: 'vault-backend', kind: 'ClusterSecretStore' },
      target: {
        name: 'argocd-notifications-secret',
        template: { metadata: { labels: { 'app.kubernetes.io/part-of': 'argocd' } } },
      },
    },
  });
  expect(JSON.stringify(secret.inputs['spec'])).toContain(
    '{"remoteRef":{"key":"prod/argocd-notifications-secret","property":"slack-token"},"secretKey":"slack-token"}',
  );
});

const slackToken = {
  secretKey: 'slack-token',
  remoteRef: { key: 'dev/argocd-notifications-secret', property: 'slack-token' },
};

test('without a controller nobody tells the portal, and no key of it is asked for', async () => {
  const secret = resourceOf(
    await theStack('dev'),
    'kubernetes:external-secrets.io/v1:ExternalSecret',
    'notifications-secret',
  );

  expect(secret.inputs).toHaveProperty('spec.data', [slackToken]);
});

test('an environment that tells the portal and Slack needs a key of each', async () => {
  const secret = resourceOf(
    await theStack('dev', { notifications: { portalUrl: 'https://controller.example.com' } }),
    'kubernetes:external-secrets.io/v1:ExternalSecret',
    'notifications-secret',
  );

  expect(secret.inputs).toHaveProperty('spec.data', [
    {
      secretKey: 'port-webhook-token',
      remoteRef: { key: 'dev/argocd-notifications-secret', property: 'port-webhook-token' },
    },
    slackToken,
  ]);
});

test('an Argo CD that was there keeps what Slipway does not set', async () => {
  const resources = await theStack('dev', adopted);
  const patch = resourceOf(resources, 'kubernetes:core/v1:ConfigMapPatch', 'notifications-config');

  expect(patch.inputs).toHaveProperty(['metadata', 'annotations', 'pulumi.com/patchForce'], 'true');
  expect(resources.filter(({ type, name }) => type === 'kubernetes:core/v1:ConfigMap' && name === patch.name)).toEqual(
    [],
  );
});

test('a Secret that somebody else keeps is not made', async () => {
  const resources = await theStack('dev', { notifications: { secret: { kind: 'secret' } } });

  expect(resources.filter(({ name }) => name === 'notifications-secret')).toEqual([]);
});

test("R0-31: the portal is told through Slipway's own controller, where it is installed", async () => {
  const image = `ghcr.io/your-org/slipway:1.0.0@sha256:${'0'.repeat(64)}`;
  const resources = await theStack('dev', {
    install: { backup: false, gitopsController: true },
    gitopsController: { image },
  });
  const ofController = resources.filter(({ parent }) => parent === 'gitops-controller');
  const service = ofController.find(({ type }) => type === 'kubernetes:core/v1:Service');
  const { data } = resourceOf(resources, 'kubernetes:core/v1:ConfigMap', 'notifications-config').inputs;

  expect(service?.inputs).toMatchObject({
    metadata: { name: 'port-gitops-controller', namespace: 'port-system' },
    spec: { ports: [{ port: 8080 }] },
  });
  expect(data).toHaveProperty(
    ['service.webhook.port'],
    expect.stringContaining('url: http://port-gitops-controller.port-system.svc.cluster.local:8080\n'),
  );
});

test('the controller may be elsewhere', async () => {
  const resources = await theStack('dev', { notifications: { portalUrl: 'https://controller.example.com' } });
  const { inputs } = resourceOf(resources, 'kubernetes:core/v1:ConfigMap', 'notifications-config');

  expect(inputs).toHaveProperty(
    ['data', 'service.webhook.port'],
    expect.stringContaining('url: https://controller.example.com'),
  );
});
