import { podDeniedByDefault } from '../../../../src/check/rules/kubernetes/pod-denied-by-default';
import { testCases } from '../../../helpers/rule-cases';

const deny = policy('deny', '{}', 'policyTypes: [Ingress, Egress]');
const own = policy('web', '{ matchLabels: { app: web } }', 'policyTypes: [Ingress]');
const found = 'warning: the NetworkPolicy "deny" denies by default, and no policy allows pods of "web" more than DNS';

testCases(podDeniedByDefault, [
  { in: 'a pod that only the default is about', manifests: pod() + deny, finds: [found] },
  {
    in: 'a pod whose policy is about others',
    manifests: pod() + deny + policy('api', '{ matchLabels: { app: api } }', 'policyTypes: [Ingress]'),
    finds: [found],
  },
  { in: 'a pod with a policy of its own', manifests: pod() + deny + own, finds: [] },
  {
    in: 'a namespace in which all pods may ask DNS, and nothing else',
    manifests: pod() + deny + policy('dns', '{}', 'policyTypes: [Egress], egress: [{ ports: [{ port: 53 }] }]'),
    finds: [found],
  },
  {
    in: 'a namespace in which all pods may call a port',
    manifests: pod() + deny + policy('out', '{}', 'policyTypes: [Egress], egress: [{ ports: [{ port: 443 }] }]'),
    finds: [],
  },
  {
    in: 'a namespace in which all pods let others in',
    manifests: pod() + deny + policy('in', '{}', 'policyTypes: [Ingress], ingress: [{}]'),
    finds: [],
  },
  {
    in: 'a namespace that only denies who comes in',
    manifests: pod() + policy('deny', '{}', 'policyTypes: [Ingress]'),
    finds: [],
  },
  { in: 'another namespace', manifests: pod('', 'other') + deny, finds: [] },
  { in: 'a pod in the network of its node', manifests: pod('hostNetwork: true, ') + deny, finds: [] },
]);

function pod(spec = '', namespace = 'shop'): string {
  return `---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: ${namespace}, labels: { app: web } }
spec: { ${spec}containers: [{ name: web, image: "ghcr.io/your-org/web:v1.2.0" }] }
`;
}

function policy(name: string, selector: string, spec: string): string {
  return `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${name}, namespace: shop }
spec: { podSelector: ${selector}, ${spec} }
`;
}
