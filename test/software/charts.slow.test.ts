import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { valueAt } from '../../src/manifests/value-at';
import { environmentYaml } from '../helpers/a-catalog';
import { aHelmChart, besideService, packed } from '../helpers/a-helm-chart';
import type { ChartFiles } from '../helpers/a-helm-chart';
import { aSoftwareCatalog, hasSoftware } from '../helpers/a-software-catalog';
import { letTimePass } from '../helpers/tree';

const describeWithHelm = hasSoftware ? describe : describe.skip;

const ofFolder = `team: web-team
chart: { source: folder }
ports: [{ name: redis, containerPort: 6379, protocol: tcp }]
`;
const release = 'release: { version: 1.2.3 }\n';

function aChartCatalog(chart: ChartFiles = {}, files: Readonly<Record<string, string | Buffer | null>> = {}) {
  return aSoftwareCatalog({
    'services/cache/service.yaml': ofFolder,
    'services/cache/dev.yaml': release,
    'services/web/service.yaml': 'team: web-team\nports: [{ name: http, containerPort: 8080 }]\ndependsOn: [cache]\n',
    'services/web/prod.yaml': null,
    ...besideService('cache', aHelmChart(chart)),
    ...files,
  });
}

function without(...paths: readonly string[]): Readonly<Record<string, null>> {
  return Object.fromEntries(paths.map((path) => [`services/cache/chart/${path}`, null]));
}

