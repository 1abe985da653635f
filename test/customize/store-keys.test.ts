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

test('an object of another group that is called so is another one', () => {
  const text = external('  data: [{ secretKey: a, remoteRef: { key: dev/payments } }]').replace(
    'external-secrets.io',
    'secrets.example.com',
  );

  expect(problemsOf(manifest(text)).join('\n')).not.toContain('secret store');
});
