import type { Category } from '../../src/diff/category';
import type { Risk } from '../../src/diff/risk';
import { aDeployment, risksBetween } from './a-diff';

/** What the change of one object says: categories of fields, and sentences. */
function said(risks: readonly Risk[]): readonly string[] {
  return risks.flatMap(({ consequences }) => consequences.map(({ severity, text }) => `${severity}: ${text}`));
}

const rolling = 'disruption: pods restart (rolling update, maxSurge 25%, maxUnavailable 25%)';

describe('a Deployment', () => {
  const cases: readonly (readonly [string, Category, Parameters<typeof aDeployment>[0], readonly string[]])[] = [
    ['a new image', 'image', { container: '{ name: web, image: "web:v2" }' }, [rolling]],
    ['a new container', 'image', { container: '{ name: web, image: "web:v1" }, { name: b, image: b }' }, [rolling]],
    ['a limit', 'scale', { container: '{ name: web, image: "web:v1", resources: { limits: { cpu: 1 } } }' }, [rolling]],
    ['an argument', 'config', { container: '{ name: web, image: "web:v1", args: [x] }' }, [rolling]],
    [
      'a value of a Secret',
      'secret',
      { container: '{ name: web, image: "web:v1", envFrom: [{ secretRef: { name: s } }] }' },
      [rolling],
    ],
    ['a port', 'network', { container: '{ name: web, image: "web:v1", ports: [{ containerPort: 80 }] }' }, [rolling]],
    ['a probe', 'rollout', { container: '{ name: web, image: "web:v1", livenessProbe: { exec: {} } }' }, [rolling]],
    ['rights', 'access', { pod: 'serviceAccountName: admin, ' }, [rolling]],
    ['a claim', 'storage', { pod: 'volumes: [{ name: d, persistentVolumeClaim: { claimName: d } }], ' }, [rolling]],
    ['more pods', 'scale', { replicas: '5' }, ['notice: 5 pods instead of 2']],
    ['no pods', 'scale', { replicas: '0' }, ['disruption: scaled to zero: nothing runs']],
    [
      'another strategy',
      'rollout',
      { strategy: '{ type: Recreate }' },
      [
        'notice: from the next release on all pods stop before new ones start (Recreate), so the service is away meanwhile',
      ],
    ],
    [
      'another selector',
      'rollout',
      { selector: '{ matchLabels: { app: shop } }' },
      ['refused: selector change: refused by the server, must be recreated'],
    ],
  ];

  test.each(cases)('%s is a matter of "%s"', (_, category, changed, sentences) => {
    const risks = risksBetween(aDeployment(), aDeployment(changed));

    expect(risks.map((risk) => risk.category)).toEqual([category]);
    expect(said(risks)).toEqual(sentences);
  });

  test('says which parts of its node it gets and loses', () => {
    const pods = (path: string) => ({ pod: `volumes: [{ name: n, hostPath: { path: ${path} } }], ` });

    expect(said(risksBetween(aDeployment(), aDeployment(pods('/var/log'))))).toContain(
      'notice: pods get /var/log of their node',
    );
    expect(said(risksBetween(aDeployment(pods('/var/log')), aDeployment(pods('/'))))).toEqual(
      expect.arrayContaining(['notice: pods get / of their node', 'notice: pods no longer get /var/log of their node']),
    );
  });

  test('all pods stop first with Recreate, and none restarts when there is none', () => {
    const changed = { container: '{ name: web, image: "web:v2" }' };
    const risksOf = (common: object) => said(risksBetween(aDeployment(common), aDeployment({ ...common, ...changed })));

    expect(risksOf({ strategy: '{ type: Recreate }' })).toEqual([
      'disruption: pods restart: all stop before new ones start (Recreate), so the service is away meanwhile',
    ]);
    expect(risksOf({ replicas: '0' })).toEqual(['notice: no pod runs, so none restarts']);
  });

  test('an image and a Secret that change together are two matters, and each says that pods restart', () => {
    const container = '{ name: web, image: "web:v2", envFrom: [{ secretRef: { name: s } }] }';
    const risks = risksBetween(aDeployment(), aDeployment({ container }));

    expect(risks.map(({ category }) => category)).toEqual(['secret', 'image']);
    expect(said(risks)).toEqual([rolling, rolling]);
  });
});

