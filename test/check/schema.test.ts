import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { runRules } from '../../src/check/run-rules';
import { schemaRules } from '../../src/check/schema';
import { readShippedLifecycles, readShippedSchemas } from '../../src/manifest-schemas/shipped-schemas';
import type { ShippedMinor } from '../../src/manifest-schemas/shipped-schemas';
import { readManifestText } from '../../src/manifests/read-text';
import { renderShippedCatalog } from '../helpers/shipped-catalog';

const packageRoot = join(__dirname, '..', '..');
const lifecycles = readShippedLifecycles(packageRoot);

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: ghcr.io/your-org/web:v1.2.0
`;

/** Findings of all schema rules, one line each: place, rule, message and hint. */
function findingsIn(text: string, minor: ShippedMinor = '1.36'): readonly string[] {
  const settings = { kubernetesVersion: minor, schemas: readShippedSchemas(packageRoot, minor), lifecycles };
  return runRules(readManifestText(text, 'a.yaml'), { rules: schemaRules, settings }).map(
    ({ line, column, severity, rule, message, hint }) =>
      `${line}:${column} ${severity} ${rule}: ${message}${hint === undefined ? '' : `; ${hint}`}`,
  );
}

test('an unknown field is named with its place, its kind and the field that was meant', () => {
  expect(findingsIn(deployment.replace('spec:\n', 'spec:\n  replica: 2\n'))).toEqual([
    '5:12 error unknown-field: unknown field "replica" in spec of a Deployment (apps/v1); did you mean "replicas"?',
  ]);
});

test('an unknown field that belongs further below says where', () => {
  expect(findingsIn(deployment.replace('spec:\n', 'spec:\n  containers: []\n'))).toEqual([
    '5:15 error unknown-field: unknown field "containers" in spec of a Deployment (apps/v1); did you mean "template.spec.containers"? check the indentation',
  ]);
});

test('a number in the data of a ConfigMap is to be quoted', () => {
  const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web, namespace: shop }\ndata:\n  PORT: 8080\n';

  expect(findingsIn(text)).toEqual([
    '5:9 error wrong-type: "8080" in data.PORT is a number, but must be text; quote it: "8080"',
  ]);
});

test('a number in quotes is to be without', () => {
  expect(findingsIn(deployment.replace('spec:\n', 'spec:\n  replicas: "2"\n'))).toEqual([
    '5:13 error wrong-type: "2" in spec.replicas is text, but must be a whole number; remove the quotes: 2',
  ]);
});

test('a missing field is reported where it should be', () => {
  expect(findingsIn(deployment.replace(/  selector.*\n/, ''))).toEqual([
    '4:1 error missing-field: spec has no "selector", which is required',
  ]);
});

test('two ports without a protocol are one port twice', () => {
  const ports = '          ports: [{ name: a, containerPort: 80 }, { name: b, containerPort: 80, protocol: TCP }]\n';

  expect(findingsIn(deployment + ports)).toEqual([
    '12:51 error duplicate-list-key: spec.template.spec.containers[0].ports has containerPort 80, protocol "TCP" twice, in elements 1 and 2; remove one, or give it another containerPort or protocol',
  ]);
});

test('a kind that Kubernetes does not have is an error, one of a CRD that nobody knows a warning', () => {
  const own = 'if the cluster has it, make schemas of your own cluster: npm run manifest-schemas -- --from-cluster';

  expect(findingsIn(deployment.replace('Deployment', 'Deploymnt'))).toEqual([
    `2:7 error unknown-kind: apps/v1 Deploymnt is no kind of Kubernetes 1.36; did you mean apps/v1 Deployment? ${own}`,
  ]);
  expect(findingsIn('apiVersion: example.org/v1\nkind: Widget\nmetadata: { name: web }\n')).toEqual([
    `1:13 warning unknown-kind: example.org/v1 Widget is not known, so that nothing in it was checked; ${own}`,
  ]);
});

test('a version that is gone says since when, and what replaces it', () => {
  expect(findingsIn('apiVersion: networking.k8s.io/v1beta1\nkind: Ingress\nmetadata: { name: web }\n')).toEqual([
    '1:13 error removed-api: an Ingress (networking.k8s.io/v1beta1) does not exist any more: Kubernetes 1.22 has removed it; write networking.k8s.io/v1 Ingress instead',
  ]);
});

test('names in subjects and in metrics of containers are those that the API server takes', () => {
  const binding = `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: web, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: web }
subjects: [{ kind: ServiceAccount, name: Two_Words, namespace: shop }, { kind: User, name: Two_Words }]
`;
  const autoscaler = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web, namespace: shop }
spec:
  maxReplicas: 3
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  metrics:
    - type: ContainerResource
      containerResource: { name: cpu, container: "web ", target: { type: Utilization, averageUtilization: 60 } }
`;

  expect(findingsIn(binding)).toEqual([expect.stringMatching(/^5:\d+ error \S+: "Two_Words" in subjects\[0\]\.name /)]);
  expect(findingsIn(autoscaler)).toEqual([expect.stringMatching(/^9:\d+ error \S+: "web " in spec\.metrics/)]);
});

