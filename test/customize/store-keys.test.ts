import { join } from 'node:path';

import { InputError, describeProblem } from '../../src/model/problem';
import { synthesize } from '../../src/render/synthesize';
import { aCatalogFolder, overlayYaml, platformYaml, serviceYaml } from '../helpers/a-catalog';
import { temporaryFolder } from '../helpers/temporary-folder';

/** What is wrong with "web", which is in dev and in no other environment. */
function problemsOf(files: Readonly<Record<string, string | null>>): readonly string[] {
  const catalog = aCatalogFolder({
    'services/web/dev.yaml': overlayYaml,
    'services/web/prod.yaml': null,
    ...files,
  });
  try {
    synthesize({ catalog, out: join(temporaryFolder(), 'out') });
  } catch (error) {
    if (error instanceof InputError) return error.problems.map(describeProblem);
    throw error;
  }
  return [];
}

const external = (spec: string, kind = 'ExternalSecret', version = 'v1'): string =>
  `apiVersion: external-secrets.io/${version}\nkind: ${kind}\nmetadata: { name: more }\nspec:\n  secretStoreRef: { name: store, kind: ClusterSecretStore }\n${spec}\n`;
const pushed = (key: string): string =>
  `apiVersion: external-secrets.io/v1alpha1\nkind: PushSecret\nmetadata: { name: more }\nspec:\n  secretStoreRefs: [{ name: store, kind: ClusterSecretStore }]\n  selector: { secret: { name: web } }\n  data: [{ match: { secretKey: a, remoteRef: { remoteKey: ${key} } } }]\n`;
const manifest = (text: string): Readonly<Record<string, string>> => ({ 'services/web/manifests/more.yaml': text });
const of = (key: string): string =>
  `service "web" takes the key "${key}" of the secret store, which is none of its places: "dev/web"`;

describe('keys of others are refused, whoever makes the object that takes them', () => {
  test.each<[string, string, string]>([
    ['data', external('  data: [{ secretKey: a, remoteRef: { key: dev/payments } }]'), of('dev/payments')],
    [
      'the second of data',
      external(
        '  data: [{ secretKey: a, remoteRef: { key: dev/web } }, { secretKey: b, remoteRef: { key: prod/web } }]',
      ),
      of('prod/web'),
    ],
    [
      'a way around',
      external('  data: [{ secretKey: a, remoteRef: { key: dev/web/../payments } }]'),
      of('dev/web/../payments'),
    ],
    ['a whole key', external('  dataFrom: [{ extract: { key: dev/payments } }]'), of('dev/payments')],
    ['a search below a place', external('  dataFrom: [{ find: { path: dev, name: { regexp: .* } } }]'), of('dev')],
    [
      'a search of everything',
      external('  dataFrom: [{ find: { name: { regexp: .* } } }]'),
      'service "web" searches all of the secret store, and its places are "dev/web"',
    ],
    [
      'an older version',
      external('  data: [{ secretKey: a, remoteRef: { key: dev/payments } }]', 'ExternalSecret', 'v1beta1'),
      of('dev/payments'),
    ],
    ['what is written into the store', pushed('dev/payments'), of('dev/payments')],
    [
      'what becomes one for every namespace',
      `apiVersion: external-secrets.io/v1\nkind: ClusterExternalSecret\nmetadata: { name: more }\nspec:\n  namespaceSelectors: [{}]\n  externalSecretSpec: { secretStoreRef: { name: a }, data: [{ secretKey: a, remoteRef: { key: dev/payments } }] }\n`,
      of('dev/payments'),
    ],
  ])('by a manifest of the service: %s', (_, text, message) => {
    expect(problemsOf(manifest(text)).join('\n')).toContain(message);
  });

  test('by a patch of the object that Slipway renders', () => {
    const secrets = 'secrets: { keys: { a: {} } }\n';
    const patch = (key: string): string =>
      `${serviceYaml}${secrets}patches: [{ kind: ExternalSecret, json: [{ op: replace, path: /spec/data/0/remoteRef/key, value: ${key} }] }]\n`;

    expect(problemsOf({ 'services/web/service.yaml': patch('dev/payments') }).join('\n')).toContain(of('dev/payments'));
    expect(problemsOf({ 'services/web/service.yaml': patch('dev/web/other') })).toEqual([]);
  });
});

