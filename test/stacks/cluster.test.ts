import { clusterId, resourceOf } from './helpers/record';
import { theStack } from './helpers/the-stack';

test('everything goes to the cluster that was asked who it is', async () => {
  const resources = await theStack('dev');
  const ofKubernetes = resources.filter(({ type }) => type.startsWith('kubernetes:'));

  expect(ofKubernetes.length).toBeGreaterThan(0);
  expect(ofKubernetes.filter(({ provider }) => provider !== 'cluster')).toEqual([]);
  expect(resourceOf(resources, 'pulumi:providers:kubernetes', 'cluster').inputs).toMatchObject({
    clusterIdentifier: clusterId,
  });
});

test('Argo CD comes before its projects, and they before the root', async () => {
  const resources = await theStack('dev');

  expect(resourceOf(resources, 'platform:delivery:AppProjects', 'projects').dependsOn).toContain('argocd-release');
  expect(resourceOf(resources, 'platform:delivery:RootApplication', 'root-dev').dependsOn).toEqual(
    expect.arrayContaining(['projects-microservices', 'projects-platform-dev', 'projects-default']),
  );
});

test.each([
  ['dev', false],
  ['staging', false],
  ['prod', true],
])('the root of %s is protected: %s', async (stack, isProtected) => {
  const root = resourceOf(
    await theStack(stack),
    'kubernetes:argoproj.io/v1alpha1:Application',
    `root-${stack}-application`,
  );

  expect(root.isProtected).toBe(isProtected);
  expect(root.inputs).not.toHaveProperty('metadata.finalizers');
});
