import { overlayYaml, serviceYaml } from '../../helpers/a-catalog';
import { problemsOf } from '../../helpers/problems-of';
import type { BadCatalog } from '../../helpers/problems-of';

const said = (text: string): BadCatalog[1] => ({ 'services/web/service.yaml': `${serviceYaml}${text}\n` });
const onlyDev = { 'services/web/prod.yaml': null };

it.each<BadCatalog>([
  [
    'an address of a headless Service',
    said('service: { type: LoadBalancer, headless: true, sessionAffinity: ClientIP }'),
    [
      'services/web/service.yaml:4:42: service.headless: service.headless of service "web" is true, and a Service of the type LoadBalancer has an address; leave one of them out',
      'services/web/service.yaml:4:65: service.sessionAffinity: service.sessionAffinity of service "web" is about a common address, and a headless Service has none; leave one of them out',
    ],
  ],
  [
    'words about the outside of a Service that nobody reaches from there',
    said(
      'service: { sourceRanges: [10.0.0.0/8], loadBalancerClass: nlb, externalTrafficPolicy: Local, nodePorts: { http: 30080 } }',
    ),
    [
      'services/web/service.yaml:4:26: service.sourceRanges: service.sourceRanges of service "web" is about a load balancer, and the type is ClusterIP; set "type: LoadBalancer", or leave it out',
      'services/web/service.yaml:4:59: service.loadBalancerClass: service.loadBalancerClass of service "web" is about a load balancer, and the type is ClusterIP; set "type: LoadBalancer", or leave it out',
      'services/web/service.yaml:4:87: service.externalTrafficPolicy: service.externalTrafficPolicy of service "web" is about requests from outside, and the type is ClusterIP; set "type: LoadBalancer" or "NodePort", or leave it out',
      'services/web/service.yaml:4:113: service.nodePorts.http: service.nodePorts of service "web" is about ports of nodes, and the type is ClusterIP; set "type: NodePort" or "LoadBalancer", or leave it out',
    ],
  ],
  [
    'ports that nobody listens on',
    said(
      'service: { type: NodePort, nodePorts: { htp: 30080 } }\nmoreServices: { web-more: { ports: { https: { port: 443 } } } }',
    ),
    [
      'services/web/service.yaml:4:46: service.nodePorts.htp: service "web" has no port "htp"; did you mean "http"?',
      'services/web/service.yaml:5:45: moreServices.web-more.ports.https: service "web" has no port "https"; did you mean "http"?; "target" names the port of the service',
    ],
  ],
  [
    'ports of its own, without the one that others use',
    said('service: { ports: { web: { port: 8081, target: http } } }'),
    [
      'services/web/service.yaml:4:19: service.ports: service.ports of service "web" has no port "http" with its own number, and that one is asked for metrics; add "http: {}" to them',
    ],
  ],
  [
    'two ports of one number, and a port of nodes without nodes',
    said(
      'moreServices: { web-more: { ports: { a: { target: http, port: 80 }, b: { target: http, port: 80, nodePort: 30080 } } } }',
    ),
    [
      'services/web/service.yaml:4:72: moreServices.web-more.ports.b: port 80 of the Service "web-more" is used twice, by "a" and "b"; give each port a number of its own',
      'services/web/service.yaml:4:108: moreServices.web-more.ports.b.nodePort: moreServices.web-more.ports.b.nodePort of service "web" is about ports of nodes, and the type is ClusterIP; set "type: NodePort" or "LoadBalancer", or leave it out',
    ],
  ],
  [
    'a name of another Service',
    {
      ...said('moreServices: { api: {} }'),
      ...onlyDev,
      'services/api/service.yaml': serviceYaml,
      'services/api/dev.yaml': overlayYaml,
    },
    [
      'services/web/service.yaml:4:22: moreServices.api: the Service "api" of service "web" would have the name of one of service "api" in the namespace "dev"; give it another name',
    ],
  ],
  [
    'a port of nodes that another service has',
    {
      ...said('service: { type: NodePort, nodePorts: { http: 30080 } }'),
      ...onlyDev,
      'services/api/service.yaml': `${serviceYaml}moreServices: { api-out: { type: NodePort, ports: { http: { nodePort: 30080 } } } }\n`,
      'services/api/dev.yaml': overlayYaml,
    },
    [
      'services/web/service.yaml:4:47: service.nodePorts.http: port 30080 of the nodes already leads to the Service "api-out" of service "api" in "dev"; choose another port, or leave it out: any that is free',
    ],
  ],
  [
    'Services of a worker',
    { 'services/web/service.yaml': 'team: web-team\nports: []\nmoreServices: { web-more: {} }\n' },
    [
      'services/web/service.yaml:3:27: moreServices.web-more: service "web" listens on nothing, and the Service "web-more" leads to it; add the port to ports, or leave this out',
    ],
  ],
])('refuses %s', (_, files, problems) => {
  expect(problemsOf(files)).toEqual(problems);
});

it('takes one number over UDP and TCP', () => {
  const text =
    'team: web-team\nports:\n  - { name: dns, containerPort: 53, protocol: udp }\n  - { name: dns-tcp, containerPort: 53, protocol: tcp }\nmonitoring: { scrape: false }\nservice: { type: NodePort, nodePorts: { dns: 30053, dns-tcp: 30053 } }\n';

  expect(problemsOf({ 'services/web/service.yaml': text, ...onlyDev })).toEqual([]);
});
