import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { generateCatalog, serviceName } from '../../../bench/generate-catalog';
import { aCatalogFolder, overlayYaml, serviceYaml } from '../../helpers/a-catalog';
import { runSlipway } from '../../helpers/run-slipway';
import { temporaryFolder } from '../../helpers/temporary-folder';

const pod = `apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:latest
`;

/** A folder with manifests that Slipway did not write. */
function aFolder(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  return folder;
}

/** Findings of a run with `--format json`. */
function findingsIn(folder: string, ...words: readonly string[]): readonly string[] {
  const { stdout } = runSlipway(['check', ...words, '--format', 'json'], { workingDirectory: folder });
  const { findings }: { findings: { rule: string; file: string; line?: number }[] } = JSON.parse(stdout);
  return findings.map(({ rule, file, line }) => `${file}:${line ?? ''} ${rule}`);
}

test('a folder that Slipway did not write is checked, with the place and what to do', () => {
  const folder = aFolder({ 'pod.yaml': pod });
  const { exitCode, stdout } = runSlipway(['check', '.'], { workingDirectory: folder });

  expect(exitCode).toBe(1);
  expect(stdout).toContain('  7:14  error  floating-image-tag  Pod/shop/web\n');
  expect(stdout).toContain('hint: name a version');
});

test('an unknown field is found, offline, with its place', () => {
  const folder = aFolder({ 'pod.yaml': pod.replace('containers:', 'restartPolice: Never\n  containers:') });

  expect(findingsIn(folder, '.')).toContain('pod.yaml:5 unknown-field');
});

test('a file that is no YAML hides none of the others', () => {
  const folder = aFolder({ 'pod.yaml': pod, 'broken.yaml': 'apiVersion: v1\nkind: Pod\n  metadata: [\n' });

  expect(findingsIn(folder, '.')).toEqual(
    expect.arrayContaining([
      'pod.yaml:7 floating-image-tag',
      expect.stringMatching(/^broken\.yaml:\d+ unreadable-manifest$/),
    ]),
  );
});

test('what is accepted is found no more, and something new is', () => {
  const folder = aFolder({ 'pod.yaml': pod, 'slipway.yaml': 'accepted: accepted.json\n' });
  expect(runSlipway(['check', '.', '--accept'], { workingDirectory: folder }).exitCode).toBe(0);
  expect(findingsIn(folder, '.')).toEqual([]);

  writeFileSync(join(folder, 'other.yaml'), pod.replaceAll('web', 'other'));
  expect(findingsIn(folder, '.')).toContain('other.yaml:7 floating-image-tag');
});

test('what can be mended is mended, and comments stay', () => {
  const text = `# of the shop
apiVersion: v1
kind: ServiceAccount
metadata: { name: web, namespace: shop }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      serviceAccount: web # the old name of the field
      serviceAccountName: web
      containers:
        - { name: web, image: "ghcr.io/your-org/web:v1.0.0" }
`;
  const folder = aFolder({ 'web.yaml': text });
  expect(findingsIn(folder, '.')).toContain('web.yaml:14 deprecated-service-account-field');

  const { stderr } = runSlipway(['check', '.', '--fix'], { workingDirectory: folder });
  const after = readFileSync(join(folder, 'web.yaml'), 'utf8');
  expect(stderr).toMatch(/^\d+ findings were mended\n$/);
  expect(after).toContain('# of the shop');
  expect(after).not.toContain('serviceAccount: web');
  expect(findingsIn(folder, '.')).not.toContain('web.yaml:14 deprecated-service-account-field');
});

const legacy = `apiVersion: v1
kind: Pod
metadata:   { name: legacy, namespace: shop }   # by hand
spec:
    serviceAccount: web         # the old name
    serviceAccountName: web     # the new one

    containers:
    - name: legacy
      image: 'ghcr.io/your-org/web:v1.0.0'
      command: [ "sh", "-c",
                 "sleep 1e3" ]
    volumes:
    - { name: keys, secret: { secretName: keys, defaultMode: 0644 } }`;

