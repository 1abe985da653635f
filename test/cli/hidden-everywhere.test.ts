import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import * as fc from 'fast-check';

import { coloursFor } from '../../src/cli/colours';
import { diffAsText } from '../../src/cli/diff-as-text';
import { diffAsJson } from '../../src/diff/as-json';
import { diffAsMarkdown } from '../../src/diff/as-markdown';
import { reportOf } from '../../src/diff/report';
import { changesBetween, nothingKnown } from '../diff/a-diff';
import { aCatalogFolder, serviceYaml } from '../helpers/a-catalog';
import { runHere } from '../helpers/run-in-process';
import { temporaryFolder } from '../helpers/temporary-folder';

const secret = 'Zq7hunter2Sx';
const inBase64 = (text: string): string => Buffer.from(text).toString('base64');
// Put together here, so that no scanner takes an example for a secret.
const hash = ['$apr1$', 'abcdefgh$', `${secret}${'aB1./'.repeat(2)}`].join('');

const deployment = (container: object, metadata: object = {}): object => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'dev', ...metadata },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'web', image: 'ghcr.io/your-org/web:v1.0.0', ...container }] },
    },
  },
});
const configMap = (data: object): object => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'web', namespace: 'dev' },
  data,
});
const application = (source: object): object => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { name: 'web', namespace: 'argocd' },
  spec: {
    project: 'default',
    destination: { server: 'https://kubernetes.default.svc', namespace: 'dev' },
    source: { repoURL: 'https://github.com/your-org/x.git', path: 'x', targetRevision: 'main', ...source },
  },
});
const applied = (object: object): object =>
  deployment({}, { annotations: { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify(object) } });
/** Texts that say a secret with words around it. */
const sayings: readonly string[] = [
  `--password ${secret}`,
  `--password '${secret}'`,
  `-Xmx1g -Ddb.password=${secret}`,
  `run --api-key ${secret}`,
  `<password>${secret}</password>`,
  `https://x.example.com/y?access_token=${secret}`,
  `{"password":"${secret}"}`,
  JSON.stringify({ a: JSON.stringify({ 'api-key': secret, b: 1 }) }),
  `connect(password="${secret}")`,
  `FOO=1 DB_PASSWORD=${secret} ./run`,
  `requirepass ${secret}`,
  `<property name="password" value="${secret}"/>`,
  `password: >-\n  ${secret}\n`,
  `mysql -uroot -p${secret}`,
  `postgres://web:${secret}@db/web`,
  `Authorization: Bearer ${secret}`,
];
const saidVariables = sayings.map((value, index) => ({ name: `OPTS_${index}`, value }));
const patchOfVariable = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  template:
    spec:
      containers:
        - name: web
          env:
            - name: DB_PASSWORD
              value: ${secret}