describe('a Rollout', () => {
  const rollout = (image: string, strategy: string) => `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: web }
spec: { strategy: ${strategy}, template: { spec: { containers: [{ name: web, image: ${image} }] } } }`;

  test.each([
    [
      '{ canary: { steps: [{ setWeight: 20 }, { pause: {} }] } }',
      'disruption: pods restart: a canary starts with 20%, and waits for a person',
    ],
    [
      '{ canary: { steps: [{ setWeight: 5 }, { pause: { duration: 5m } }] } }',
      'disruption: pods restart: a canary starts with 5%',
    ],
    [
      '{ canary: { steps: [{ setWeight: 5 }], trafficRouting: { plugins: {} } } }',
      'disruption: pods restart: a canary starts with 5% of the requests',
    ],
    [
      '{ blueGreen: { activeService: a, autoPromotionEnabled: false } }',
      'disruption: pods restart: a preview starts beside what is active, and a person promotes it',
    ],
  ])('%s', (strategy, sentence) => {
    expect(said(risksBetween(rollout('a:1', strategy), rollout('a:2', strategy)))).toEqual([sentence]);
  });

  const byPods = '{ canary: { steps: [{ setWeight: 5 }] } }';
  const byRoutes = '{ canary: { steps: [{ setWeight: 5 }], trafficRouting: { plugins: {} } } }';

  test.each([
    [
      byPods,
      byRoutes,
      'notice: from the next release on a canary gets its share of the requests by routes, and the stable release keeps all its pods meanwhile',
    ],
    [
      byRoutes,
      byPods,
      'notice: from the next release on a canary gets its share of the requests by the number of its pods',
    ],
  ])('%s becomes %s', (before, after, sentence) => {
    expect(said(risksBetween(rollout('a:1', before), rollout('a:1', after)))).toEqual([sentence]);
  });
});

describe('what a server refuses', () => {
  const kind = (apiVersion: string, name: string, rest: string) =>
    `{ apiVersion: ${apiVersion}, kind: ${name}, metadata: { name: x, namespace: dev }, ${rest} }`;
  const claim = (size: string, more = '') =>
    kind('v1', 'PersistentVolumeClaim', `spec: { resources: { requests: { storage: ${size} } }${more} }`);
  const statefulSet = (rest: string) => kind('apps/v1', 'StatefulSet', `spec: { serviceName: a, replicas: 1${rest} }`);

  test.each([
    ['a claim that shrinks', claim('2Gi'), claim('1Gi'), 'PVC shrinks: refused by the server'],
    [
      'a claim of another class',
      claim('1Gi'),
      claim('1Gi', ', storageClassName: b'),
      'PersistentVolumeClaim spec.storageClassName is immutable',
    ],
    [
      'volumes of a StatefulSet',
      statefulSet(''),
      statefulSet(', volumeClaimTemplates: [{ metadata: { name: d } }]'),
      'StatefulSet spec.volumeClaimTemplates is immutable',
    ],
    [
      'an address of a Service',
      kind('v1', 'Service', 'spec: { clusterIP: 10.0.0.1 }'),
      kind('v1', 'Service', 'spec: { clusterIP: None }'),
      'Service spec.clusterIP is immutable',
    ],
    [
      'the template of a Job',
      kind('batch/v1', 'Job', 'spec: { template: { spec: { restartPolicy: Never } } }'),
      kind('batch/v1', 'Job', 'spec: { template: { spec: { restartPolicy: OnFailure } } }'),
      'Job spec.template.spec.restartPolicy is immutable',
    ],
    [
      'a role of a binding',
      kind('rbac.authorization.k8s.io/v1', 'RoleBinding', 'roleRef: { name: a }'),
      kind('rbac.authorization.k8s.io/v1', 'RoleBinding', 'roleRef: { name: b }'),
      'RoleBinding roleRef.name is immutable',
    ],
    [
      'an immutable ConfigMap',
      kind('v1', 'ConfigMap', 'immutable: true, data: { a: "1" }'),
      kind('v1', 'ConfigMap', 'immutable: true, data: { a: "2" }'),
      '"immutable: true": refused by the server',
    ],
    [
      'the provisioner of a class',
      kind('storage.k8s.io/v1', 'StorageClass', 'provisioner: a'),
      kind('storage.k8s.io/v1', 'StorageClass', 'provisioner: b'),
      'StorageClass provisioner is immutable',
    ],
  ])('%s', (_, before, after, sentence) => {
    const sentences = said(risksBetween(before, after));

    expect(sentences).toHaveLength(1);
    expect(sentences[0]).toContain(`refused: ${sentence}`);
  });

  test('not what it takes: a claim that grows, pods and strategy of a StatefulSet', () => {
    expect(said(risksBetween(claim('1Gi'), claim('2Gi')))).toEqual([
      'notice: the volume grows, if its storage class has allowVolumeExpansion',
    ]);
    expect(said(risksBetween(statefulSet(''), statefulSet(', updateStrategy: { type: OnDelete }')))).toEqual([
      'notice: pods are replaced otherwise from the next release on',
    ]);
  });
});

