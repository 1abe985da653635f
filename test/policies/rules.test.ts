import type { Inputs, Resource, PolicyRule } from '../../policies/rule';
import { policyRules } from '../../policies/rules';
import { bootstrapsWithoutFinalizers } from '../../policies/rules/bootstraps-without-finalizers';
import { knownCluster } from '../../policies/rules/known-cluster';
import { noPlainSecrets } from '../../policies/rules/no-plain-secrets';
import { pinnedVersions } from '../../policies/rules/pinned-versions';
import { safeReleases } from '../../policies/rules/safe-releases';
import { exportsOf, namesOf } from '../helpers/exports-of';
import { theStack } from '../stacks/helpers/the-stack';

const provider = { clusterIdentifier: 'abc', enableConfigMapMutable: 'true', enableSecretMutable: 'true' };
const releaseInputs = {
  name: 'web',
  chart: 'oci://example.com/web',
  version: '1.2.3',
  atomic: true,
  maxHistory: 5,
  timeout: 600,
};

function aResource(type: string, inputs: Inputs, more: Partial<Resource> = {}): Resource {
  return { type: `kubernetes:${type}`, name: 'one', inputs, isProtected: false, provider, ...more };
}

const aRelease = (inputs: Inputs = {}): Resource => aResource('helm.sh/v3:Release', { ...releaseInputs, ...inputs });
const aConfigMap = (data: Inputs): Resource => aResource('core/v1:ConfigMap', { data });
const anApplication = (metadata: Inputs): Resource => aResource('argoproj.io/v1alpha1:Application', { metadata });
const aPod = (image: string): Resource => aResource('core/v1:Pod', { spec: { containers: [{ name: 'web', image }] } });
const said = (rule: PolicyRule, resource: Resource): readonly string[] => [...rule.check(resource)];

test('every rule of the folder is one of the policy pack, and its file is called after it', async () => {
  const enforced: ReadonlySet<unknown> = new Set(policyRules);
  const exported = await exportsOf('policies/rules');

  expect(namesOf(exported.filter(({ value }) => !enforced.has(value)))).toEqual([]);
  expect(exported.map(({ file }) => file).sort()).toEqual(
    policyRules.map(({ name }) => `policies/rules/${name}.ts`).sort(),
  );
});

describe.each(['dev', 'staging', 'prod'])('the stack of %s', (stack) => {
  test('keeps every rule', async () => {
    const resources = await theStack(stack);
    const providers = new Map(
      resources.filter(({ type }) => type.startsWith('pulumi:providers:')).map((one) => [one.name, one]),
    );

    const found = resources.flatMap((one) =>
      policyRules.flatMap((rule) =>
        said(rule, { ...one, provider: providers.get(one.provider ?? '')?.inputs }).map(
          (text) => `${rule.name}: ${text}`,
        ),
      ),
    );

    expect(resources.length).toBeGreaterThan(50);
    expect(found).toEqual([]);
  });
});

test.each<[string, PolicyRule, Resource, string]>([
  [
    'a password by its name',
    noPlainSecrets,
    aRelease({ values: { grafana: { adminPassword: 'correct-horse' } } }),
    'values.grafana.adminPassword',
  ],
  [
    'a token by its form',
    noPlainSecrets,
    aConfigMap({ note: `ghp_${'a1B2'.repeat(9)}` }),
    'data.note is a token of GitHub',
  ],
  [
    'a password in an address',
    noPlainSecrets,
    aConfigMap({ url: 'postgres://web:hunter22@db/web' }),
    'an address with a password',
  ],
  ['a generated key', noPlainSecrets, aConfigMap({ salt: 'q7Zk2Pw9Xr4Tb8Nm3Vc6Ld1J' }), 'long and random'],
  ['a Secret with values', noPlainSecrets, aResource('core/v1:Secret', { stringData: {} }), 'is a Secret with values'],
  ['a range of versions', pinnedVersions, aRelease({ version: '^1.2.0' }), 'version "^1.2.0"'],
  ['part of a version', pinnedVersions, aRelease({ version: '1.2' }), 'version "1.2"'],
  ['no version', pinnedVersions, aRelease({ version: undefined }), 'is not exact'],
  ['the tag latest', pinnedVersions, aPod('ghcr.io/your-org/web:latest'), 'spec.containers.0.image'],
  ['no tag', pinnedVersions, aPod('registry:5000/web'), 'may be another image tomorrow'],
  ['a release without a name', safeReleases, aRelease({ name: undefined }), 'has no "name"'],
  ['a release that is not rolled back', safeReleases, aRelease({ atomic: false }), 'set "atomic: true"'],
  ['a release without end', safeReleases, aRelease({ timeout: undefined }), 'set "timeout"'],
  ['a release with every revision', safeReleases, aRelease({ maxHistory: 0 }), 'set "maxHistory"'],
  ['a release that nobody waits for', safeReleases, aRelease({ skipAwait: true }), 'remove "skipAwait"'],
  [
    'a bootstrap that takes all along',
    bootstrapsWithoutFinalizers,
    anApplication({ finalizers: ['resources-finalizer.argocd.argoproj.io'] }),
    'remove its finalizers',
  ],
  ['a default provider', knownCluster, { ...aConfigMap({}), provider: undefined }, 'no "clusterIdentifier"'],
  [
    'a provider that replaces',
    knownCluster,
    { ...aConfigMap({}), provider: { ...provider, enableSecretMutable: 'false' } },
    '"enableSecretMutable: true"',
  ],
])('%s is refused', (_, rule, resource, text) => {
  expect(said(rule, resource).join('\n')).toContain(text);
});

test.each<[string, PolicyRule, Resource]>([
  ['a reference of Argo CD', noPlainSecrets, aConfigMap({ token: '$slack-token' })],
  [
    'the name of a Secret',
    noPlainSecrets,
    aRelease({ values: { grafana: { admin: { existingSecret: 'grafana-admin' } } } }),
  ],
  [
    'which key of a Secret',
    noPlainSecrets,
    aResource('external-secrets.io/v1:ExternalSecret', { spec: { data: [{ secretKey: 'admin-password' }] } }),
  ],
  [
    'a certificate',
    noPlainSecrets,
    aConfigMap({ 'ca.crt': '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n' }),
  ],
  ['an exact version', pinnedVersions, aRelease({ version: 'v1.8.2-rc.1' })],
  ['a chart of a folder', pinnedVersions, aRelease({ chart: '../charts/web', version: undefined })],
  ['an image by its digest', pinnedVersions, aPod(`ghcr.io/your-org/web@sha256:${'0'.repeat(64)}`)],
  ['a good release', safeReleases, aRelease()],
  ['a bootstrap that leaves what it made', bootstrapsWithoutFinalizers, anApplication({ name: 'bootstrap-dev' })],
  ['the provider of the right cluster', knownCluster, aConfigMap({})],
])('%s is accepted', (_, rule, resource) => {
  expect(said(rule, resource)).toEqual([]);
});