test('what is mended changes the lines that it is about, and no other byte', () => {
  const text = `\ufeff# of the shop\n---\n${legacy}\n...\n---\n${legacy.replaceAll('legacy', 'other')}`;
  const folder = aFolder({ 'unix.yaml': text, 'dos.yaml': text.replaceAll('\n', '\r\n') });

  runSlipway(['check', 'unix.yaml', 'dos.yaml', '--fix'], { workingDirectory: folder });
  const [unix = '', dos = ''] = ['unix.yaml', 'dos.yaml'].map((file) => readFileSync(join(folder, file), 'utf8'));

  const context = '      securityContext:\n          allowPrivilegeEscalation: false\n';
  const mended = text.replaceAll(/.*the old name\n/g, '').replaceAll('"sleep 1e3" ]\n', `"sleep 1e3" ]\n${context}`);
  expect(unix).toBe(mended);
  expect(dos).toBe(mended.replaceAll('\n', '\r\n'));
});

test('an object in a list is mended, too', () => {
  const item = legacy.replaceAll(/^/gm, '    ').replace('    ', '  - ');
  const folder = aFolder({ 'list.yaml': `apiVersion: v1\nkind: List\nitems:\n${item}\n` });

  runSlipway(['check', '.', '--fix'], { workingDirectory: folder });

  expect(readFileSync(join(folder, 'list.yaml'), 'utf8')).not.toContain('serviceAccount: web');
});

test('a finding that cannot be mended with certainty is left, with the text to write, and others are mended', () => {
  const shared = legacy.replace('    containers:\n    - name', '    containers:\n    - &first\n      name');
  const text = `${shared}\n    initContainers: [*first]\n---\n${legacy.replaceAll('legacy', 'other')}\n`;
  const folder = aFolder({ 'pod.yaml': text });

  const { stderr } = runSlipway(['check', '.', '--fix'], { workingDirectory: folder });
  const after = readFileSync(join(folder, 'pod.yaml'), 'utf8');

  expect(stderr).toMatch(
    /^pod\.yaml:\d+: .*it is not mended: an alias shares it by the anchor "&first"; write `.*` by hand$/m,
  );
  expect(after.split('---')[0]).toContain('    - &first\n      name: legacy\n      image');
  expect(after.split('---')[1]).toContain('allowPrivilegeEscalation: false');
});

test('a suppression with a reason answers a finding, and is counted', () => {
  const folder = aFolder({
    'pod.yaml': pod.replace(':latest', ':latest # slipway-ignore floating-image-tag: a sandbox'),
  });
  const { stdout } = runSlipway(['check', '.'], { workingDirectory: folder });

  expect(stdout).not.toContain('error  floating-image-tag');
  expect(stdout).toContain('floating-image-tag: a sandbox');
});

test('slipway.yaml is read strictly, and says where it is wrong', () => {
  const folder = aFolder({ 'pod.yaml': pod, 'slipway.yaml': 'severities:\n  floating-image-tags: off\n' });
  const { exitCode, stdout } = runSlipway(['check', '.'], { workingDirectory: folder });

  expect(exitCode).toBe(2);
  expect(stdout).toContain('slipway.yaml\n  2:3  error  unusable-settings\n');
  expect(stdout).toContain('did you mean "floating-image-tag"?');
});

test('the tree of a catalog has to be what the catalog renders', () => {
  const catalog = aCatalogFolder({ 'services/web/service.yaml': serviceYaml, 'services/web/dev.yaml': overlayYaml });
  const repository = join(catalog, '..');
  expect(runSlipway(['synth'], { workingDirectory: repository }).exitCode).toBe(0);
  expect(findingsIn(repository).filter((finding) => finding.endsWith(' stale-rendering'))).toEqual([]);

  const file = 'services/web/overlays/dev/deployment.yaml';
  appendFileSync(join(repository, file), '# by hand\n');
  expect(findingsIn(repository)).toContain(`${file}: stale-rendering`);
});