describe('a ConfigMap', () => {
  const map = (value: string) => `apiVersion: v1
kind: ConfigMap
metadata: { name: web-config, namespace: dev }
data: { LEVEL: ${value} }
---
`;
  const reads = (how: string, pod = '') => aDeployment({ container: `{ name: web, image: "web:v1", ${how} }`, pod });
  const volume = 'volumes: [{ name: c, configMap: { name: web-config } }], ';

  test.each([
    [
      'as environment',
      reads('envFrom: [{ configMapRef: { name: web-config } }]'),
      'pods that read it as environment see it after a restart',
    ],
    [
      'as files',
      reads('volumeMounts: [{ name: c, mountPath: /c }]', volume),
      'pods that mount it see it within about a minute, without a restart',
    ],
    [
      'as one file',
      reads('volumeMounts: [{ name: c, mountPath: /c, subPath: x }]', volume),
      'pods that mount one file of it (subPath) see it after a restart',
    ],
  ])('names who reads it %s', (_, workload, sentence) => {
    expect(said(risksBetween(map('a') + workload, map('b') + workload))).toEqual([
      `notice: ${sentence}: Deployment web`,
    ]);
  });

  test('says that its readers restart when they do', () => {
    const before = map('a') + reads('envFrom: [{ configMapRef: { name: web-config } }]');
    const after = map('b') + reads('args: [x], envFrom: [{ configMapRef: { name: web-config } }]');

    expect(said(risksBetween(before, after))).toContain(
      'notice: pods that read it restart with this change: Deployment web',
    );
  });

  test('that nobody reads has no consequence', () => {
    expect(said(risksBetween(map('a'), map('b')))).toEqual([]);
  });
});

test('a NetworkPolicy says in words who gains and loses access', () => {
  const policy = (from: string) => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: dev }
spec: { podSelector: {}, policyTypes: [Ingress], ingress: [{ from: [${from}], ports: [{ port: 8080 }] }] }`;
  const shop = '{ podSelector: { matchLabels: { app: shop } } }';
  const monitoring = '{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: monitoring } } }';

  expect(said(risksBetween(policy(shop), policy(`${monitoring}, { ipBlock: { cidr: 10.0.0.0/8 } }`)))).toEqual([
    'disruption: loses access: pods app=shop of this namespace, port 8080',
    'notice: gains access: all pods of namespace monitoring, port 8080; addresses 10.0.0.0/8, port 8080',
  ]);
});

test('a Service says which ports go, and what its type does', () => {
  const service = (rest: string) => `{ apiVersion: v1, kind: Service, metadata: { name: web }, spec: { ${rest} } }`;

  expect(
    said(risksBetween(service('ports: [{ port: 80 }]'), service('type: LoadBalancer, ports: [{ port: 443 }]'))),
  ).toEqual([
    'disruption: port 80 goes: callers that use it fail',
    'disruption: ClusterIP becomes LoadBalancer: reachable from outside the cluster, with an address of its own',
    'notice: port 443 is new',
    'notice: opens to the outside: port 443 for every network',
  ]);
});

test('a Service says to whom outside the cluster it opens and closes, also when it is new', () => {
  const service = (rest: string) => `{ apiVersion: v1, kind: Service, metadata: { name: web }, spec: { ${rest} } }`;
  const balanced = (ranges: string) =>
    service(`type: LoadBalancer, loadBalancerSourceRanges: [${ranges}], ports: [{ port: 53, protocol: UDP }]`);

  expect(said(risksBetween('', balanced('10.0.0.0/8')))).toEqual([
    'notice: opens to the outside: port 53/UDP for 10.0.0.0/8',
  ]);
  expect(said(risksBetween(balanced('10.0.0.0/8'), balanced('192.0.2.0/24')))).toEqual([
    'disruption: closes to the outside: port 53/UDP for 10.0.0.0/8',
    'notice: opens to the outside: port 53/UDP for 192.0.2.0/24',
  ]);
  expect(
    said(risksBetween('', service('type: NodePort, ports: [{ port: 80, nodePort: 30080 }, { port: 81 }]'))),
  ).toEqual([
    'notice: opens to the outside: port 30080 of every node',
    'notice: opens to the outside: a port of every node that is free',
  ]);
});

test('a route says at which paths it answers, where that is not everything', () => {
  const ingress = (path: string) => `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web }
