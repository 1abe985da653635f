import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { load, loadAll } from 'js-yaml';

import { folderSource } from '../../src/catalog/folder-source';
import { loadCatalog } from '../../src/catalog/load';
import { effectsOf } from '../../src/effects/effects-of';
import { listAt, mappingAt, valueAt } from '../../src/manifests/value-at';
import { InputError, describeProblem } from '../../src/model/problem';
import { synthesize } from '../../src/render/synthesize';
import { aCatalogFolder, environmentYaml, serviceYaml } from '../helpers/a-catalog';
import { temporaryFolder } from '../helpers/temporary-folder';
import { letTimePass, write } from '../helpers/tree';

type Files = Readonly<Record<string, string>>;

function aProject(files: Files) {
  const catalog = aCatalogFolder(files);
  const out = join(temporaryFolder(), 'out');
  const memory = { file: join(temporaryFolder(), 'memory'), program: 'this one' };
  return {
    catalog,
    out,
    run: () => synthesize({ catalog, out, memory }),
    object: (path: string): unknown => load(readFileSync(join(out, path), 'utf8')),
  };
}

/** The objects of "web" in "dev" after what is said more in its file. */
function rendered(service: string, files: Files = {}) {
  const project = aProject({ 'services/web/service.yaml': serviceYaml + service, ...files });
  project.run();
  return (file: string): unknown => project.object(`services/web/overlays/dev/${file}`);
}

function problemsOf(service: string, files: Files = {}): readonly string[] {
  const { run } = aProject({ 'services/web/service.yaml': serviceYaml + service, ...files });
  try {
    run();
  } catch (error) {
    if (error instanceof InputError) return error.problems.map(describeProblem);
    throw error;
  }
  return [];
}

const podPath = ['spec', 'template', 'spec'];