test('what an object takes is judged as the provider of Vault reads it', () => {
  const problems = (places: string, text: string): string =>
    problemsOf({ 'platform.yaml': `${platformYaml}secrets: { places: [${places}] }\n`, ...manifest(text) }).join('\n');
  const read = 'of Vault\'s engine that is mounted at "secret" External Secrets reads';

  expect(problems('secret', external('  dataFrom: [{ extract: { key: secret/prod/payments } }]'))).toContain(
    `takes the key "secret/prod/payments" of the secret store, and ${read} "prod/payments"`,
  );
  // The folder is listed as it is written, and the names below it are read as keys.
  expect(problems('secret', external('  dataFrom: [{ find: { path: secret, name: { regexp: .* } } }]'))).toContain(
    `takes the key "secret/*" of the secret store, and ${read} "*"`,
  );
  expect(problems('secret', external('  data: [{ secretKey: a, remoteRef: { key: secret } }]'))).toBe('');
  expect(problems('secret', pushed('secret/prod/payments'))).toContain(`${read} "prod/payments"`);
});

test('keys of its own places are taken, and of those that the platform adds', () => {
  expect(problemsOf(manifest(external('  data: [{ secretKey: a, remoteRef: { key: dev/web/db } }]')))).toEqual([]);
  expect(problemsOf(manifest(external('  dataFrom: [{ find: { path: dev/web, name: { regexp: .* } } }]')))).toEqual([]);
  expect(
    problemsOf({
      'platform.yaml': `${platformYaml}secrets: { places: ["{environment}/{service}", "shared/{environment}"] }\n`,
      ...manifest(external('  dataFrom: [{ extract: { key: shared/dev/ca } }]')),
    }),
  ).toEqual([]);
});

const bring = (text: string): string => `service "web" brings "${text}", which takes secrets from wherever it says`;
const named = (text: string): string => `service "web" takes secrets by "${text}", which is bound to no place`;
const custom = (api: string, kind: string, spec = '{}'): string =>
  `apiVersion: ${api}\nkind: ${kind}\nmetadata: { name: more }\nspec: ${spec}\n`;

describe('ways around the places are refused, whoever makes the object, unless the platform lists it', () => {
  test.each<[string, string, string, string]>([
    [
      'a store of its own',
      custom(
        'external-secrets.io/v1',
        'SecretStore',
        '{ provider: { vault: { server: https://vault, path: secret } } }',
      ),
      'SecretStore/more',
      bring('SecretStore/more'),
    ],
    [
      'a store for every namespace',
      custom(
        'external-secrets.io/v1',
        'ClusterSecretStore',
        '{ provider: { kubernetes: { remoteNamespace: payments } } }',
      ),
      'ClusterSecretStore/more',
      bring('ClusterSecretStore/more'),
    ],
    [
      'a generator that reads a store',
      custom('generators.external-secrets.io/v1alpha1', 'VaultDynamicSecret', '{ path: /secret/data/payments }'),
      'VaultDynamicSecret/more',
      bring('VaultDynamicSecret/more'),
    ],
    [
      'a generator that somebody else has made',
      external('  dataFrom: [{ sourceRef: { generatorRef: { kind: ClusterGenerator, name: all } } }]'),
      'ClusterGenerator/all',
      named('ClusterGenerator/all'),
    ],
    [
      'a class of the driver of secret stores',
      custom('secrets-store.csi.x-k8s.io/v1', 'SecretProviderClass', '{ provider: vault }'),
      'SecretProviderClass/more',
      bring('SecretProviderClass/more'),
    ],
    [
      'a volume of such a class',
      'apiVersion: v1\nkind: Pod\nmetadata: { name: more }\nspec:\n  containers: [{ name: a, image: a }]\n  volumes: [{ name: s, csi: { driver: secrets-store.csi.k8s.io, volumeAttributes: { secretProviderClass: payments } } }]\n',
      'SecretProviderClass/payments',
      named('SecretProviderClass/payments'),
    ],
    [
      'an operator of Vault',
      custom('secrets.hashicorp.com/v1beta1', 'VaultStaticSecret', '{ mount: kv, path: payments }'),
      'VaultStaticSecret/more',
      bring('VaultStaticSecret/more'),
    ],
    [
      'Secrets that are offered to other namespaces',
      custom('secretgen.carvel.dev/v1alpha1', 'SecretImport', '{ fromNamespace: payments }'),
      'SecretImport/more',
      bring('SecretImport/more'),
    ],
    [
      'a policy that copies',
      custom(
        'kyverno.io/v1',
        'ClusterPolicy',
        '{ rules: [{ name: a, generate: { kind: Secret, clone: { namespace: payments, name: db } } }] }',
      ),
      'ClusterPolicy/more',
      bring('ClusterPolicy/more'),
    ],
  ])('%s', (_, text, store, message) => {
    expect(problemsOf(manifest(text)).join('\n')).toContain(message);
    expect(
      problemsOf({
        'platform.yaml': `${platformYaml}secrets: { stores: ["${store}"] }\n`,
        ...manifest(text),
      }).join('\n'),
    ).not.toContain(message);
  });

  test('the platform lists them with names of the service in them', () => {
    const text = custom('external-secrets.io/v1', 'SecretStore').replace('name: more', 'name: web-own');

    expect(
      problemsOf({
        'platform.yaml': `${platformYaml}secrets: { stores: ["SecretStore/{service}-own"] }\n`,
        ...manifest(text),
      }).join('\n'),
    ).not.toContain('brings');
  });

  test.each([
    [
      'a generator that makes a value up',
      custom('generators.external-secrets.io/v1alpha1', 'Password', '{ length: 20 }'),
    ],
    ['a policy that copies nothing', custom('kyverno.io/v1', 'Policy', '{ rules: [{ name: a, validate: {} }] }')],
  ])('%s is no way', (_, text) => {
    expect(problemsOf(manifest(text)).join('\n')).not.toMatch(/brings|takes secrets by/);
  });

  test('a patch of a pod names no class of others', () => {
    const patch = `${serviceYaml}patches: [{ kind: Deployment, json: [{ op: add, path: /spec/template/spec/volumes/-, value: { name: s, csi: { driver: secrets-store.csi.k8s.io, volumeAttributes: { secretProviderClass: payments } } } }] }]\n`;

    expect(problemsOf({ 'services/web/service.yaml': patch }).join('\n')).toContain(
      named('SecretProviderClass/payments'),
    );
  });

  test('what is pushed for many namespaces, and what is pushed under keys that are worked out', () => {
    const cluster = `apiVersion: external-secrets.io/v1alpha1\nkind: ClusterPushSecret\nmetadata: { name: more }\nspec: { pushSecretSpec: { data: [{ match: { remoteRef: { remoteKey: dev/payments } } }] } }\n`;
    const worked = pushed('dev/web').replace('  data:', '  dataTo: [{ storeRef: { name: store } }]\n  data:');

    expect(problemsOf(manifest(cluster)).join('\n')).toContain(of('dev/payments'));
    expect(problemsOf(manifest(worked)).join('\n')).toContain('writes keys of the secret store that nobody can know');
  });
});

