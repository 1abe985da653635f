import { NetworkPolicy } from '../../src/constructs/network-policy';
import type { NetworkPeer } from '../../src/constructs/network-policy';
import { aChart, identity } from '../helpers/a-chart';

function policy(ingress: readonly NetworkPeer[], egress: readonly NetworkPeer[]) {
  const props = { ...identity, podSelector: { app: 'web' }, ingress, egress };
  return new NetworkPolicy(aChart(), 'network-policy', props).toJson().spec;
}

test('a direction without peers is closed, not open', () => {
  const spec = policy([], []);

  expect(spec?.policyTypes).toEqual(['Ingress', 'Egress']);
  // The API server drops empty lists: written, they would make every apply a change.
  expect(spec).not.toHaveProperty('ingress');
  expect(spec).not.toHaveProperty('egress');
});

test('pods are found by one label', () => {
  expect(policy([], [])?.podSelector).toEqual({ matchLabels: { app: 'web' } });
});

test('a namespace is found by the label that the API server puts on it', () => {
  const spec = policy([{ namespace: 'monitoring', ports: [8080] }], []);

  expect(spec?.ingress).toEqual([
    {
      from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }],
      ports: [{ protocol: 'TCP', port: 8080 }],
    },
  ]);
});

test('pods of another namespace are one peer, so that both must match', () => {
  const spec = policy([], [{ namespace: 'orders', pods: { app: 'api' }, ports: [9090] }]);

  expect(spec?.egress?.[0]?.to).toEqual([
    {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'orders' } },
      podSelector: { matchLabels: { app: 'api' } },
    },
  ]);
});

test('pods without a namespace are in the namespace of the policy', () => {
  const spec = policy([{ pods: { app: 'api' }, ports: [] }], []);

  expect(spec?.ingress?.[0]?.from).toEqual([{ podSelector: { matchLabels: { app: 'api' } } }]);
});

test('a network is reached by its addresses', () => {
  const spec = policy([], [{ cidr: '10.20.0.0/16', ports: [5432] }]);

  expect(spec?.egress?.[0]?.to).toEqual([{ ipBlock: { cidr: '10.20.0.0/16' } }]);
});

test('no ports mean every port, so the key is left out', () => {
  expect(policy([{ namespace: 'dev', ports: [] }], [])?.ingress?.[0]).not.toHaveProperty('ports');
});