describe('patches', () => {
  test('a merge adds to mappings, and to lists by what tells their elements apart', () => {
    const object = rendered(`env: { A: "1" }
patches:
  - kind: Deployment
    merge:
      spec:
        template:
          spec:
            nodeSelector: { pool: big }
            dnsConfig: null
            containers:
              - name: web
                env: [{ name: B, value: "2" }, { name: A, $patch: delete }]
              - { name: log, image: "log:1" }
`);

    const pod = mappingAt(object('deployment.yaml'), podPath);
    expect(pod).not.toHaveProperty('dnsConfig');
    expect(pod).toMatchObject({
      nodeSelector: { pool: 'big' },
      containers: [
        { name: 'web', image: 'ghcr.io/your-org/web:v1.0.0', env: [{ name: 'B', value: '2' }] },
        { name: 'log', image: 'log:1' },
      ],
    });
  });

  test('a JSON patch does what RFC 6902 says', () => {
    const object = rendered(`patches:
  - kind: Service
    name: web
    json:
      - { op: test, path: /spec/type, value: ClusterIP }
      - { op: replace, path: /spec/type, value: LoadBalancer }
      - { op: add, path: /metadata/annotations/example.com~1a, value: b }
      - { op: copy, from: /spec/ports/0, path: /spec/ports/- }
      - { op: replace, path: /spec/ports/1/port, value: 81 }
      - { op: replace, path: /spec/ports/1/name, value: more }
      - { op: remove, path: /spec/ports/0/appProtocol }
`);

    const service = object('service.yaml');
    expect(service).toMatchObject({
      metadata: { annotations: { 'example.com/a': 'b' } },
      spec: {
        type: 'LoadBalancer',
        ports: [
          { port: 8080, name: 'http' },
          { port: 81, name: 'more', appProtocol: 'http' },
        ],
      },
    });
    expect(valueAt(service, ['spec', 'ports', 0, 'appProtocol'])).toBeUndefined();
  });

  test('those of an overlay come after those of the service', () => {
    const patch = (pool: string): string =>
      `patches: [{ kind: Deployment, merge: { spec: { template: { spec: { nodeSelector: { pool: ${pool} } } } } } }]\n`;
    const object = rendered(patch('small'), {
      'services/web/dev.yaml': `release: { version: v1.0.0 }\n${patch('big')}`,
    });

    expect(valueAt(object('deployment.yaml'), [...podPath, 'nodeSelector'])).toEqual({ pool: 'big' });
  });

  const at = 'catalog/services/web/service.yaml';
  test.each<[about: string, yaml: string, expected: string]>([
    [
      'hits nothing by its kind',
      'patches: [{ kind: DaemonSet, merge: { spec: {} } }]\n',
      `${at}:4:19: patches[0].kind: there is no DaemonSet in dev, so the patch hits nothing; known are Deployment, NetworkPolicy, PodDisruptionBudget, Service, ServiceAccount, ServiceMonitor`,
    ],
    [
      'hits nothing by its name',
      'patches: [{ kind: Service, name: wen, merge: { spec: {} } }]\n',
      `${at}:4:34: patches[0].name: there is no Service "wen" in dev, so the patch hits nothing; known are "web"`,
    ],
    [
      'changes nothing',
      'patches: [{ kind: Service, merge: { spec: { type: ClusterIP } } }]\n',
      `${at}:4:11: patches[0]: the patch changes nothing of Service "web" in dev; remove it, or correct what it says`,
    ],
    [
      'is not what a server takes',
      'patches: [{ kind: Service, merge: { spec: { typ: x } } }]\n',
      `${at}:4:50: patches[0].merge.spec.typ: unknown field "typ" in spec of a Service (v1), in Service "web" in dev after the patch; did you mean "type"?`,
    ],
    [
      'is about a name',
      'patches: [{ kind: Service, merge: { metadata: { name: other } } }]\n',
      `${at}:4:55: patches[0].merge.metadata.name: "metadata.name" of Service "web" in dev is not for patches; an object is known by it; set "names" of the service, or rename the service`,
    ],
    [
      'is about a selector',
      'patches: [{ kind: Service, json: [{ op: add, path: /spec/selector/x, value: y }] }]\n',
      `${at}:4:35: patches[0].json[0]: "spec.selector" of Service "web" in dev is not for patches; pods are found by it, and it never changes; set "selector" of the service`,
    ],
    [
      'is about what an autoscaler owns',
      'scale: { owner: hpa, minReplicas: 1, maxReplicas: 2 }\npatches: [{ kind: Deployment, merge: { spec: { replicas: 3 } } }]\n',
      `${at}:5:58: patches[0].merge.spec.replicas: "spec.replicas" of Deployment "web" in dev is not for patches; an autoscaler owns the number of pods; set "scale"`,
    ],
    [
      'is about the release',
      'patches: [{ kind: Deployment, merge: { spec: { template: { spec: { containers: [{ name: web, image: "x:1" }] } } } } }]\n',
      `${at}:4:101: patches[0].merge.spec.template.spec.containers[0].image: "spec.template.spec.containers[0].image" of Deployment "web" in dev is not for patches; set "image" of the service, and "release" of the overlay`,
    ],
    [
      'leads to a place that is not there',
      'patches: [{ kind: Service, json: [{ op: replace, path: /spec/a/b, value: 1 }] }]\n',
      `${at}:4:35: patches[0].json[0]: the object has no "/spec/a"; correct the place, or add what is above it first`,
    ],
    [
      'has a directive that is none',
      'patches: [{ kind: Service, merge: { spec: { $patch: drop } } }]\n',
      `${at}:4:53: patches[0].merge.spec["$patch"]: the directive "$patch": "drop" is not known here; write "$patch: delete" or "$patch: replace"`,
    ],
  ])('one that %s is refused where it is written', (_, yaml, expected) => {
    expect(problemsOf(yaml, { 'services/web/prod.yaml': 'release: { version: v1.0.0 }\nretired: true\n' })).toEqual([
      expected,
    ]);
  });

  test('all that is wrong is told at once, in the order of services', () => {
    const wrong = 'patches: [{ kind: Secret, merge: { a: 1 } }, { kind: Service, merge: { spec: { typ: x } } }]\n';

    expect(
      problemsOf(wrong, {
        'services/api/service.yaml': serviceYaml + wrong,
        'services/api/dev.yaml': 'release: { version: v1 }\n',
      }).length,
    ).toBe(6);
  });
});

