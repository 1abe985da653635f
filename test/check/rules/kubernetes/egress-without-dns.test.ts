import { egressWithoutDns } from '../../../../src/check/rules/kubernetes/egress-without-dns';
import { testCases } from '../../../helpers/rule-cases';

const closed = 'warning: the NetworkPolicy "web" closes egress for pods and allows none, not even DNS';
const mute = 'the NetworkPolicy "web" closes egress for pods, and nothing allows them DNS';

testCases(egressWithoutDns, [
  { in: 'a policy that allows nothing', manifests: policy('web'), finds: [closed] },
  {
    in: 'a policy for a database',
    manifests: policy('web', 'egress: [{ ports: [{ port: 5432 }] }]'),
    finds: [`error: ${mute}`],
  },
  {
    in: 'a policy that only knows addresses, which asks for no name',
    manifests: policy('web', 'egress: [{ to: [{ ipBlock: { cidr: 10.0.0.0/8 } }], ports: [{ port: 5432 }] }]'),
    finds: [`warning: ${mute}`],
  },
  {
    in: 'a policy for every port',
    manifests: policy('web', 'egress: [{ to: [{ namespaceSelector: {} }] }]'),
    finds: [],
  },
  {
    in: 'a policy for a range of ports with that of DNS',
    manifests: policy('web', 'egress: [{ ports: [{ port: 1, endPort: 100, protocol: UDP }] }]'),
    finds: [],
  },
  {
    in: 'a policy for the port by its name',
    manifests: policy('web', 'egress: [{ ports: [{ port: dns, protocol: UDP }] }]'),
    finds: [],
  },
  {
    in: 'a policy beside one that allows DNS for all pods',
    manifests: policy('web') + policy('', 'egress: [{ ports: [{ port: 53, protocol: UDP }] }]'),
    finds: [],
  },
  { in: 'a policy that closes the whole namespace, which others open', manifests: policy(''), finds: [] },
]);

/** @param app whose pods it is for; empty for all */
function policy(app: string, egress = 'egress: []'): string {
  const selector = app === '' ? '{}' : `{ matchLabels: { app: ${app} } }`;
  return `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${app || 'all'}, namespace: shop }
spec: { podSelector: ${selector}, policyTypes: [Egress], ${egress} }
`;
}
