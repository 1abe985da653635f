import { withOutputs } from '../../stacks/own-add-ons';
import { OwnAddOn } from '../../stacks/settings/own-add-ons';
import { resourceOf } from './helpers/record';
import { theStack } from './helpers/the-stack';

const karpenter = {
  path: 'add-ons/karpenter',
  namespace: 'karpenter',
  clusterKinds: [{ group: 'rbac.authorization.k8s.io', kind: 'ClusterRole' }],
  values: { replicas: 2, settings: { interruptionQueue: 'none' } },
  outputs: { 'settings.clusterName': 'clusterName' },
  reaches: [443],
  webhookPorts: [8443],
};
const config = { ownAddOns: { karpenter }, outputsOf: 'our-org/network/prod' };
const argo = 'kubernetes:argoproj.io/v1alpha1';

test('a folder of the repository is an Application of the cluster, with what another stack knows as values', async () => {
  const made = resourceOf(await theStack('prod', config), `${argo}:Application`, 'add-on-karpenter-application');

  expect(made.inputs).toMatchObject({
    metadata: { name: 'add-on-karpenter', namespace: 'argocd' },
    spec: {
      project: 'add-on-karpenter',
      source: {
        path: 'add-ons/karpenter',
        targetRevision: 'main',
        helm: {
          releaseName: 'karpenter',
          valuesObject: {
            replicas: 2,
            // The engine of the tests asks no other stack.
            settings: { interruptionQueue: 'none', clusterName: 'output clusterName' },
          },
        },
      },
      destination: { namespace: 'karpenter' },
      syncPolicy: { automated: { prune: true, selfHeal: true } },
    },
  });
  expect(made.inputs).not.toHaveProperty('metadata.finalizers');
});

test('manifests without values are no chart', async () => {
  const ownAddOns = { echo: { path: 'add-ons/echo', namespace: 'echo' } };
  const made = resourceOf(await theStack('prod', { ownAddOns }), `${argo}:Application`, 'add-on-echo-application');

  expect(made.inputs).not.toHaveProperty('spec.source.helm');
});

test('it may make what is of its namespace, and of the cluster what it names; what holds its pods back is not its own', async () => {
  const project = resourceOf(await theStack('prod', config), `${argo}:AppProject`, 'add-on-karpenter-project');

  expect(project.inputs).toMatchObject({
    spec: {
      destinations: [{ server: 'https://kubernetes.default.svc', namespace: 'karpenter' }],
      clusterResourceWhitelist: [{ group: 'rbac.authorization.k8s.io', kind: 'ClusterRole' }],
      namespaceResourceBlacklist: expect.arrayContaining([{ group: 'networking.k8s.io', kind: 'NetworkPolicy' }]),
    },
  });
});

test('its namespace denies what its ports do not open', async () => {
  const resources = await theStack('prod', config);

  expect(resourceOf(resources, 'kubernetes:core/v1:Namespace', 'namespaces-karpenter').inputs).toMatchObject({
    metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
  });
  const policy = 'kubernetes:networking.k8s.io/v1:NetworkPolicy';
  resourceOf(resources, policy, 'namespaces-karpenter-default-deny');
  expect(resourceOf(resources, policy, 'namespaces-karpenter-every-pod').inputs).toMatchObject({
    spec: {
      ingress: [
        { from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'karpenter' } } }] },
        { ports: [{ protocol: 'TCP', port: 8443 }] },
      ],
      egress: [
        { to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'karpenter' } } }] },
        {
          ports: [
            { protocol: 'TCP', port: 443 },
            { protocol: 'TCP', port: 6443 },
          ],
        },
      ],
    },
  });
});

test.each(['/etc', '../elsewhere', 'add-ons/../../elsewhere'])('the folder %s is none of the repository', (path) => {
  expect(OwnAddOn.safeParse({ ...karpenter, path }).error?.issues[0]?.message).toContain(
    'must be a folder inside of the repository',
  );
});

test('an output takes the place of a value, and leaves its neighbours', () => {
  expect(
    withOutputs(
      { a: { b: 1, c: 2 }, d: 'text' },
      new Map([
        ['a.b', 'x'],
        ['d.e', 'y'],
      ]),
    ),
  ).toEqual({
    a: { b: 'x', c: 2 },
    d: { e: 'y' },
  });
});
