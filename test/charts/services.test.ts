import { addServices } from '../../src/charts/services';
import { aChart, identity } from '../helpers/a-chart';
import { aPlacement } from '../helpers/a-placement';
import type { PlacementOverrides } from '../helpers/a-placement';

type Service = NonNullable<PlacementOverrides['service']>;

function servicesOf(service: Service) {
  const chart = aChart();
  addServices(chart, identity, aPlacement({ service }));
  return chart.toJson();
}

test('a load balancer lets in whom its ranges name', () => {
  const [service] = servicesOf({
    service: {
      type: 'LoadBalancer',
      sourceRanges: ['192.0.2.0/24'],
      loadBalancerClass: 'service.k8s.aws/nlb',
      externalTrafficPolicy: 'Local',
    },
  });

  expect(service.spec).toMatchObject({
    type: 'LoadBalancer',
    loadBalancerSourceRanges: ['192.0.2.0/24'],
    loadBalancerClass: 'service.k8s.aws/nlb',
    externalTrafficPolicy: 'Local',
  });
});

test('a port of nodes is that of a port', () => {
  const [service] = servicesOf({ service: { type: 'NodePort', nodePorts: { http: 30_080 } } });

  expect(service.spec).toMatchObject({ type: 'NodePort', ports: [{ name: 'http', nodePort: 30_080 }] });
});

test('one port over UDP and TCP is two ports of the Service', () => {
  const [service] = servicesOf({
    ports: [
      { name: 'dns', containerPort: 5353, port: 53, protocol: 'udp' },
      { name: 'dns-tcp', containerPort: 5353, port: 53, protocol: 'tcp' },
    ],
  });

  expect(service.spec.ports).toEqual([
    { name: 'dns', port: 53, targetPort: 'dns', protocol: 'UDP' },
    { name: 'dns-tcp', port: 53, targetPort: 'dns-tcp', protocol: 'TCP' },
  ]);
});

test('a headless Service leads to each pod that is ready', () => {
  const [service] = servicesOf({ service: { headless: true } });

  expect(service.spec).toMatchObject({ type: 'ClusterIP', clusterIP: 'None' });
  expect(service.spec).not.toHaveProperty('publishNotReadyAddresses');
});

test('clients stay with their pod for as long as is said', () => {
  const [service] = servicesOf({ service: { sessionAffinity: 'ClientIP', affinitySeconds: 600 } });

  expect(service.spec).toMatchObject({
    sessionAffinity: 'ClientIP',
    sessionAffinityConfig: { clientIP: { timeoutSeconds: 600 } },
  });
});

test('more Services lead to the same pods under other names and ports, and no ServiceMonitor finds them', () => {
  const [, members, admin] = servicesOf({
    ports: [
      { name: 'http', containerPort: 8080 },
      { name: 'admin', containerPort: 9090 },
    ],
    moreServices: {
      'web-members': { headless: true, unready: true },
      'web-admin': { ports: { https: { target: 'admin', port: 443 } }, labels: { kind: 'admin' } },
    },
  });

  expect(members).toMatchObject({
    metadata: { name: 'web-members', labels: { app: 'web-members' } },
    spec: { clusterIP: 'None', publishNotReadyAddresses: true, selector: { app: 'web' } },
  });
  expect(members.spec.ports).toHaveLength(2);
  expect(admin).toMatchObject({ metadata: { name: 'web-admin', labels: { app: 'web-admin', kind: 'admin' } } });
  expect(admin.spec.ports).toEqual([
    { name: 'https', port: 443, targetPort: 'admin', protocol: 'TCP', appProtocol: 'http' },
  ]);
});

test('a Service has the ports that it says, under their names, instead of those of the pods', () => {
  const [own, headless] = servicesOf({
    scale: { owner: 'fixed', replicas: 1 },
    storage: { size: '1Gi', mountPath: '/data' },
    monitoring: { scrape: false },
    ports: [
      { name: 'sql', containerPort: 5432, protocol: 'tcp' },
      { name: 'peers', containerPort: 7000, protocol: 'tcp' },
    ],
    service: { ports: { database: { target: 'sql', port: 15_432 } }, unready: false },
  });

  const ports = [{ name: 'database', port: 15_432, targetPort: 'sql', protocol: 'TCP' }];
  expect(own.spec.ports).toEqual(ports);
  expect(headless.spec.ports).toEqual(ports);
  expect(headless.spec).not.toHaveProperty('publishNotReadyAddresses');
});

describe('the policy of the pods', () => {
  const outside = (service: Service, platform: PlacementOverrides['platform'] = {}) =>
    aPlacement({ service: { monitoring: { scrape: false }, ...service }, platform }).network.ingress;

  test('lets in whom a load balancer lets in, and nobody else', () => {
    const local = { externalTrafficPolicy: 'Local' } as const;
    const service = { type: 'LoadBalancer' as const, sourceRanges: ['192.0.2.0/24'], ...local };

    expect(outside({ service })).toEqual([{ reason: 'web 192.0.2.0/24', cidr: '192.0.2.0/24', ports: [8080] }]);
  });

  test('lets in nodes, which lead requests on under their own address', () => {
    const service = { type: 'LoadBalancer' as const, sourceRanges: ['192.0.2.0/24'] };
    const peers = outside({ service }, { clusterNetworks: ['10.1.0.0/16'] });

    expect(peers.map(({ cidr }) => cidr)).toEqual(['192.0.2.0/24', '10.1.0.0/16']);
  });

  test('lets everybody in where nobody says who calls a node', () => {
    expect(outside({ service: { type: 'NodePort' } }).map(({ cidr }) => cidr)).toEqual(['0.0.0.0/0']);
  });

  test('opens the ports of a further Service alone, each as it is spoken', () => {
    const peers = outside({
      ports: [
        { name: 'http', containerPort: 8080 },
        { name: 'dns', containerPort: 5353, protocol: 'udp' },
      ],
      moreServices: { 'web-dns': { type: 'LoadBalancer', ports: { dns: {} } } },
    });

    expect(peers).toEqual([{ reason: 'web-dns 0.0.0.0/0', cidr: '0.0.0.0/0', ports: [5353], protocols: ['UDP'] }]);
  });
});