spec: { rules: [{ host: a.example.com, http: { paths: [{ path: ${path}, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] } }] }`;

  expect(said(risksBetween(ingress('/'), ingress('/shop')))).toEqual([
    'disruption: no longer answers at a.example.com here',
    'notice: answers at a.example.com/shop',
  ]);
});

describe('what is gone', () => {
  const object = (kind: string, metadata = '', apiVersion = 'v1') =>
    `{ apiVersion: ${apiVersion}, kind: ${kind}, metadata: { name: x${metadata} } }`;
  const option = (text: string) => `, annotations: { argocd.argoproj.io/sync-options: "${text}" }`;

  test.each([
    ['automatic', object('Service'), 'disruption: Argo CD prunes it at once'],
    ['manual', object('Service'), 'disruption: stays until a person prunes it'],
    [undefined, object('Service'), 'disruption: is pruned by whoever syncs with pruning'],
    ['automatic', object('Namespace'), 'loss: Argo CD prunes it at once, with everything in it'],
    [
      'automatic',
      object('PersistentVolumeClaim'),
      'loss: Argo CD prunes it at once; its data is lost unless the volume is retained',
    ],
    [
      'automatic',
      object('Namespace', option('Prune=confirm')),
      'loss: is pruned when somebody confirms it (Prune=confirm), with everything in it',
    ],
    [
      'automatic',
      object('PersistentVolumeClaim', option('Prune=false,Delete=false')),
      'notice: stays on the cluster (Prune=false)',
    ],
    [
      'automatic',
      object('Application', ', finalizers: [resources-finalizer.argocd.argoproj.io]', 'argoproj.io/v1alpha1'),
      'disruption: Argo CD prunes it at once, and then everything it runs is deleted',
    ],
    [
      'manual',
      object('Application', '', 'argoproj.io/v1alpha1'),
      'disruption: stays until a person prunes it; what it runs stays, and nobody manages it',
    ],
    ['nobody', object('Service'), 'disruption: stays, with nobody to manage it: its Application goes, too'],
    [
      'nobody',
      object('Namespace', option('Prune=confirm')),
      'disruption: stays, with nobody to manage it: its Application goes, too',
    ],
    [
      'nobody',
      object('AppProject', '', 'argoproj.io/v1alpha1'),
      'disruption: stays until somebody deletes it: nobody applies it any more',
    ],
    [
      'automatic',
      object('Application', ', annotations: { slipway.dev/retired: "true" }', 'argoproj.io/v1alpha1'),
      'notice: Argo CD prunes it; it was retired, and runs nothing',
    ],
  ] as const)('in a place that is %s: %s', (sync, before, sentence) => {
    const risks = risksBetween(before, '', { syncOf: () => sync });

    expect(risks.map(({ category }) => category)).toEqual(['deletion']);
    expect(said(risks)).toEqual([sentence]);
  });
});

test('an Application says who syncs from now on, what, and where to', () => {
  const application = (spec: string) =>
    `{ apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: { name: web }, spec: { ${spec} } }`;
  const before = application(
    'project: a, source: { targetRevision: main }, syncPolicy: { automated: { prune: true } }',
  );
  const after = application('project: b, source: { targetRevision: v1 }');

  expect(said(risksBetween(before, after))).toEqual([
    'disruption: the rules of project b hold',
    'disruption: from now on a person syncs',
    'disruption: another revision is delivered: v1',
  ]);
});

test('roles and projects say what they allow now', () => {
  const role = (verbs: string) =>
    `{ apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: { name: r }, rules: [{ resources: [secrets], verbs: [${verbs}] }] }`;
  const project = (namespace: string) =>
    `{ apiVersion: argoproj.io/v1alpha1, kind: AppProject, metadata: { name: p }, spec: { destinations: [{ namespace: ${namespace}, server: s }] } }`;

  expect(said(risksBetween(role('get'), role('get, list')))).toEqual([
    'disruption: no longer allows: get secrets',
    'notice: allows: get, list secrets',
  ]);
  expect(said(risksBetween(project('dev'), project('"*"')))).toEqual([
    'disruption: no longer allows: namespace dev on s',
    'notice: allows: namespace * on s',
  ]);
});

test('a freeze of an AppProject says when nothing is synced, and what follows when it is lifted', () => {
  const project = (windows: string) =>
    `{ apiVersion: argoproj.io/v1alpha1, kind: AppProject, metadata: { name: p }, spec: { syncWindows: [${windows}] } }`;
  const freeze = '{ kind: deny, schedule: "0 12 * * fri", duration: 60h, timeZone: Europe/Berlin }';
  const allowed = '{ kind: deny, schedule: "0 17 * * *", duration: 4h, manualSync: true }';

  expect(said(risksBetween(project(''), project(`${freeze}, ${allowed}`)))).toEqual([
    'disruption: nothing of it is synced at 0 12 * * fri for 60h (Europe/Berlin)',
    'disruption: nothing of it is synced at 0 17 * * * for 4h (UTC), except by a person',
  ]);
  expect(said(risksBetween(project(freeze), project('')))).toEqual([
    'notice: the freeze at 0 12 * * fri for 60h (Europe/Berlin) is lifted: what waited for it is synced at once, unless a person syncs there',
  ]);
});

describe('an ApplicationSet whose list gets shorter', () => {
  const shop = '{ name: shop-dev, path: services/shop/overlays/dev }';
  const web = '{ name: web-dev, path: services/web/overlays/dev }';
  const setOf = (elements: string, policy = ''): string => `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: { name: shop, namespace: argocd }
spec: { generators: [{ list: { elements: [${elements}] } }], template: {}${policy} }
`;

  test('deletes the Application that is not in it any more', () => {
    const risks = risksBetween(setOf(`${shop}, ${web}`), setOf(shop), { syncOf: () => 'automatic' });

    expect(risks.map(({ category, fields }) => [category, fields.length])).toEqual([['deletion', 1]]);
    expect(said(risks)).toEqual([
      'disruption: Application web-dev is deleted at once, and then everything it runs is deleted',
    ]);
  });

  test.each([
    ['{ preserveResourcesOnDeletion: true }', 'what it runs stays, and nobody manages it'],
    ['{ applicationsSync: create-update }', 'notice: Application web-dev stays until a person deletes it'],
    ['{ applicationsSync: sync }', 'when somebody syncs its ApplicationSet, and then everything it runs is deleted'],
  ])('with %s: %s', (policy, sentence) => {
    const syncPolicy = `, syncPolicy: ${policy}`;

    const risks = risksBetween(setOf(`${shop}, ${web}`, syncPolicy), setOf(shop, syncPolicy));

    expect(said(risks)).toEqual([expect.stringContaining(sentence)]);
  });

  test('an element that changes or comes deletes nothing', () => {
    const other = web.replace('overlays', 'other');

    expect(risksBetween(setOf(web), setOf(`${other}, ${shop}`)).map(({ category }) => category)).toEqual(['rollout']);
  });

  test('a set that goes as a whole takes its Applications along', () => {
    const removed = (policy: string) => said(risksBetween(setOf(web, policy), ''));

    expect(removed('')).toEqual([
      'disruption: is pruned by whoever syncs with pruning, with every Application that it made and all that they run',
    ]);
    expect(removed(', syncPolicy: { preserveResourcesOnDeletion: true }')).toEqual([
      expect.stringContaining('with every Application that it made; what they run stays'),
    ]);
  });
});

describe('a namespace that lets in signed images only', () => {
  const labelled = (labels: string): string =>
    `apiVersion: v1\nkind: Namespace\nmetadata: { name: prod, labels: { env: prod${labels} } }\n`;
  const bySigstore = labelled(', policy.sigstore.dev/include: "true"');
  const byKyverno = labelled(', image-signatures: required');
  const nobody = labelled('');

  test.each([
    [
      'nobody verifies any more',
      bySigstore,
      nobody,
      ["Sigstore's policy controller lets in images that nobody has signed"],
    ],
    [
      'it is asked to look away',
      bySigstore,
      labelled(', policy.sigstore.dev/include: "false"'),
      ["Sigstore's policy controller lets in images that nobody has signed"],
    ],
    [
      'somebody begins to',
      nobody,
      byKyverno,
      ['new pods must have images that Kyverno finds signed, as policies of the cluster say; those that run stay'],
    ],
    [
      'somebody else does',
      bySigstore,
      byKyverno,
      [
        'new pods must have images that Kyverno finds signed, as policies of the cluster say; those that run stay',
        "Sigstore's policy controller lets in images that nobody has signed",
      ],
    ],
  ])('is a matter of access: %s', (_, before, after, sentences) => {
    const risks = risksBetween(before, after);

    expect(risks.map(({ category }) => category)).toEqual(['access']);
    expect(new Set(said(risks))).toEqual(new Set(sentences.map((text) => `disruption: ${text}`)));
  });

  test('another label of it is none', () => {
    expect(risksBetween(nobody, labelled(', image-signatures-of: docs')).map(({ category }) => category)).toEqual([
      'other',
    ]);
  });
});
