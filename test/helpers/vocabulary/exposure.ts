import { environmentYaml } from '../a-catalog';
import { ofService } from './example';

const http = 'ports: [{ name: http, containerPort: 8080 }]\n';
const overlay = 'release: { version: v1.0.0 }\n';
const routed = `${environmentYaml}canaryWeights: routes\n`;

/** Labels and annotations, Services, and what leads to a service from outside. */
export const exposure = [
  ofService(
    'who pays, and what a mesh, a cloud and a Prometheus look for',
    http +
      'public: true\nmonitoring: { alerts: true }\nmetadata:\n  all: { labels: { cost-center: "42", stage: "{environment}" } }\n  pods: { annotations: { sidecar.istio.io/inject: "false" } }\n  service: { annotations: { example.com/weight: "{\\"a\\": 1}" } }\n  route: { annotations: { external-dns.alpha.kubernetes.io/hostname: "{service}.example.com" } }\n  monitors: { labels: { release: kube-prometheus-stack } }\n',
  ),
  ofService(
    'a load balancer for those who may',
    http +
      'service:\n  type: LoadBalancer\n  sourceRanges: [192.0.2.0/24]\n  loadBalancerClass: service.k8s.aws/nlb\n  externalTrafficPolicy: Local\nmetadata: { service: { annotations: { service.beta.kubernetes.io/aws-load-balancer-scheme: internet-facing } } }\n',
  ),
  ofService(
    'DNS for whoever calls a node, over UDP and TCP',
    'ports:\n  - { name: dns, containerPort: 5353, port: 53, protocol: udp }\n  - { name: dns-tcp, containerPort: 5353, port: 53, protocol: tcp }\nservice: { type: NodePort }\n',
    {
      files: {
        'services/web/prod.yaml': `${overlay}service: { nodePorts: { dns: 30053, dns-tcp: 30053 } }\n`,
      },
      findings: ['service-on-every-node'],
    },
  ),
  ofService(
    'clients that stay with their pod, and a name for each pod',
    http +
      'service: { sessionAffinity: ClientIP, affinitySeconds: 600 }\nmoreServices:\n  web-members: { headless: true, unready: true }\n',
  ),
  ofService(
    'a Service with other ports than its pods, which leads to those that are not ready, too',
    'ports:\n  - { name: http, containerPort: 8080 }\n  - { name: peers, containerPort: 7000, protocol: tcp }\nmonitoring: { scrape: false }\nminReadySeconds: 10\nservice: { unready: true, ports: { web: { target: http, port: 80 } } }\n',
  ),
  ofService(
    'another name, with other ports, for others to call',
    'ports:\n  - { name: http, containerPort: 8080 }\n  - { name: admin, containerPort: 9090 }\nmoreServices:\n  web-admin:\n    type: LoadBalancer\n    sourceRanges: [10.20.0.0/16]\n    ports: { https: { target: admin, port: 443 } }\n    labels: { kind: admin }\n    annotations: { example.com/inside: "true" }\n',
  ),
  ofService(
    'hosts and paths, of another kind in one environment',
    'ports:\n  - { name: http, containerPort: 8080 }\n  - { name: admin, containerPort: 9090 }\npublic: true\nexposure:\n  hosts: ["shop.{environment}.example.com"]\n  path: /shop\n  rewrite: /\n  routes:\n    health: { path: /health, pathType: exact }\n    admin: { hosts: ["admin.{environment}.example.com"], port: admin }\n  listener: https\n  redirectFrom: http\n  headers:\n    request: { set: { X-Forwarded-Prefix: /shop } }\n    response: { set: { X-Frame-Options: DENY }, remove: [Server] }\n',
  ),
  ofService(
    'connections of TCP, packets of UDP, and TLS that goes on unread',
    'ports:\n  - { name: https, containerPort: 8443 }\n  - { name: amqp, containerPort: 5672, protocol: tcp }\n  - { name: dns, containerPort: 5353, port: 53, protocol: udp }\npublic: true\nexposure:\n  passthrough: true\n  routes:\n    queue: { port: amqp, listener: amqp, passthrough: false }\n    names: { port: dns, listener: dns }\n',
    {
      files: {
        'services/web/prod.yaml': `${overlay}exposure: { routes: { queue: { listener: amqp-prod }, names: { listener: dns-prod } } }\n`,
      },
    },
  ),
  ofService(
    'a canary that gets its share of the requests, from outside and in the mesh',
    'ports:\n  - { name: http, containerPort: 8080 }\n  - { name: grpc, containerPort: 9090, protocol: grpc }\npublic: true\nexposure: { routes: { calls: { port: grpc, hosts: ["calls.{environment}.example.com"] } } }\nmesh: { provider: linkerd, retryLimit: 2 }\nrollout: { strategy: canary, steps: [{ setWeight: 5 }, { pause: {} }] }\n',
    { files: { 'environments/dev.yaml': routed, 'environments/prod.yaml': routed } },
  ),
  ofService('an Ingress with a certificate of its own', `${http}public: true\n`, {
    files: {
      'services/web/prod.yaml': `${overlay}exposure:\n  kind: ingress\n  hosts: [shop.example.com, "*.shop.example.com"]\n  routes: { api: { path: /api } }\n  tlsSecret: shop-tls\nmetadata: { route: { annotations: { cert-manager.io/cluster-issuer: letsencrypt } } }\n`,
    },
  }),
  ofService('several variants behind one Service', http, {
    files: {
      'services/reviews/service.yaml':
        'team: web-team\nruns: variants\nvariants: [web, web-next]\nports: [{ name: http, containerPort: 8080, port: 80 }]\npublic: true\n',
      'services/reviews/prod.yaml': '{}\n',
      'services/web-next/service.yaml': `team: web-team\n${http}`,
      'services/web-next/prod.yaml': overlay,
      'services/page/service.yaml': `team: web-team\n${http}dependsOn: [reviews]\n`,
      'services/page/prod.yaml': overlay,
    },
  }),
  ofService(
    'pods by requests and by a queue, slowly, and enough that stay',
    `${http}progressDeadlineSeconds: 1200\ndisruption: { minAvailable: 50% }\nscale:\n  owner: hpa\n  minReplicas: 2\n  maxReplicas: 4\n  cpuPercent: none\n  metrics:\n    - { type: Pods, name: http_requests_per_second, average: "100" }\n    - { type: External, name: queue_length, selector: { queue: mail }, value: "30" }\n  behavior: { down: { stabilizationSeconds: 600, policies: [{ type: Pods, value: 1, periodSeconds: 120 }] } }\n`,
  ),
];