describe('annotations that have Secrets copied are refused, wherever they stand', () => {
  const says = (name: string): string => `service "web" says the annotation "${name}", which has Secrets copied`;

  test.each<[string, string, string]>([
    [
      'of an object',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: more, annotations: { reflector.v1.k8s.emberstack.com/reflects: payments/db } }\n',
      'reflector.v1.k8s.emberstack.com/reflects',
    ],
    [
      'of what an ExternalSecret makes',
      external(
        '  data: []\n  target: { template: { metadata: { annotations: { replicator.v1.mittwald.de/replicate-to: ".*" } } } }',
      ),
      'replicator.v1.mittwald.de/replicate-to',
    ],
    [
      'of the Secret of a certificate',
      custom(
        'cert-manager.io/v1',
        'Certificate',
        '{ secretName: tls, secretTemplate: { annotations: { kubed.appscode.com/sync: "" } } }',
      ),
      'kubed.appscode.com/sync',
    ],
    [
      'of Argo CD Vault Plugin',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: more, annotations: { avp.kubernetes.io/path: secret/data/payments } }\ndata: { a: <password> }\n',
      'avp.kubernetes.io/path',
    ],
  ])('%s', (_, text, name) => {
    expect(problemsOf(manifest(text)).join('\n')).toContain(says(name));
    expect(
      problemsOf({
        'platform.yaml': `${platformYaml}secrets: { copiers: [${name.split('/')[0]}] }\n`,
        ...manifest(text),
      }).join('\n'),
    ).not.toContain(says(name));
  });

  test('said by a setting: External Secrets hands them on to the Secret', () => {
    const name = 'replicator.v1.mittwald.de/replicate-to';
    const service = `${serviceYaml}metadata: { secrets: { annotations: { ${name}: ".*" } } }\nsecrets: { keys: { a: {} } }\n`;

    const [problem = ''] = problemsOf({ 'services/web/service.yaml': service });

    expect(problem).toContain(`services/web/service.yaml:4:`);
    expect(problem).toContain(says(name));
    expect(
      problemsOf({
        'platform.yaml': `${platformYaml}secrets: { copiers: [replicator.v1.mittwald.de] }\n`,
        'services/web/service.yaml': service,
      }),
    ).toEqual([]);
  });
});

test('an object of another group that is called so is another one', () => {
  const text = external('  data: [{ secretKey: a, remoteRef: { key: dev/payments } }]').replace(
    'external-secrets.io',
    'secrets.example.com',
  );

  expect(problemsOf(manifest(text)).join('\n')).not.toContain('secret store');
});
