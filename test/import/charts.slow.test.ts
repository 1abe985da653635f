import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { load } from 'js-yaml';

import { packed } from '../helpers/a-helm-chart';
import { hasSoftware, softwarePath } from '../helpers/a-software-catalog';
import { runSlipway, type Run } from '../helpers/run-slipway';
import { temporaryFolder } from '../helpers/temporary-folder';
import { filesBelow, write } from '../helpers/tree';

const whereHelmIs = hasSoftware ? describe : describe.skip;

/** A chart of a team: a Deployment and a Service whose sizes, names and texts are values, and a hook. */
const chart = {
  'Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.4.0\n',
  'values.yaml': 'replicas: 1\nimage: { tag: "1.0" }\nbanner: none\nadmin: { password: "" }\n',
  'templates/all.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: {{ .Release.Name }}-web }
spec:
  replicas: {{ .Values.replicas }}
  selector: { matchLabels: { app: {{ .Release.Name }} } }
  template:
    metadata: { labels: { app: {{ .Release.Name }} } }
    spec:
      containers:
        - name: web
          image: "registry.example.com/shop/web:{{ .Values.image.tag }}"
          ports: [{ name: http, containerPort: 8080 }]
          env: [{ name: BANNER, value: {{ .Values.banner | quote }} }]
---
apiVersion: v1
kind: Service
metadata: { name: {{ .Release.Name }}-web }
spec: { selector: { app: {{ .Release.Name }} }, ports: [{ name: http, port: 80, targetPort: http }] }
---
apiVersion: batch/v1
kind: Job
metadata: { name: {{ .Release.Name }}-migrate, annotations: { helm.sh/hook: pre-upgrade } }
spec: { template: { spec: { restartPolicy: Never, containers: [{ name: migrate, image: "registry.example.com/shop/web:1.0" }] } } }
{{- with .Values.admin.password }}
---
apiVersion: v1
kind: Secret
metadata: { name: admin }
stringData: { password: {{ . | quote }} }
{{- end }}
`,
};

/** A repository with a chart, as a folder and packed, and with files of values. */
function repository(values: Readonly<Record<string, string>> = {}): string {
  const folder = temporaryFolder();
  for (const [file, text] of Object.entries(chart)) write(folder, `charts/shop/${file}`, text);
  for (const [file, text] of Object.entries(values)) write(folder, file, text);
  writeFileSync(join(folder, 'shop-1.4.0.tgz'), packed('shop', chart));
  return folder;
}

function slipway(folder: string, ...words: readonly string[]): Run {
  return runSlipway(words, { workingDirectory: folder, variables: { PATH: softwarePath } });
}

function read(folder: string, file: string): unknown {
  return load(readFileSync(join(folder, file), 'utf8'));
}

/** What is rendered for a service in an environment, by the names of its files. */
function rendered(folder: string, service: string, environment: string): Readonly<Record<string, unknown>> {
  const synth = slipway(folder, 'synth');
  expect({ ...synth, stdout: '' }).toMatchObject({ exitCode: 0, stderr: '' });
  const root = `services/${service}/overlays/${environment}/`;
  return Object.fromEntries(
    filesBelow(folder)
      .filter((path) => path.startsWith(root) && !path.endsWith('kustomization.yaml'))
      .map((path) => [path.slice(root.length), read(folder, path)]),
  );
}

/** What the values of an environment make of the Deployment: written down by hand, not by Helm. */
const webOf = (release: string, replicas: number, tag: string, banner: string) => ({
  metadata: { name: `${release}-web` },
  spec: {
    replicas,
    selector: { matchLabels: { app: release } },
    template: {
      spec: {
        containers: [{ image: `registry.example.com/shop/web:${tag}`, env: [{ name: 'BANNER', value: banner }] }],
      },
    },
  },
});

const values = {
  'values-dev.yaml': 'banner: hello\n',
  'values-prod.yaml': 'replicas: 3\nimage: { tag: "1.1" }\nbanner: hello\n',
};
const environments = ['--env', 'dev=values-dev.yaml', '--env', 'prod=values-prod.yaml'];

whereHelmIs('where there is Helm', () => {
  test('a chart is rendered with the values of each environment, and said in words', () => {
    const folder = repository(values);

    const run = slipway(folder, 'import', 'charts/shop', ...environments, '--release', 'live');

    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(run.stdout).toMatch(/in 2 environments: catalog\n {2}6 objects, 0 differences/);
    expect(read(folder, 'catalog/services/live-web/service.yaml')).toMatchObject({
      image: 'web',
      env: { BANNER: 'hello' },
    });
    expect(rendered(folder, 'live-web', 'prod')['deployment.yaml']).toMatchObject(webOf('live', 3, '1.1', 'hello'));
    expect(rendered(folder, 'live-web', 'dev')['deployment.yaml']).toMatchObject(webOf('live', 1, '1.0', 'hello'));
  });

  test('a chart in a folder stays the source: it lies beside its service, and values are data', () => {
    const folder = repository(values);

    const run = slipway(folder, 'import', 'charts/shop', ...environments, '--keep-chart', 'folder', '--team', 'shop');
    rmSync(join(folder, 'charts'), { recursive: true });

    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(run.stdout).toContain('4 objects, 0 differences\n  chart shop 1.4.0 stays the source');
    expect(run.stdout).toContain('Job shop-migrate');
    expect(read(folder, 'catalog/services/shop/service.yaml')).toMatchObject({
      team: 'shop',
      chart: { source: 'folder' },
      values: { banner: 'hello' },
      selector: { app: 'shop' },
      unadopted: ['labels', 'network-policy'],
    });
    expect(read(folder, 'catalog/services/shop/prod.yaml')).toEqual({
      release: { version: '1.4.0' },
      values: { replicas: 3, image: { tag: '1.1' } },
    });
    const there = rendered(folder, 'shop', 'prod');
    expect(Object.keys(there)).toHaveLength(3);
    expect(Object.values(there)).toContainEqual(expect.objectContaining({ kind: 'Service' }));
    expect(Object.values(there).find((one) => Object(one).kind === 'Deployment')).toMatchObject(
      webOf('shop', 3, '1.1', 'hello'),
    );
  });

  test('an archive stays the source with the address of its repository', () => {
    const folder = repository();

    const run = slipway(folder, 'import', 'shop-1.4.0.tgz', '--keep-chart', 'oci://registry.example.com/charts/shop');

    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(run.stdout).toContain('2 objects, 0 differences');
    expect(read(folder, 'catalog/services/shop/service.yaml')).toMatchObject({
      chart: { source: 'oci://registry.example.com/charts/shop' },
    });
    expect(readFileSync(join(folder, 'catalog/charts/shop-1.4.0.tgz'))).toEqual(
      readFileSync(join(folder, 'shop-1.4.0.tgz')),
    );
    expect(Object.keys(rendered(folder, 'shop', 'live'))).toHaveLength(3);
  });

  test('secrets in values and in what the chart makes are not copied unless somebody says so', () => {
    const folder = repository({ 'secret.yaml': 'admin: { password: 4Tt3nt10nPl34s3 }\n' });
    const words = ['import', 'charts/shop', '--env', 'prod=secret.yaml', '--keep-chart', 'folder'];

    const refused = slipway(folder, ...words);

    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain('secret.yaml: admin.password: it looks like a secret');
    expect(refused.stderr).toContain('Secret "admin" would be in Git with the values of password');
    expect(refused.stderr).not.toContain('4Tt3nt10nPl34s3');
    expect(filesBelow(folder).filter((file) => file.startsWith('catalog'))).toEqual([]);
  });
});

test.each([
  [['k8s', '--keep-chart', 'folder'], '--keep-chart is for a chart of Helm, and "k8s" is none'],
  [['k8s', '--release', 'web'], '--release is the name of a release of Helm, and "k8s" is no chart'],
  [['shop-1.4.0.tgz', '--keep-chart', 'folder'], 'say with --keep-chart where its repository is'],
  [['charts/shop', '--keep-chart', 'oci://registry.example.com/charts/shop'], '"charts/shop" is a folder'],
  [['charts/shop', '--keep-chart', 'somewhere'], '--keep-chart "somewhere" must be "folder", or the address'],
  [['shop-1.4.0.tgz', '--keep-chart', 'oci://registry.example.com/charts/web'], 'is the chart "web", and'],
  [['charts/shop', '--env', 'prod=none.yaml'], 'none.yaml: there is no such file of values'],
  [['charts/shop', '--env', 'prod=list.yaml'], 'list.yaml: it has no values: they are a mapping in YAML'],
  [['charts/shop', '--adopt-all', '--keep-chart', 'folder'], '--keep-chart leaves the chart as it is'],
  [['shop.tgz'], 'is no archive of a chart: "helm package" calls one NAME-VERSION.tgz'],
])('%p is refused, with what to do', (words, message) => {
  const folder = repository({
    'k8s/a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n',
    'list.yaml': '[1]\n',
  });
  writeFileSync(join(folder, 'shop.tgz'), packed('shop', chart));

  const run = slipway(folder, 'import', ...words);

  expect(run.stderr).toContain(message);
  expect(run.exitCode).not.toBe(0);
  expect(filesBelow(folder).filter((file) => file.startsWith('catalog'))).toEqual([]);
});
