import type { Environment } from './environment';
import type { Peer } from './peer';

const transports = ['UDP', 'TCP'] as const;

/** Pods that answer DNS in every cluster that kubeadm or a large provider set up. */
export const dnsPeer: Peer = {
  reason: 'DNS',
  namespace: 'kube-system',
  pods: { 'k8s-app': 'kube-dns' },
  ports: [53],
  protocols: transports,
};

/** Addresses of caches on each node: those of Kubernetes ("Using NodeLocal DNSCache"), and of AKS ("LocalDNS"). */
const nodeAddresses = ['169.254.20.10/32', '169.254.10.10/32', '169.254.10.11/32'] as const;

const peersByPreset: Readonly<Record<NonNullable<Environment['dns']>['preset'], readonly Peer[]>> = {
  'kube-dns': [dnsPeer],
  // What the cache does not have it asks kube-dns; where it is down, pods ask kube-dns themselves.
  'node-local': [
    dnsPeer,
    // GKE with Dataplane V2 sees the pods of the cache, and no address.
    { ...dnsPeer, pods: { 'k8s-app': 'node-local-dns' } },
    ...nodeAddresses.map((cidr): Peer => ({ reason: 'DNS', cidr, ports: [53], protocols: transports })),
  ],
  // Policies see the port of the pod, which is not that of the Service (OpenShift, "DNS Operator").
  openshift: [
    {
      reason: 'DNS',
      namespace: 'openshift-dns',
      pods: { 'dns.operator.openshift.io/daemonset-dns': 'default' },
      ports: [5353],
      protocols: transports,
    },
  ],
};

/** Who answers DNS in an environment. */
export function dnsPeersOf({ dns }: Pick<Environment, 'dns'>): readonly Peer[] {
  const { preset = 'kube-dns', networks = [] } = dns ?? {};
  return [
    ...peersByPreset[preset],
    ...networks.map((cidr): Peer => ({ reason: 'DNS', cidr, ports: [53], protocols: transports })),
  ];
}