test('the tree of a large catalog has to be what the catalog renders, too', () => {
  const repository = temporaryFolder();
  mkdirSync(join(repository, 'catalog'));
  generateCatalog(join(repository, 'catalog'), 40);
  expect(runSlipway(['check'], { workingDirectory: repository })).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('run "slipway synth" first'),
  });
  expect(runSlipway(['synth'], { workingDirectory: repository }).exitCode).toBe(0);
  expect(findingsIn(repository).filter((finding) => finding.endsWith(' stale-rendering'))).toEqual([]);

  const overlay = `services/${serviceName(39)}/overlays/prod`;
  appendFileSync(join(repository, overlay, 'deployment.yaml'), '# by hand\n');
  rmSync(join(repository, overlay, 'service.yaml'));
  expect(findingsIn(repository).filter((finding) => finding.endsWith(' stale-rendering'))).toEqual([
    `${overlay}/deployment.yaml: stale-rendering`,
    `${overlay}/service.yaml: stale-rendering`,
  ]);

  appendFileSync(join(repository, 'catalog', 'environments', 'prod.yaml'), 'replica: 1\n');
  expect(runSlipway(['check'], { workingDirectory: repository })).toMatchObject({
    exitCode: 2,
    stdout: '',
    stderr: expect.stringMatching(/catalog\/environments\/prod\.yaml:\d+:1: replica: unknown key "replica"/),
  });
});

test('a secret in Git is found in every format, and printed in none', () => {
  const folder = temporaryFolder();
  const secret = 'hunter22-correct-horse';
  const manifest = `apiVersion: v1
kind: Secret
metadata: { name: s, namespace: shop }
stringData: { password: ${secret}, pasword2: 1 }
`;
  writeFileSync(join(folder, 'a.yaml'), manifest);

  for (const format of ['text', 'json', 'sarif', 'github', 'gitlab', 'junit']) {
    const { stdout, stderr } = runSlipway(['check', '.', '--format', format], { workingDirectory: folder });

    expect(stdout).toContain('secret-in-git');
    expect(stdout + stderr).not.toContain(secret);
  }
});

test('a path that does not exist, and a format that nobody knows, are refused', () => {
  expect(runSlipway(['check', 'nowhere'])).toMatchObject({ exitCode: 2, stdout: '' });
  expect(runSlipway(['check', '.', '--format', 'xml']).stderr).toContain('Allowed choices are text, json, sarif');
});

test('a rule is explained, with what is wrong and what is right', () => {
  const { exitCode, stdout } = runSlipway(['rules', 'floating-image-tag']);

  expect(exitCode).toBe(0);
  expect(stdout).toContain('image: ghcr.io/your-org/web:latest');
  expect(stdout).toContain('image: ghcr.io/your-org/web:v1.2.0');
  expect(runSlipway(['rules', 'stale-rendering']).stdout).toMatch(/^stale-rendering \(error\): a rendered file/);
  expect(runSlipway(['rules', 'floating-tag'])).toMatchObject({ exitCode: 2, stdout: '' });
});

test('where all that there is was skipped, the check does not pass', () => {
  const folder = aFolder({ 'a.yaml': 'apiVersion: v1\nkind: {{ .Values.kind }}\n' });

  const { exitCode, stdout } = runSlipway(['check', '.'], { workingDirectory: folder });

  expect(exitCode).toBe(1);
  expect(stdout).toContain('whole file  warning  nothing-checked');
  expect(stdout).toContain('nothing was checked: "a.yaml" was skipped (it is a template:');
  expect(stdout).toContain('hint: name a folder or a file that has objects of a cluster\n');
});

test('where a program is missing or has to be run, that is what is to be done', () => {
  const kustomization = 'namePrefix: a-\nresources: [a.yaml]\n';
  const notInstalled = aFolder({ 'kustomization.yaml': kustomization, 'a.yaml': 'x: y\n' });
  const config = aFolder({ 'kind.yaml': 'apiVersion: kind.x-k8s.io/v1alpha4\nkind: Cluster\n' });

  const [without, forProgram] = [notInstalled, config].map(
    (workingDirectory) => runSlipway(['check', '.'], { workingDirectory, variables: { PATH: '/nowhere' } }).stdout,
  );

  expect(without).not.toContain('name a folder or a file that has objects');
  expect(forProgram).toContain('it is for a program: Cluster of kind.x-k8s.io/v1alpha4 has no metadata');
  expect(forProgram).toContain('hint: name a folder or a file that has objects of a cluster\n');
});

test('a folder without manifests has nothing to find', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'empty'));

  expect(runSlipway(['check', 'empty'], { workingDirectory: folder })).toMatchObject({ exitCode: 0 });
  expect(existsSync(join(folder, 'slipway-accepted.json'))).toBe(false);
});
