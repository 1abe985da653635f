import { findingsInFiles } from '../helpers/findings-in-files';

const application = (name: string, path: string, more = '') => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: ${name}, namespace: argocd }
spec:
  project: shop
  source: { repoURL: 'https://github.com/your-org/gitops.git', targetRevision: main, path: ${path}${more} }
  destination: { server: 'https://kubernetes.default.svc', namespace: shop }
`;
const config = (name: string, more = '') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: shop${more} }\ndata: { a: b }\n`;
const wave = (number: number) => `, annotations: { argocd.argoproj.io/sync-wave: '${number}' }`;
const deployment = (pod: string, more = '') => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop${more} }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: web, image: 'ghcr.io/your-org/web:v1.0.0'${pod} }]
`;

describe('one object twice', () => {
  const found = (files: Readonly<Record<string, string>>) =>
    findingsInFiles(files, ['object-declared-twice', 'object-in-two-applications']).map((line) =>
      line.replace(/^(\S+) \S+ (\S+): .*$/, '$1 $2'),
    );

  test.each([
    ['in one file', { 'a.yaml': `${config('a')}---\n${config('a')}` }, ['a.yaml:8 object-declared-twice']],
    ['in one folder', { 'x/a.yaml': config('a'), 'x/b.yaml': config('a') }, ['x/b.yaml:3 object-declared-twice']],
    [
      'below one Application that reads all that is below',
      {
        'app.yaml': application('web', 'web', ', directory: { recurse: true }'),
        'web/a/a.yaml': config('a'),
        'web/b/a.yaml': config('a'),
      },
      ['web/b/a.yaml:3 object-declared-twice'],
    ],
    [
      'by two Applications',
      {
        'apps/a.yaml': application('a', 'a'),
        'apps/b.yaml': application('b', 'b'),
        'a/a.yaml': config('a'),
        'b/a.yaml': config('a'),
      },
      ['b/a.yaml:3 object-in-two-applications'],
    ],
  ])('%s is found', (_, files, findings) => {
    expect(found(files)).toEqual(findings);
  });

  test.each([
    ['in two folders that nobody applies together', { 'x/a.yaml': config('a'), 'y/a.yaml': config('a') }],
    [
      'in a folder below the one that an Application reads',
      { 'app.yaml': application('web', 'web'), 'web/a.yaml': config('a'), 'web/old/a.yaml': config('a') },
    ],
    [
      'by Applications of two clusters',
      {
        'apps/a.yaml': application('a', 'a'),
        'apps/b.yaml': application('b', 'b').replace('https://kubernetes.default.svc', 'https://10.0.0.1'),
        'a/a.yaml': config('a'),
        'b/a.yaml': config('a'),
      },
    ],
    [
      'in a file that the kustomization of the folder leaves out',
      { 'x/kustomization.yaml': 'resources: [a.yaml]\n', 'x/a.yaml': config('a'), 'x/b.yaml': config('a') },
    ],
    [
      'under a name that the server makes',
      { 'a.yaml': `${config('a')}---\n${config('a')}`.replaceAll('name: a', 'generateName: a-') },
    ],
    ['in two groups', { 'a.yaml': `${config('a')}---\n${config('a').replace('v1', 'example.com/v1')}` }],
  ])('%s is no fault', (_, files) => {
    expect(found(files)).toEqual([]);
  });
});

describe('what pods need', () => {
  const found = (text: string) =>
    findingsInFiles({ 'a.yaml': text }, ['needs-what-comes-later', 'missing-config-source', 'missing-secret-key']).map(
      (line) => line.replace(/^\S+ /, ''),
    );
  const env = ', envFrom: [{ configMapRef: { name: settings } }]';

  test.each([
    ['a ConfigMap', `${deployment(env)}---\n${config('settings', wave(1))}`],
    [
      'a Secret that a controller makes',
      `${deployment(', envFrom: [{ secretRef: { name: web } }]')}---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: web, namespace: shop${wave(3)} }
