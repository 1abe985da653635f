import { EnvironmentOverlay } from '../../src/charts/environment-overlay';
import { aChart } from '../helpers/a-chart';
import { aPlacement } from '../helpers/a-placement';
import type { PlacementOverrides } from '../helpers/a-placement';

type Dns = NonNullable<NonNullable<PlacementOverrides['environment']>['dns']>;

/** Rules of the policy of a service that let it ask for names. */
function rulesOf(dns: Dns) {
  const placement = aPlacement({ environment: { dns } });
  const policy = new EnvironmentOverlay(aChart(), 'web', placement).objects
    .map((one) => one.toJson())
    .find(({ kind }) => kind === 'NetworkPolicy');
  return Object(policy).spec.egress;
}

const ports = (port: number) => [
  { protocol: 'UDP', port },
  { protocol: 'TCP', port },
];
const kubeDns = {
  to: [
    {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
      podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
    },
  ],
  ports: ports(53),
};

test('pods ask the servers of the cluster, and what answers besides', () => {
  expect(rulesOf({})).toEqual([kubeDns]);
  expect(rulesOf({ networks: ['10.0.0.2/32'] })).toEqual(
    expect.arrayContaining([kubeDns, { to: [{ ipBlock: { cidr: '10.0.0.2/32' } }], ports: ports(53) }]),
  );
});

test('a cache on each node is asked, and the servers as long as it is not there', () => {
  const rules = rulesOf({ preset: 'node-local' });

  expect(rules).toContainEqual(kubeDns);
  // Of NodeLocal DNSCache, and of AKS.
  for (const cidr of ['169.254.20.10/32', '169.254.10.10/32', '169.254.10.11/32'])
    expect(rules).toContainEqual({ to: [{ ipBlock: { cidr } }], ports: ports(53) });
  // Of GKE, whose policies see pods.
  expect(JSON.stringify(rules)).toContain('node-local-dns');
});

test('the pods of OpenShift are asked on the port that they listen on', () => {
  expect(rulesOf({ preset: 'openshift' })).toEqual([
    {
      to: [
        {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'openshift-dns' } },
          podSelector: { matchLabels: { 'dns.operator.openshift.io/daemonset-dns': 'default' } },
        },
      ],
      ports: ports(5353),
    },
  ]);
});