`;

/** Places in which a secret may be written, by what it is. */
const places: readonly (readonly [what: string, object: object])[] = [
  ['a variable that is called like a secret', deployment({ env: [{ name: 'DB_PASSWORD', value: secret }] })],
  ['variables with words around it', deployment({ env: saidVariables })],
  ['a name with its password alone', deployment({ env: [{ name: 'WHO', value: `admin:${secret}` }] })],
  ['a login', deployment({ env: [{ name: 'NEO4J_AUTH', value: `neo4j/${secret}` }] })],
  ['the password of mysql', deployment({ command: ['mysqladmin', 'ping', `-p${secret}`] })],
  ['the same over two lists', deployment({ command: ['mysql'], args: ['-uroot', `-p${secret}`] })],
  ['curl -u', deployment({ command: ['curl', '-u', `admin:${secret}`, 'https://x'] })],
  ['curl -u over two lists', deployment({ command: ['curl', '-u'], args: [`web:${secret}`, 'https://x'] })],
  ['sshpass', deployment({ command: ['sh', '-c', `sshpass -p ${secret} ssh a@b`] })],
  ['redis-cli -a', deployment({ command: ['sh', '-c'], args: [`redis-cli -a ${secret} ping`] })],
  [
    'redis-cli -a of a probe',
    deployment({ livenessProbe: { exec: { command: ['redis-cli', '-a', secret, 'ping'] } } }),
  ],
  ['a short token in a header', deployment({ args: ['-H', `Authorization: Bearer ${secret}`] })],
  ['a key in a header', deployment({ args: [`--header=X-Api-Key: ${secret}`] })],
  ['a line of htpasswd', configMap({ auth: `admin:${hash}\n` })],
  [
    'a kubeconfig',
    configMap({ 'admin.conf': `apiVersion: v1\nkind: Config\nusers:\n- name: a\n  user:\n    token: ${secret}\n` }),
  ],
  ['.npmrc', configMap({ '.npmrc': `//registry.example.com/:_authToken=${secret}\n` })],
  ['a script', configMap({ 'run.sh': `#!/bin/sh\nmysql -uroot -p${secret} < /x.sql\n` })],
  ['what was applied: a variable', applied(deployment({ env: [{ name: 'DB_PASSWORD', value: secret }] }))],
  [
    'what was applied: a Secret',
    applied({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' }, data: { a: inBase64(secret) } }),
  ],
  ['a patch of an Application', application({ kustomize: { patches: [{ patch: patchOfVariable }] } })],
  [
    'a JSON patch of an Application',
    application({
      kustomize: { patches: [{ patch: `- op: replace\n  path: /data/db-password\n  value: ${secret}\n` }] },
    }),
  ],
  ['values of a chart', application({ helm: { values: `auth:\n  rootPassword: ${secret}\n` } })],
  ['values of a chart as an object', application({ helm: { valuesObject: { auth: { rootPassword: secret } } } })],
  ['parameters of a chart', application({ helm: { parameters: [{ name: 'auth.password', value: secret }] } })],
];

const home = process.cwd();

afterEach(() => {
  process.chdir(home);
});

const texts = [secret, inBase64(secret)];
const shows = (text: string): boolean => texts.some((one) => text.includes(one));

test.each(places)('check finds %s, and shows it in no format', async (_, object) => {
  const workingDirectory = temporaryFolder();
  writeFileSync(join(workingDirectory, 'a.json'), JSON.stringify(object, null, 2));
  // Paths that manifests are read by are relative to where somebody is.
  process.chdir(workingDirectory);

  const json = await runHere(['check', 'a.json', '--format', 'json'], { workingDirectory });

  expect(json.stdout).toMatch(/"rule": ?"secret-in-/);
  expect(shows(json.stdout)).toBe(false);
  for (const format of ['text', 'sarif', 'github', 'gitlab', 'junit']) {
    const { stdout, stderr } = await runHere(['check', 'a.json', '--format', format], { workingDirectory });
    expect(shows(`${stdout}${stderr}`)).toBe(false);
  }
});

test.each(places)('no form of a diff shows %s', (_, object) => {
  const text = JSON.stringify(object);
  const other = JSON.stringify(object)
    .replaceAll(secret, `${secret}Y3`)
    .replaceAll(inBase64(secret), inBase64(`${secret}Y3`));
  for (const [before, after] of [
    ['', text],
    [text, ''],
    [text, other],
  ] as const) {
    const report = reportOf(changesBetween(before, after), nothingKnown, { against: 'main', stale: 0 });
    const shown = [diffAsText(report, coloursFor(false)), diffAsMarkdown(report), JSON.stringify(diffAsJson(report))];

    expect(report.groups.length).toBeGreaterThan(0);
    for (const one of shown) expect(one).not.toContain(secret);
  }
});

test.each(places)('import neither shows %s nor copies it', async (_, object) => {
  const workingDirectory = temporaryFolder();
  mkdirSync(join(workingDirectory, 'k8s'));
  writeFileSync(join(workingDirectory, 'k8s', 'a.yaml'), JSON.stringify(object, null, 2));
  if (!JSON.stringify(object).includes('"kind":"Deployment"'))
    writeFileSync(join(workingDirectory, 'k8s', 'b.yaml'), JSON.stringify(deployment({}), null, 2));

  for (const more of [[], ['--json'], ['--adopt-all']]) {
    const out = `out${more.join('')}`;
    const { stdout, stderr } = await runHere(['import', 'k8s', '--out', out, ...more], { workingDirectory });
    expect(shows(`${stdout}${stderr}`)).toBe(false);
    expect(shows(filesIn(join(workingDirectory, out)))).toBe(false);
  }
});

const catalogOf = (env: readonly { readonly name: string; readonly value: string }[]): string => {
  const lines = env.map(({ name, value }) => `  ${name}: ${JSON.stringify(value)}\n`).join('');
  return dirname(aCatalogFolder({ 'services/web/service.yaml': `${serviceYaml}env:\n${lines}` }));
};
const foundIn = async (env: readonly object[]): Promise<readonly string[]> => {
  const workingDirectory = temporaryFolder();
  writeFileSync(join(workingDirectory, 'a.json'), JSON.stringify(deployment({ env }), null, 2));
  process.chdir(workingDirectory);
  const { stdout } = await runHere(['check', 'a.json', '--format', 'json'], { workingDirectory });
  expect(shows(stdout)).toBe(false);
  return stdout.match(/(?<=in the variable \\")\w+/g) ?? [];
};
/** Variables that a synth refuses, by the places that it names. */
const refusedIn = async (workingDirectory: string): Promise<readonly string[]> => {
  const { exitCode, stdout, stderr } = await runHere(['synth'], { workingDirectory });
  expect(shows(`${stdout}${stderr}`)).toBe(false);
  expect([0, 2]).toContain(exitCode);
  return stderr.match(/(?<=: env\.)\w+/g) ?? [];
};

test('what check finds in variables, synth refuses, and nothing that is asked of the catalog shows it', async () => {
  const workingDirectory = catalogOf(saidVariables);
  const all = saidVariables.map(({ name }) => name).sort();

  expect([...(await foundIn(saidVariables))].sort()).toEqual(all);
  expect([...(await refusedIn(workingDirectory))].sort()).toEqual(all);
  for (const words of [['explain', 'web'], ['explain', 'web', '--json'], ['list'], ['list', '--json'], ['diff']]) {
    const { exitCode, stdout, stderr } = await runHere(words, { workingDirectory });
    expect(exitCode).not.toBe(0);
    expect(shows(`${stdout}${stderr}`)).toBe(false);
  }
});

test('whatever check finds among arbitrary words is refused', async () => {
  const piece = fc.constantFrom(
    '--',
    '-',
    ' ',
    ' ',
    '=',
    ': ',
    '"',
    "'",
    ',',
    '\n',
    '<',
    '>',
    '/',
    '?',
    '&',
    '(',
    ')',
    '{',
    '}',
    '$(A)',
    'password',
    'apiKey',
    'DB_PASSWORD',
    'name',
    'value',
    'user',
    'mysql -p',
    'curl -u a:',
    'export',
    'x',
    'kind: Secret',
    ...Array.from({ length: 8 }, () => secret),
  );
  const text = fc
    .array(piece, { minLength: 2, maxLength: 8 })
    .map((pieces) => pieces.join(''))
    // One long word may be nothing but chance, which a catalog may have.
    .filter((one) => !/^\s*[\w/=-]{24,}\s*$/.test(one));
  const variables = fc.sample(text, { numRuns: 400, seed: 15 }).map((value, index) => ({ name: `V_${index}`, value }));

  const found = await foundIn(variables);
  const refused = new Set(await refusedIn(catalogOf(variables)));

  expect(found.length).toBeGreaterThan(20);
  expect(found.filter((name) => !refused.has(name))).toEqual([]);
});

test('what is nothing but chance may be in a catalog, and is not shown either', async () => {
  const random = ['wJalrXUtnFEMI', 'K7MDENGbPxRfi', 'CYzEXA3PLE9KEY'].join('/');
  const workingDirectory = catalogOf([{ name: 'OPAQUE', value: random }]);

  for (const words of [['synth'], ['explain', 'web'], ['explain', 'web', '--json'], ['list']]) {
    const { exitCode, stdout, stderr } = await runHere(words, { workingDirectory });
    expect([words, exitCode]).toEqual([words, 0]);
    expect(`${stdout}${stderr}`).not.toContain(random);
  }
});

test('a number that is a password is not repeated by the problem that it is no text', async () => {
  const workingDirectory = dirname(
    aCatalogFolder({ 'services/web/service.yaml': `${serviceYaml}env: { DB_PASSWORD: 847382 }\n` }),
  );

  for (const words of [['synth'], ['synth', '--json']]) {
    const { exitCode, stdout, stderr } = await runHere(words, { workingDirectory });
    expect(exitCode).toBe(2);
    expect(`${stdout}${stderr}`).not.toContain('847382');
  }
});

/** All texts below a folder. */
function filesIn(folder: string): string {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
      .join('\n');
  } catch {
    return '';
  }
}