describe('manifests of a service', () => {
  const role = `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: web-nodes }
rules: [{ apiGroups: [""], resources: [nodes], verbs: [get] }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: more, labels: { team: other } }
data: { A: "1" }
`;

  test('are applied with the labels and the namespace of the service, and its project permits their kinds', () => {
    const project = aProject({
      'services/web/manifests/role.yaml': role,
      'services/web/manifests/prod/job.yaml':
        'apiVersion: example.com/v1\nkind: Thing\nmetadata: { name: it }\nspec: { a: 1 }\n',
    });
    project.run();

    const map = project.object('services/web/overlays/dev/config-map-more.yaml');
    expect(valueAt(map, ['metadata'])).toMatchObject({ namespace: 'dev', labels: { app: 'web', team: 'other' } });
    expect(valueAt(map, ['metadata', 'annotations'])).toEqual({ 'argocd.argoproj.io/sync-wave': '-10' });
    const clusterRole = project.object('services/web/overlays/dev/cluster-role-nodes.yaml');
    expect(mappingAt(clusterRole, ['metadata'])).not.toHaveProperty('namespace');
    const list = (environment: string): readonly unknown[] =>
      listAt(project.object(`services/web/overlays/${environment}/kustomization.yaml`), ['resources']);
    expect(list('dev')).not.toContain('thing-it.yaml');
    expect(list('prod')).toContain('thing-it.yaml');
    const permitted = (environment: string, list: string): unknown =>
      valueAt(project.object(`argocd/${environment}/bootstrap/app-project-${environment}.yaml`), ['spec', list]);
    expect(permitted('dev', 'clusterResourceWhitelist')).toEqual([
      { group: 'rbac.authorization.k8s.io', kind: 'ClusterRole' },
    ]);
    expect(permitted('dev', 'namespaceResourceWhitelist')).not.toContainEqual({ group: 'example.com', kind: 'Thing' });
    expect(permitted('prod', 'namespaceResourceWhitelist')).toContainEqual({ group: 'example.com', kind: 'Thing' });
  });

  test('what is wrong with them is said in their file, by the version of the environment', () => {
    expect(
      problemsOf('', {
        'services/web/manifests/a.yaml': `${role}---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: x }\nspec: { repliicas: 1 }\n`,
        'services/web/manifests/stage/a.yaml': role,
      }),
    ).toEqual([
      'catalog/services/web/manifests/stage/a.yaml: the folder "stage" is that of an environment in which "web" is not deployed; known are dev, prod',
    ]);
    const [first] = problemsOf('', {
      'services/web/manifests/a.yaml': `${role}---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: x }\nspec: { repliicas: 1 }\n`,
    });
    expect(first).toMatch(/^catalog\/services\/web\/manifests\/a\.yaml:14:\d+: spec\.repliicas: unknown field/);
  });

  test.each([
    [
      'a Secret with values',
      'apiVersion: v1\nkind: Secret\nmetadata: { name: a }\nstringData: { a: b }\n',
      'a Secret with values',
    ],
    [
      'what a server has written',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, uid: b }\n',
      '"uid" is written by the API server',
    ],
    ['no object', 'a: 1\n', 'the file has no object'],
    [
      'a kustomization',
      'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n',
      'a kustomization is no object',
    ],
  ])('%s is refused', (_, text, expected) => {
    expect(problemsOf('', { 'services/web/manifests/a.yaml': text }).join('\n')).toContain(expected);
  });

  test('a run that remembers sees each of their changes, and what became of them', () => {
    const project = aProject({ 'services/web/manifests/role.yaml': role });
    const file = 'services/web/manifests/role.yaml';
    project.run();
    letTimePass();
    expect(project.run()).toMatchObject({ written: [] });
    letTimePass();
    write(project.catalog, file, role.replace('A: "1"', 'A: "2"'));
    project.run();
    const data = valueAt(project.object('services/web/overlays/dev/config-map-more.yaml'), ['data']);
    rmSync(join(project.catalog, file));
    project.run();

    expect(data).toEqual({ A: '2' });
    expect(listAt(project.object('services/web/overlays/dev/kustomization.yaml'), ['resources'])).not.toContain(
      'config-map-more.yaml',
    );
    expect(
      valueAt(project.object('argocd/dev/bootstrap/app-project-dev.yaml'), ['spec', 'clusterResourceWhitelist']),
    ).toEqual([]);
  });

  test('a change of one is an effect on each environment of the service, about access', () => {
    const catalogOf = (files: Files) => loadCatalog(folderSource(aCatalogFolder(files))).catalog;
    const before = catalogOf({ 'services/web/manifests/role.yaml': role });
    const after = catalogOf({
      'services/web/manifests/role.yaml': role.replace('[get]', '["*"]'),
      'services/web/dev.yaml':
        'release: { version: v1.0.0 }\npatches: [{ kind: Service, merge: { spec: { type: NodePort } } }]\n',
    });

    const { effects } = effectsOf(before, after, new Map());

    expect(effects.map(({ kind, environment, words }) => [kind, environment, words])).toEqual([
      ['access', 'dev', 'rbac.authorization.k8s.io/v1 ClusterRole web-nodes of the manifests of web in dev: changed'],
      ['access', 'dev', expect.stringContaining('patches of web in dev')],
      ['access', 'prod', 'rbac.authorization.k8s.io/v1 ClusterRole web-nodes of the manifests of web in prod: changed'],
    ]);
  });
});