describeWithHelm('a chart beside a service (skipped where "npm run cluster:tools" has not built helm)', () => {
  test('is plain files of its tree: in its namespace, with its labels, with hooks that Argo CD knows', () => {
    const { run, out, object, said } = aChartCatalog();
    run();

    expect(readdirSync(join(out, 'services/cache/overlays/dev')).sort()).toEqual([
      'cluster-role.yaml',
      'config-map-after.yaml',
      'custom-resource-definition-caches.example.com.yaml',
      'deployment.yaml',
      'job-migrate.yaml',
      'kustomization.yaml',
      'network-policy.yaml',
      'persistent-volume-claim.elsewhere.yaml',
      'service-account-migrate.yaml',
      'service-exporter.yaml',
    ]);
    expect(object('deployment.yaml')).toMatchObject({
      metadata: {
        namespace: 'dev',
        labels: { team: 'web-team', 'app.kubernetes.io/part-of': 'cache', 'app.kubernetes.io/instance': 'cache' },
      },
      spec: {
        template: {
          metadata: { labels: { 'app.kubernetes.io/name': 'cache', 'app.kubernetes.io/instance': 'cache' } },
          spec: { containers: [{ image: 'example.com/cache:7.4', env: [{ name: 'KUBERNETES', value: '1.36' }] }] },
        },
      },
    });
    expect(object('cluster-role.yaml')).not.toHaveProperty('metadata.namespace');
    expect(object('persistent-volume-claim.elsewhere.yaml')).toMatchObject({
      metadata: { annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' } },
    });
    expect(object('job-migrate.yaml')).toMatchObject({
      metadata: {
        annotations: {
          'argocd.argoproj.io/hook': 'Sync',
          'argocd.argoproj.io/hook-delete-policy': 'HookSucceeded',
          'argocd.argoproj.io/sync-wave': '-1',
        },
      },
    });
    expect([...said]).toEqual([
      'cache in dev: ConfigMap "cache-bye" is left out: Argo CD knows no hook "pre-delete" of Helm',
      'cache in dev: Pod "cache-test" is left out: "helm test" runs it, and nobody else does',
    ]);
  });

  test('has its kinds and namespaces permitted, and its pods reached by whom it is called', () => {
    const { run, object, objectAt } = aChartCatalog();
    run();

    expect(objectAt('argocd/dev/bootstrap/app-project-dev.yaml')).toMatchObject({
      spec: {
        clusterResourceWhitelist: [
          { group: 'apiextensions.k8s.io', kind: 'CustomResourceDefinition' },
          { group: 'rbac.authorization.k8s.io', kind: 'ClusterRole' },
        ],
        destinations: [{ namespace: 'dev' }, { namespace: 'elsewhere' }],
      },
    });
    const self = { podSelector: { matchLabels: { 'app.kubernetes.io/instance': 'cache' } } };
    expect(valueAt(object('network-policy.yaml'), ['spec'])).toMatchObject({
      podSelector: { matchLabels: { 'app.kubernetes.io/instance': 'cache' } },
      ingress: [
        { from: [{ podSelector: { matchLabels: { app: 'web' } } }], ports: [{ port: 6379 }] },
        { from: [self] },
      ],
    });
    expect(objectAt('services/web/overlays/dev/network-policy.yaml')).toMatchObject({
      spec: { egress: expect.arrayContaining([expect.objectContaining({ to: [expect.objectContaining(self)] })]) },
    });
  });

  test('finds in the cluster what its environment says is there', () => {
    const { run, object } = aChartCatalog(
      {},
      {
        'environments/dev.yaml': environmentYaml.replace(
          'cluster: { kubernetesVersion: "1.36" }',
          'cluster: { kubernetesVersion: "1.35", apiVersions: [monitoring.coreos.com/v1] }',
        ),
      },
    );
    run();

    expect(object('service-monitor.yaml')).toMatchObject({ kind: 'ServiceMonitor' });
    expect(valueAt(object('deployment.yaml'), ['spec', 'template', 'spec', 'containers', 0, 'env', 0, 'value'])).toBe(
      '1.35',
    );
  });

  test('has values of the service, and over them those of an overlay; null takes one of the chart away', () => {
    const { run, object } = aChartCatalog(
      {},
      {
        'services/cache/service.yaml': `${ofFolder}values: { replicas: 2, image: { tag: "8" }, exporter: null }\n`,
        'services/cache/dev.yaml': `${release}values: { replicas: 3 }\n`,
      },
    );
    run();

    expect(object('deployment.yaml')).toMatchObject({
      spec: { replicas: 3, template: { spec: { containers: [{ image: 'example.com/cache:8' }] } } },
    });
    expect(() => object('service-exporter.yaml')).toThrow('ENOENT');
  });

  test('takes patches as other objects do', () => {
    const { run, object } = aChartCatalog(
      {},
      {
        'services/cache/service.yaml': `${ofFolder}patches:\n  - { kind: Deployment, merge: { spec: { template: { spec: { containers: [{ name: cache, image: "other:1" }] } } } } }\n`,
      },
    );
    run();

    expect(object('deployment.yaml')).toMatchObject({
      spec: { template: { spec: { containers: [{ image: 'other:1' }] } } },
    });
  });

  test('gets a release where its values want one', () => {
    const { run, object } = aChartCatalog(
      {},
      {
        'services/cache/service.yaml': ofFolder.replace(
          'folder }',
          'folder, versionAt: image.tag, digestAt: image.digest }',
        ),
        'services/cache/dev.yaml': `release: { version: v9, digest: "sha256:${'0'.repeat(64)}" }\n`,
      },
    );
    run();

    const [container] = [valueAt(object('deployment.yaml'), ['spec', 'template', 'spec', 'containers', 0])];
    expect(container).toMatchObject({ image: `example.com/cache:v9@sha256:${'0'.repeat(64)}` });
  });

  test('is not rendered again by the next run, nor when another service changes', () => {
    const { run, write, calls } = aChartCatalog();
    run();
    letTimePass();
    // What was written just now is not believed to be there.
    run();
    const again = run();
    write('services/web/dev.yaml', 'release: { version: v2.0.0 }\n');
    const changed = run();

    expect(calls()).toBe(2);
    expect(again).toMatchObject({ written: [], removed: [] });
    expect(changed.written).toEqual(['services/web/overlays/dev/deployment.yaml']);
  });

  test('is not taken for current where nobody could make it: another Helm may make something else', () => {
    const { run, problems } = aChartCatalog();
    run();
    letTimePass();
    run();

    expect(problems('/nowhere')).toEqual([expect.stringContaining('helm is not installed')]);
  });

  test('leaves an empty folder when it ends', () => {
    const { run, out, write } = aChartCatalog({}, { 'services/web/service.yaml': 'team: web-team\nports: []\n' });
    run();
    write('services/cache/dev.yaml', `${release}retired: true\n`);
    run();

    expect(readdirSync(join(out, 'services/cache/overlays/dev'))).toEqual(['empty']);
  });

  const at = 'catalog/services/cache/service.yaml:2:';
  test.each<[what: string, chart: ChartFiles, files: Readonly<Record<string, string | null>>, expected: string]>([
    [
      'something random',
      {
        'templates/secret.yaml':
          'apiVersion: v1\nkind: Secret\nmetadata: { name: {{ .Release.Name }} }\nstringData: { password: {{ .Values.password | default (randAlphaNum 20) }} }\n',
      },
      {},
      `${at}8: chart: "stringData.password" of Secret "cache" is another one each time; say what it is in values, or take it from the secret store and name that Secret in values`,
    ],
    [
      'a name that is a path',
      { 'templates/evil.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ../../../x }\n' },
      {},
      `${at}8: chart: a ConfigMap is called "../../../x": a name has no "/" and no "%", and is neither "." nor ".."; correct its values`,
    ],
    [
      'a namespace that is a path',
      { 'templates/evil.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x, namespace: ../../y }\n' },
      {},
      `${at}8: chart: the ConfigMap "x" is in the namespace "../../y", which is no DNS-1123 label`,
    ],
    [
      'the time of day',
      {
        'templates/config.yaml':
          'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: {{ .Release.Name }} }\ndata: { made: {{ now | date "2006" | quote }} }\n',
      },
      {},
      `${at}8: chart: "data.made" of ConfigMap "cache" depends on the time of day; say in values what it is to be, or turn it off there`,
    ],
    [
      'what a cluster has',
      {
        'templates/config.yaml':
          '{{- if not (lookup "v1" "ConfigMap" .Release.Namespace "cache") }}\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: {{ .Release.Name }} }\n{{- end }}\n',
      },
      {},
      `${at}8: chart: ConfigMap "cache" depends on what a cluster has (lookup); say in values what it would find there, or set chart.lookup to "empty" if nothing found is what you mean`,
    ],
    [
      'a value that its schema refuses',
      {},
      { 'services/cache/dev.yaml': `${release}values:\n  replicas: 0\n  mode: alone\n` },
      'catalog/services/cache/dev.yaml:3:13: values.replicas: ',
    ],
    [
      'a version that is not that of the release',
      {},
      { 'services/cache/dev.yaml': 'release: { version: 1.2.4 }\n' },
      `${at}8: chart: the chart is version "1.2.3", and a release names "1.2.4"; name that version, or say with chart.versionAt where in the values a release goes`,
    ],
    [
      'a chart that it depends on and does not have',
      {
        'Chart.yaml':
          'apiVersion: v2\nname: cache\nversion: 1.2.3\ndependencies: [{ name: other, version: 1.x, repository: "https://example.com" }]\n',
      },
      {},
      `${at}8: chart: "other" that the chart depends on is not in its charts/; run "helm dependency build" in its folder, and commit what that brings`,
    ],
    [
      'what Helm cannot render',
      { 'templates/bad.yaml': '{{ fail "no luck" }}\n' },
      {},
      `${at}8: chart: helm cannot render the chart: `,
    ],
    [
      'other labels than policies look for',
      {},
      {
        'services/cache/service.yaml': ofFolder
          .replace('folder }', 'folder, releaseName: other }')
          .concat('selector: { app: cache }\n'),
      },
      `${at}8: chart: no pod has the labels "app: cache", by which network policies find it; add "selector" to the service, with labels of the pods of Deployment "other" in namespace "dev": app.kubernetes.io/name: cache, app.kubernetes.io/instance: other`,
    ],
  ])('is refused with %s', (_, chart, files, expected) => {
    const { problems } = aChartCatalog(chart, files);

    expect(problems()).toEqual([expect.stringContaining(expected)]);
  });

  test('is taken with what is pinned, and with lookups that are to find nothing', () => {
    const { problems } = aChartCatalog(
      {
        'templates/secret.yaml':
          'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: {{ .Release.Name }} }\ndata: { word: {{ .Values.word | default (randAlphaNum 20) | quote }} }\n',
        'templates/config.yaml':
          '{{- if not (lookup "v1" "ConfigMap" .Release.Namespace "other") }}\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: other }\n{{- end }}\n',
      },
      {
        'services/cache/service.yaml': `${ofFolder.replace('folder }', 'folder, lookup: empty }')}values: { word: fixed }\n`,
      },
    );

    expect(problems()).toEqual([]);
  });

  test('needs Helm, and says so', () => {
    const { problems } = aChartCatalog();

    expect(problems('/nowhere')).toEqual([
      `${at}8: chart: helm is not installed, and the service is a chart; install helm 3 or 4, so that it is on the PATH`,
    ]);
  });

  test('is not asked for by catalogs that have none', () => {
    expect(aSoftwareCatalog({}).problems('/nowhere')).toEqual([]);
  });
});

describeWithHelm('an archive of a chart (skipped without helm)', () => {
  const archive = packed('cache', aHelmChart());
  const digest = `sha256:${createHash('sha256').update(archive).digest('hex')}`;
  const files = {
    'services/cache/service.yaml': ofFolder.replace('folder', 'https://charts.example.com, name: cache'),
    'services/cache/dev.yaml': `release: { version: 1.2.3, digest: "${digest}" }\n`,
    'charts/cache-1.2.3.tgz': archive,
    ...without(...Object.keys(aHelmChart())),
  };

  test('is rendered as the folder that is packed in it', () => {
    const [folder, other] = [aChartCatalog(), aChartCatalog({}, files)];
    folder.run();
    other.run();

    for (const file of [
      'deployment.yaml',
      'service-exporter.yaml',
      'custom-resource-definition-caches.example.com.yaml',
    ])
      expect(other.object(file)).toEqual(folder.object(file));
  });

  test.each<[what: string, changed: Readonly<Record<string, string | Buffer | null>>, expected: string]>([
    [
      'is not there',
      { 'charts/cache-1.2.3.tgz': null },
      'catalog/services/cache/dev.yaml:1:21: release.version: the archive catalog/charts/cache-1.2.3.tgz of the chart is not there; run "slipway charts fetch cache", or put it there yourself',
    ],
    [
      'has no digest',
      { 'services/cache/dev.yaml': release },
      `catalog/services/cache/dev.yaml:1:10: release: the release names no digest of the archive catalog/charts/cache-1.2.3.tgz; add "digest: ${digest}" if that is the one that you mean`,
    ],
    ['is another one', { 'charts/cache-1.2.3.tgz': packed('cache', {}) }, 'and the release says another digest'],
    [
      'is named by nobody',
      { 'charts/old-1.0.0.tgz': archive },
      'catalog/charts/old-1.0.0.tgz: no release names this archive',
    ],
  ])('that %s is refused', (_, changed, expected) => {
    const { problems } = aChartCatalog({}, { ...files, ...changed });

    expect(problems()).toEqual([expect.stringContaining(expected)]);
  });
});

describeWithHelm('a kustomization (skipped without kustomize)', () => {
  const files = {
    'services/cache/service.yaml': `team: web-team
kustomization: { folder: "overlays/{environment}", image: example.com/cache }
selector: { app: kv }
ports: [{ name: redis, containerPort: 6379, protocol: tcp }]
`,
    'services/cache/dev.yaml': 'release: { version: v2 }\n',
    'services/cache/kustomization/base/kustomization.yaml': 'resources: [deployment.yaml]\n',
    'services/cache/kustomization/base/deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: kv }
spec:
  selector: { matchLabels: { app: kv } }
  template:
    metadata: { labels: { app: kv } }
    spec: { containers: [{ name: kv, image: "example.com/cache:v1" }, { name: side, image: "other:v1" }] }
`,
    'services/cache/kustomization/overlays/dev/kustomization.yaml': 'resources: [../../base]\nnamePrefix: my-\n',
  };

  test('is plain files of its tree, with the release where its image is', () => {
    const { run, object } = aSoftwareCatalog(files);
    run();

    expect(object('deployment-my-kv.yaml')).toMatchObject({
      metadata: { name: 'my-kv', namespace: 'dev', labels: { team: 'web-team' } },
      spec: { template: { spec: { containers: [{ image: 'example.com/cache:v2' }, { image: 'other:v1' }] } } },
    });
    expect(object('network-policy.yaml')).toMatchObject({ spec: { podSelector: { matchLabels: { app: 'kv' } } } });
  });

  test.each<[what: string, changed: Readonly<Record<string, string | null>>, expected: string]>([
    [
      'loads something',
      { 'services/cache/kustomization/overlays/dev/kustomization.yaml': 'resources: ["https://example.com/a.yaml"]\n' },
      'catalog/services/cache/service.yaml:2:16: kustomization: the kustomization is not built: it loads "https://example.com/a.yaml", and nothing is loaded from the network',
    ],
    [
      'is not there',
      { 'services/cache/kustomization/overlays/dev/kustomization.yaml': null },
      'there is no folder "overlays/dev" below kustomization/',
    ],
  ])('that %s is refused', (_, changed, expected) => {
    const { problems } = aSoftwareCatalog({ ...files, ...changed });

    expect(problems()).toEqual([expect.stringContaining(expected)]);
  });
});
