import { clusterId, resourceOf } from './helpers/record';
import { theStack } from './helpers/the-stack';

test('everything goes to the cluster that was asked who it is', async () => {
  const resources = await theStack('dev');
  const ofKubernetes = resources.filter(({ type }) => type.startsWith('kubernetes:'));

  expect(ofKubernetes.length).toBeGreaterThan(0);
  expect(ofKubernetes.filter(({ provider }) => provider !== 'cluster-provider')).toEqual([]);
  expect(resourceOf(resources, 'pulumi:providers:kubernetes', 'cluster-provider').inputs).toMatchObject({
    clusterIdentifier: clusterId,
  });
});

test('Argo CD comes before the project of the bootstrap, and that before its Application', async () => {
  const resources = await theStack('dev');

  expect(resourceOf(resources, 'platform:delivery:AppProjects', 'projects').dependsOn).toContain('argocd-release');
  expect(resourceOf(resources, 'platform:delivery:BootstrapApplication', 'bootstrap-dev').dependsOn).toEqual(
    expect.arrayContaining(['projects-bootstrap-dev', 'projects-default']),
  );
});

test.each([
  ['dev', false],
  ['staging', false],
  ['prod', true],
])('the bootstrap of %s is protected: %s', async (stack, isProtected) => {
  const bootstrap = resourceOf(
    await theStack(stack),
    'kubernetes:argoproj.io/v1alpha1:Application',
    `bootstrap-${stack}-application`,
  );

  expect(bootstrap.isProtected).toBe(isProtected);
  expect(bootstrap.inputs).not.toHaveProperty('metadata.finalizers');
});

test('R1-17: the Argo CD of dev is at argocd-dev.local, behind the Gateway of its environments', async () => {
  const release = resourceOf(await theStack('dev'), 'kubernetes:helm.sh/v3:Release', 'argocd-release');

  expect(release.inputs).toMatchObject({
    values: { server: { httproute: { hostnames: ['argocd-dev.local'], parentRefs: [{ name: 'public' }] } } },
  });
});

test('no resource has the name of a provider: an import file knows parents and providers by one name', async () => {
  const resources = await theStack('prod');
  const providers = resources.filter(({ type }) => type.startsWith('pulumi:providers:')).map(({ name }) => name);

  const others = resources.filter(({ type, name }) => !type.startsWith('pulumi:') && providers.includes(name));

  expect(providers).toContain('cluster-provider');
  expect(others).toEqual([]);
});

test('an upgrade that takes an Argo CD over deletes nothing that the program has under the same name', async () => {
  const resources = await theStack('dev');
  const named = resources.filter(({ type }) => /:(ConfigMap|NetworkPolicy)$/.test(type));
  const inArgoCd = named
    .map(({ inputs }) => inputs['metadata'])
    .filter((metadata) => metadata !== undefined && Object(metadata).namespace === 'argocd');

  expect(inArgoCd.length).toBeGreaterThan(5);
  for (const metadata of inArgoCd) {
    expect(metadata).toMatchObject({ annotations: { 'helm.sh/resource-policy': 'keep' } });
  }
});
