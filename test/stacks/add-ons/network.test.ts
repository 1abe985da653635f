import { addOnNamespaces } from '../../../stacks/add-ons-of';
import { plannedAddOns } from '../../../stacks/add-ons/planned';
import { AddOnSettings } from '../../../stacks/add-ons/settings';
import { networkPolicies } from '../../../stacks/network/network-policies';
import { everyAddOn } from '../helpers/every-add-on';
import { Network } from '../helpers/network';

const prometheus = { namespace: 'monitoring', labels: { 'app.kubernetes.io/name': 'prometheus' } };
const all = plannedAddOns(AddOnSettings.parse(everyAddOn), {
  apiServerPorts: [443, 6443],
  prometheus,
  stackFile: 'stacks/config/Pulumi.prod.yaml',
  gateways: [
    {
      name: 'public',
      namespace: 'gateway-system',
      proxyNamespace: 'envoy-gateway-system',
      said: { file: 'catalog/environments/prod.yaml', path: ['gateway'] },
    },
  ],
});
const policies = networkPolicies(
  addOnNamespaces(all).map(({ name }) => name),
  all.flatMap(({ flows }) => flows),
);
const network = new Network(policies);

/** From, to, port, whether it is allowed. `world` is the internet, the API server and every node. */
const table: readonly (readonly [string, string, number, boolean])[] = [
  ['world', 'metrics-server/metrics-server', 10250, true],
  ['metrics-server/metrics-server', 'world', 10250, true],
  ['metrics-server/metrics-server', 'world', 80, false],
  ['shop/web', 'keda/keda-operator', 9666, false],
  ['cert-manager/cert-manager', 'world', 443, true],
  // The file at the host that proves it ours.
  ['cert-manager/cert-manager', 'world', 80, true],
  ['cert-manager/cert-manager', 'world', 14000, true],
  // The pod that shows the file: its label has the value "true".
  ['envoy-gateway-system/envoy', 'gateway-system/true', 8089, true],
  ['envoy-gateway-system/envoy', 'gateway-system/true', 8080, false],
  ['shop/web', 'gateway-system/true', 8089, false],
  ['cert-manager/cainjector', 'world', 6443, true],
  ['cert-manager/cainjector', 'world', 80, false],
  ['world', 'cert-manager/webhook', 10250, true],
  ['world', 'cert-manager/cainjector', 10250, false],
  ['external-dns/external-dns', 'world', 443, true],
  ['external-dns/external-dns', 'world', 80, false],
  ['keda/keda-operator', 'world', 9092, true],
  ['keda/keda-operator', 'world', 5672, false],
  ['keda/keda-operator-metrics-apiserver', 'keda/keda-operator', 9666, true],
  ['world', 'keda/keda-operator-metrics-apiserver', 6443, true],
  ['world', 'keda/keda-admission-webhooks', 9443, true],
  ['shop/web', 'opentelemetry/opentelemetry-collector', 4317, true],
  ['opentelemetry/opentelemetry-collector', 'tempo/tempo', 4317, true],
  ['opentelemetry/opentelemetry-collector', 'world', 443, false],
  ['shop/web', 'tempo/tempo', 4317, false],
  ['monitoring/grafana', 'tempo/tempo', 3200, true],
  ['velero/velero', 'world', 9000, true],
  ['velero/velero', 'world', 80, false],
  ['monitoring/prometheus', 'velero/velero', 8085, true],
  ['opencost/opencost', 'world', 443, true],
  ['shop/web', 'opencost/opencost', 9003, false],
  ['world', 'envoy-gateway-system/envoy', 10080, true],
  ['world', 'envoy-gateway-system/envoy', 10443, true],
  ['world', 'envoy-gateway-system/envoy', 19001, false],
  ['envoy-gateway-system/envoy', 'shop/web', 8080, true],
  ['envoy-gateway-system/envoy', 'world', 443, false],
  ['envoy-gateway-system/envoy', 'envoy-gateway-system/gateway-helm', 18000, true],
  ['shop/web', 'envoy-gateway-system/gateway-helm', 18000, false],
  ['world', 'envoy-gateway-system/gateway-helm', 9443, true],
  ['envoy-gateway-system/certgen', 'world', 6443, true],
  ['monitoring/prometheus', 'envoy-gateway-system/envoy', 19001, true],
  ['monitoring/prometheus', 'keda/keda-operator', 8080, true],
  ['shop/web', 'keda/keda-operator', 8080, false],
];

test.each(table)('%s to %s, port %d: %s', (from, to, port, isAllowed) => {
  expect(network.allows(from, to, port)).toBe(isAllowed);
});

test('every namespace of an add-on denies what no policy allows', () => {
  expect(policies.filter(({ name }) => name === 'default-deny').map(({ namespace }) => namespace)).toEqual(
    addOnNamespaces(all).map(({ name }) => name),
  );
});

test('the policy of the pods that show the file at a host is called after what they are', () => {
  expect(policies.filter(({ namespace }) => namespace === 'gateway-system').map(({ name }) => name)).toEqual([
    'default-deny',
    'allow-dns',
    'http01-solver',
  ]);
});