test('a deprecated version is a warning', () => {
  expect(findingsIn('apiVersion: v1\nkind: Endpoints\nmetadata: { name: web, namespace: shop }\n')).toEqual([
    expect.stringMatching(/^1:13 warning deprecated-api: an Endpoints \(v1\) is deprecated since Kubernetes 1\.33/),
  ]);
});

test.each([
  ['replicas: -1', '"-1" in spec.replicas is not a count; 0 and above is allowed'],
  [
    'strategy: { type: Rolling }',
    '"Rolling" in spec.strategy.type is not allowed; allowed are Recreate, RollingUpdate',
  ],
  [
    'minReadySeconds: 600',
    'spec.progressDeadlineSeconds 600 is not above spec.minReadySeconds 600; no pod would be available in time: raise the deadline',
  ],
])('a value that is not allowed: %s', (line, message) => {
  const found = findingsIn(deployment.replace('spec:\n', `spec:\n  ${line}\n`));

  expect(found.map((one) => one.replace(/^\S+ error value-not-allowed: /, ''))).toEqual([message]);
});

test.each([
  ['resources: { requests: { cpu: 2 }, limits: { cpu: 1500m } }', 'is more than the limit 1500m'],
  [
    'resources: { requests: { cpu: 1x } }',
    '"1x" in spec.template.spec.containers[0].resources.requests.cpu is no quantity',
  ],
  [
    'env: [{ name: A, value: b, valueFrom: { fieldRef: { fieldPath: metadata.name } } }]',
    'has both "value" and "valueFrom"',
  ],
  [
    'volumeMounts: [{ name: data, mountPath: /data }]',
    '"data" in spec.template.spec.containers[0].volumeMounts[0].name names no volume of the pod',
  ],
  ['ports: [{ containerPort: 70000 }]', 'is not a port; 1 to 65535 is allowed'],
  [
    'readinessProbe: { exec: { command: [a] }, tcpSocket: { port: 1 } }',
    'has more than one handler: "exec" and "tcpSocket"',
  ],
])('a container that a server refuses: %s', (line, message) => {
  expect(findingsIn(`${deployment}          ${line}\n`)).toEqual([expect.stringContaining(message)]);
});

test.each([
  ['Service', 'v1', '1web', '1.35', true],
  ['Service', 'v1', '1web', '1.36', false],
  ['ServiceAccount', 'v1', 'web.shop', '1.36', false],
  ['Namespace', 'v1', 'web.shop', '1.36', true],
  ['ClusterRole', 'rbac.authorization.k8s.io/v1', 'system:Web', '1.36', false],
  ['ServiceAccount', 'v1', 'Web', '1.36', true],
] as const)('the name of a %s of %s may be "%s" in %s: refused is %s', (kind, apiVersion, name, minor, isRefused) => {
  const spec = kind === 'Service' ? 'spec: { ports: [{ port: 80 }] }\n' : '';
  const found = findingsIn(`apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: "${name}" }\n${spec}`, minor);

  expect(found.some((one) => one.includes(`"${name}" in metadata.name`))).toBe(isRefused);
});

test('a namespace of what is in none has no effect, which is a warning', () => {
  const text = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, namespace: shop }\n';

  expect(findingsIn(text)).toEqual([
    '3:36 warning value-not-allowed: "shop" in metadata.namespace has no effect: a Namespace is in no namespace; leave it out',
  ]);
});

test("what is unknown in Linkerd's kinds is a note: Slipway has some of their fields", () => {
  const text = `apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: { name: web, namespace: shop }
spec: { podSelector: { matchLabels: { app: web } }, port: http, proxyProtocol: HTTP/1, accessPolicies: deny }
`;

  expect(findingsIn(text)).toEqual([expect.stringContaining('info unknown-field: unknown field "accessPolicies"')]);
});

test('a custom resource is checked by the words of its definition', () => {
  const text = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: web, namespace: argocd }
spec:
  project: default
  destination: { namespace: shop, server: null }
  syncPolicy: { automated: { prune: "yes" } }
`;

  expect(findingsIn(text)).toEqual([
    '6:43 error wrong-type: spec.destination.server is empty, but must be text; give it a value, or leave it out',
    '7:37 error wrong-type: "yes" in spec.syncPolicy.automated.prune is text, but must be true or false',
  ]);
});

test('nothing is found without schemas', () => {
  const { objects } = readManifestText('apiVersion: apps/v1\nkind: Deploymnt\nmetadata: { name: web }\n', 'a.yaml');

  expect(runRules({ objects }, { rules: schemaRules, settings: { kubernetesVersion: '1.36' } })).toEqual([]);
});

test('the shipped catalog and every golden file have nothing that a server has anything against', () => {
  const golden = join(packageRoot, 'test', 'golden');
  const files = readdirSync(golden, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));
  const texts = [
    ...renderShippedCatalog().texts.values(),
    ...files.map((file) => readFileSync(join(golden, file), 'utf8')),
  ];

  expect(texts.length).toBeGreaterThan(600);
  for (const minor of ['1.36', '1.35', '1.34'] as const) expect(findingsIn(texts.join('\n---\n'), minor)).toEqual([]);
});