spec: { secretStoreRef: { name: a, kind: SecretStore }, data: [{ secretKey: a, remoteRef: { key: a } }] }
`,
    ],
    [
      'a ConfigMap of a hook of Helm',
      `${deployment(env, ', annotations: { helm.sh/hook: pre-install }')}---\n${config('settings', ', annotations: { helm.sh/hook: post-install }')}`,
    ],
  ])('%s of a later wave or phase is found', (_, text) => {
    expect(found(text)).toEqual([
      expect.stringMatching(/^error needs-what-comes-later: Deployment "web" of .* needs the .* which comes in/),
    ]);
  });

  test.each([
    ['of the same wave', `${deployment(env)}---\n${config('settings')}`],
    ['of an earlier one', `${deployment(env, wave(1))}---\n${config('settings', wave(-1))}`],
    [
      'that is optional',
      `${deployment(', envFrom: [{ configMapRef: { name: settings, optional: true } }]')}---\n${config('settings', wave(1))}`,
    ],
    ['that is nowhere like it here', `${deployment(env)}---\n${config('other')}`],
  ])('one %s is no fault', (_, text) => {
    expect(found(text)).toEqual([]);
  });

  test.each([
    ['variables', ', envFrom: [{ configMapRef: { name: setings } }]'],
    ['one variable', ', env: [{ name: A, valueFrom: { configMapKeyRef: { name: setings, key: a } } }]'],
  ])('a name that is misspelt is found in %s', (_, pod) => {
    expect(found(`${deployment(pod)}---\n${config('settings')}`)).toEqual([
      'error missing-config-source: container "web" wants the ConfigMap "setings", which is not there; write "settings", or add the ConfigMap',
    ]);
  });

  test('a name that is misspelt is found in volumes, also in projected ones', () => {
    const volumes = `      volumes:
        - { name: a, configMap: { name: setings } }
        - { name: b, projected: { sources: [{ configMap: { name: setings } }, { secret: { name: wep } }] } }
`;
    const secret =
      'apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: { name: web, namespace: shop }\nspec: { encryptedData: { a: b } }\n';

    expect(found(`${deployment('')}${volumes}---\n${config('settings')}---\n${secret}`)).toEqual([
      expect.stringMatching(/^error missing-config-source: the volume "a" wants the ConfigMap "setings"/),
      expect.stringMatching(/^error missing-config-source: the volume "b" wants the ConfigMap "setings"/),
      expect.stringMatching(/^warning missing-config-source: the volume "b" wants the Secret "wep"/),
    ]);
  });

  test('a generated name that kustomize did not put in is said to be one', () => {
    expect(found(`${deployment(env)}---\n${config('settings-2748f727mg').replace(', namespace: shop', '')}`)).toEqual([
      'error missing-config-source: container "web" wants the ConfigMap "settings", which is not there; kustomize makes "settings-2748f727mg" in no namespace: give the generator "namespace: shop"',
    ]);
  });
});

describe('who makes a Secret', () => {
  const found = (...texts: readonly string[]) =>
    findingsInFiles({ 'a.yaml': texts.join('---\n') }, ['secret-of-two-makers']).map((line) =>
      line.replace(/^.*secret-of-two-makers: /, ''),
    );
  const external = (name: string, target: string) =>
    `apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: { name: ${name}, namespace: shop }\nspec: { secretStoreRef: { name: a, kind: SecretStore }, target: { ${target} }, data: [{ secretKey: a, remoteRef: { key: a } }] }\n`;
  const plain = 'apiVersion: v1\nkind: Secret\nmetadata: { name: web, namespace: shop }\n';
  const certificate =
    'apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: { name: edge, namespace: shop }\nspec: { secretName: web, issuerRef: { name: a } }\n';
  const sealed =
    'apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: { name: web, namespace: shop }\nspec: { encryptedData: { a: b } }\n';
  const vault = (more: string) =>
    `apiVersion: secrets.hashicorp.com/v1beta1\nkind: VaultStaticSecret\nmetadata: { name: v, namespace: shop }\nspec: { destination: { name: web${more} } }\n`;

  test.each([
    ['two ExternalSecrets that own it', [external('a', 'name: web'), external('b', 'name: web')]],
    [
      'one that owns it, under its own name',
      [external('web', 'creationPolicy: Owner'), external('b', 'name: web, creationPolicy: Orphan')],
    ],
    ['an ExternalSecret and a certificate', [certificate, external('web', 'creationPolicy: Owner')]],
    ['a SealedSecret and a plain one', [sealed, plain]],
    ['a SealedSecret and one of Vault', [sealed, vault(', create: true')]],
    ['one that merges into that of a certificate', [certificate, external('a', 'name: web, creationPolicy: Merge')]],
  ])('%s are two', (_, texts) => {
    expect(found(...texts)).toHaveLength(1);
  });

  test.each([
    ['one that merges into a plain Secret', [plain, external('a', 'name: web, creationPolicy: Merge')]],
    [
      'two that merge into one that is elsewhere',
      [external('a', 'name: web, creationPolicy: Merge'), external('b', 'name: web, creationPolicy: Merge')],
    ],
    ['one that makes none', [sealed, external('web', 'creationPolicy: None')]],
    ['one of Vault that writes into a plain one', [plain, vault('')]],
    ['two of other names', [external('a', 'name: one'), external('b', 'name: two')]],
  ])('%s are no two', (_, texts) => {
    expect(found(...texts)).toEqual([]);
  });
});
