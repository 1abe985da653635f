import { findingsInFiles } from '../helpers/findings-in-files';

const ids = ['service-without-pods', 'network-policy-without-pods', 'budget-without-pods', 'policy-peer-without-pods'];

/** A workload that has nothing to do with it, so that the namespace is one whose pods are known. */
const other = `apiVersion: apps/v1
kind: Deployment
metadata: { name: other, namespace: shop }
spec:
  selector: { matchLabels: { app: other } }
  template:
    metadata: { labels: { app: other } }
    spec: { containers: [{ name: other, image: 'ghcr.io/your-org/other:v1.0.0' }] }
`;

const about = (labels: string) => `apiVersion: v1
kind: Service
metadata: { name: a, namespace: shop }
spec: { selector: { ${labels} }, ports: [{ port: 80 }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: a, namespace: shop }
spec: { podSelector: { matchLabels: { ${labels} } }, policyTypes: [Ingress], ingress: [{ from: [{ podSelector: { matchLabels: { ${labels} } } }] }] }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: a, namespace: shop }
spec: { maxUnavailable: 1, selector: { matchLabels: { ${labels} } } }
`;

const found = (custom: string, labels: string) =>
  findingsInFiles({ 'a.yaml': `${other}---\n${about(labels)}---\n${custom}` }, ids);

const named = (apiVersion: string, kind: string, name = 'main') =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: ${name}, namespace: shop }\nspec: {}\n`;

test.each([
  [
    'a Prometheus',
    named('monitoring.coreos.com/v1', 'Prometheus'),
    'app.kubernetes.io/name: prometheus, app.kubernetes.io/instance: main',
  ],
  ['an Alertmanager', named('monitoring.coreos.com/v1', 'Alertmanager'), 'alertmanager: main'],
  ['a database of CloudNativePG', named('postgresql.cnpg.io/v1', 'Cluster'), 'cnpg.io/cluster: main, role: primary'],
  ['a Kafka of Strimzi', named('kafka.strimzi.io/v1', 'Kafka'), 'strimzi.io/cluster: main, strimzi.io/kind: Kafka'],
  ['a cluster of RabbitMQ', named('rabbitmq.com/v1beta1', 'RabbitmqCluster'), 'app.kubernetes.io/name: main'],
  ['a listener of Tekton', named('triggers.tekton.dev/v1beta1', 'EventListener'), 'eventlistener: main'],
  [
    'cert-manager, for a Certificate that it has made itself of an Ingress',
    named('networking.k8s.io/v1', 'Ingress'),
    "acme.cert-manager.io/http01-solver: 'true'",
  ],
  ['an operator that nobody knows', named('things.example.com/v1', 'Thing'), 'thing: main'],
  [
    'an Experiment of Argo Rollouts',
    `apiVersion: argoproj.io/v1alpha1
kind: Experiment
metadata: { name: try, namespace: shop }
spec: { templates: [{ name: a, selector: { matchLabels: { app: canary } }, template: { metadata: { labels: { app: canary, tier: web } } } }] }
`,
    'app: canary, tier: web',
  ],
  [
    'a ReplicationController',
    `apiVersion: v1
kind: ReplicationController
metadata: { name: old, namespace: shop }
spec: { template: { metadata: { labels: { app: old } }, spec: { containers: [{ name: a, image: 'a/b:v1' }] } } }
`,
    'app: old',
  ],
])('pods of %s are known to be made by it', (_, custom, labels) => {
  expect(found(custom, labels)).toEqual([]);
});

test.each([
  ['an ExternalSecret', named('external-secrets.io/v1', 'ExternalSecret')],
  ['a certificate', named('cert-manager.io/v1', 'Certificate')],
  ['a ServiceMonitor', named('monitoring.coreos.com/v1', 'ServiceMonitor')],
  ['a route', named('gateway.networking.k8s.io/v1', 'HTTPRoute')],
  ['a Prometheus of another name', named('monitoring.coreos.com/v1', 'Prometheus', 'other')],
  ['a ConfigMap', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: main, namespace: shop }\n'],
])('%s makes no pods', (_, custom) => {
  expect(found(custom, 'app: main').map((line) => line.split(' ')[2])).toEqual([
    'service-without-pods:',
    'network-policy-without-pods:',
    'policy-peer-without-pods:',
    'budget-without-pods:',
  ]);
});

test('the pods of a control plane are on its nodes', () => {
  const service = `apiVersion: v1
kind: Service
metadata: { name: etcd, namespace: kube-system }
spec: { selector: { component: etcd }, ports: [{ port: 2381 }] }
`;
  const files = { 'a.yaml': `${other.replaceAll('shop', 'kube-system')}---\n${service}` };

  expect(findingsInFiles(files, ids)).toEqual([]);
});