describe('conventions that are not adopted', () => {
  test('a service without any of them has its pods and nothing else', () => {
    const object = rendered(`monitoring: { scrape: false }
scratch: { /tmp: null }
probes: { startup: { failureThreshold: 9 } }
selector: { name: web, tier: front }
names: { workload: web-v1, container: server }
unadopted: [labels, waves, pull-policy, liveness-probe, readiness-probe, startup-probe, pre-stop, requests, limits, disk-limits, security-context, service-account, token, service-links, dns-options, spread, port-names, target-port-names, service-port-names, app-protocol, disruption-budget, network-policy]
`);

    expect(listAt(object('kustomization.yaml'), ['resources'])).toEqual(['deployment-v1.yaml', 'service.yaml']);
    const deployment = object('deployment-v1.yaml');
    expect(valueAt(deployment, ['metadata'])).toEqual({
      name: 'web-v1',
      namespace: 'dev',
      labels: { name: 'web', tier: 'front' },
    });
    expect(valueAt(deployment, [...podPath, 'containers', 0])).toEqual({
      name: 'server',
      image: 'ghcr.io/your-org/web:v1.0.0',
      ports: [{ containerPort: 8080, protocol: 'TCP' }],
    });
    expect(valueAt(object('service.yaml'), ['spec'])).toEqual({
      type: 'ClusterIP',
      selector: { name: 'web', tier: 'front' },
      ports: [{ port: 8080, targetPort: 8080, protocol: 'TCP' }],
    });
  });

  test('pods without an account of their own pull with the Secrets that are named', () => {
    const object = rendered('pull: { secrets: [regcred] }\nunadopted: [service-account]\n');

    expect(valueAt(object('deployment.yaml'), [...podPath, 'imagePullSecrets'])).toEqual([{ name: 'regcred' }]);
    expect(listAt(object('kustomization.yaml'), ['resources'])).not.toContain('serviceaccount.yaml');
  });

  test('an environment without bounds has none', () => {
    const project = aProject({
      'environments/dev.yaml': `${environmentYaml}unadopted: [namespace, quota, container-limits, default-deny]\n`,
    });
    project.run();

    expect(listAt(project.object('argocd/dev/baseline/kustomization.yaml'), ['resources'])).toEqual([]);
    expect(loadAll(readFileSync(join(project.out, 'argocd/prod/baseline/kustomization.yaml'), 'utf8'))).toHaveLength(1);
  });
});
