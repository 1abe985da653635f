import { oldestMinor } from '../../../stacks/platform-namespaces';
import { resourceOf } from '../helpers/record';
import type { RecordedResource } from '../helpers/record';
import { theStack } from '../helpers/the-stack';

const namespace = 'kubernetes:core/v1:Namespace';

test('there is a namespace for each part, as strict as the part allows', async () => {
  expect(podSecurityOf(await theStack('dev'))).toEqual({
    'argo-rollouts': 'restricted v1.36',
    argocd: 'restricted v1.36',
    'external-secrets': 'restricted v1.36',
    'gateway-api': 'restricted v1.36',
    linkerd: 'restricted v1.36',
    'linkerd-cni': 'privileged v1.36',
    monitoring: 'privileged v1.36',
  });
});

test('what is not installed has no namespace', async () => {
  const off = {
    linkerd: false,
    monitoring: false,
    argoRollouts: false,
    externalSecrets: false,
    gitopsController: false,
  };
  const resources = await theStack('dev', { install: { ...off, backup: false, gatewayApi: false }, otherMesh: true });

  expect(Object.keys(podSecurityOf(resources))).toEqual(['argocd']);
});

test('a mesh that is down keeps nothing of the platform from starting: it is not asked about its namespaces', async () => {
  const labelsOf = async (config: Readonly<Record<string, unknown>>) =>
    (await theStack('dev', config))
      .filter(({ type }) => type === namespace)
      .filter(({ name }) => name !== 'kube-system')
      .map(({ inputs }) => JSON.stringify(inputs).includes('"config.linkerd.io/admission-webhooks":"disabled"'));
  const meshless = { install: { backup: false, linkerd: false } };

  expect(new Set(await labelsOf({}))).toEqual(new Set([true]));
  expect(new Set(await labelsOf({ ...meshless, otherMesh: true }))).toEqual(new Set([true]));
});

test('a policy waits for its namespace and belongs to the namespaces', async () => {
  const policy = resourceOf(
    await theStack('dev'),
    'kubernetes:networking.k8s.io/v1:NetworkPolicy',
    'namespaces-argocd-argocd-redis',
  );

  expect(policy).toMatchObject({
    parent: 'namespaces',
    dependsOn: ['namespaces-argocd'],
    inputs: { metadata: { name: 'argocd-redis', namespace: 'argocd' } },
  });
});

test('the oldest environment of a cluster decides which version of the standards holds', () => {
  expect(oldestMinor(['1.36', '1.9', '1.35'])).toBe('1.9');
});

function podSecurityOf(resources: readonly RecordedResource[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    resources
      .filter(({ type, parent }) => type === namespace && parent === 'namespaces')
      .map(({ inputs }) => [nameOf(inputs), enforced(inputs)]),
  );
}

function nameOf({ metadata }: RecordedResource['inputs']): string {
  return String(Object(metadata).name);
}

function enforced(inputs: RecordedResource['inputs']): string {
  const labels: Readonly<Record<string, string>> = Object(inputs['metadata']).labels;
  return `${labels['pod-security.kubernetes.io/enforce']} ${labels['pod-security.kubernetes.io/enforce-version']}`;
}
