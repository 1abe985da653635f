import { environmentYaml } from '../a-catalog';
import { http, inEnvironments, ofContainer, ofPods, overlay, row, without } from './row';
import type { NewcomerRow } from './row';

/** Ways in, variables, images, amounts and who watches. */
export const reachAndScale: readonly NewcomerRow[] = [
  row(
    '14 Service types LoadBalancer/NodePort, TCP from outside (ssh)',
    `ports:
  - { name: http, containerPort: 3000 }
  - { name: ssh, containerPort: 2222, port: 22, protocol: tcp }
service: { type: NodePort, nodePorts: { ssh: 30022 } }
moreServices: { web-ssh: { type: LoadBalancer, sourceRanges: [192.0.2.0/24], ports: { ssh: { port: 22 } } } }
`,
    {
      'service.yaml': {
        spec: {
          type: 'NodePort',
          ports: [
            { name: 'http', port: 3000 },
            { name: 'ssh', nodePort: 30022, port: 22, protocol: 'TCP' },
          ],
        },
      },
      'service-ssh.yaml': {
        spec: { type: 'LoadBalancer', loadBalancerSourceRanges: ['192.0.2.0/24'], ports: [{ name: 'ssh', port: 22 }] },
      },
    },
    // Both environments are in one cluster of the test, and a port of a node is there once.
    { files: { 'services/web/dev.yaml': `${overlay}service: { nodePorts: { ssh: 30023 } }\n` } },
  ),
  row('14 UDP', 'ports: [{ name: dns, containerPort: 5353, port: 53, protocol: udp }]\n', {
    'service.yaml': { spec: { ports: [{ name: 'dns', port: 53, protocol: 'UDP' }] } },
    'deployment.yaml': ofContainer({ ports: [{ name: 'dns', containerPort: 5353, protocol: 'UDP' }] }),
  }),
  row(
    '15 env from the downward API (POD_IP, limits.memory), existing Secrets (secretRef)',
    `${http}env: { POD_IP: { field: status.podIP }, GOMEMLIMIT: { resource: limits.memory } }
envFrom: [{ secret: broker }]
`,
    {
      'deployment.yaml': ofContainer({
        env: expect.arrayContaining([
          { name: 'POD_IP', valueFrom: { fieldRef: expect.objectContaining({ fieldPath: 'status.podIP' }) } },
          {
            name: 'GOMEMLIMIT',
            valueFrom: { resourceFieldRef: expect.objectContaining({ resource: 'limits.memory' }) },
          },
        ]) as unknown,
        envFrom: expect.arrayContaining([{ secretRef: { name: 'broker' } }]) as unknown,
      }),
    },
  ),
  row(
    '15 a whole store key (dataFrom), another SecretStore per service',
    `${http}secrets: { store: { name: team-vault, kind: SecretStore }, wholeKeys: ["{environment}/{service}/env"] }\n`,
    {
      'external-secret-secrets.yaml': {
        spec: {
          secretStoreRef: { kind: 'SecretStore', name: 'team-vault' },
          dataFrom: [{ extract: { key: 'prod/web/env' } }],
        },
      },
    },
  ),
  row(
    '16 image or registry per environment (dev registry -> prod registry)',
    http,
    { 'deployment.yaml': ofContainer({ image: 'eu.gcr.io/your-org/web-hardened:v1.0.0' }) },
    {
      files: {
        'services/web/prod.yaml': `${overlay}pull: { registry: eu.gcr.io/your-org, repository: web-hardened }\n`,
      },
      tree: { 'services/web/overlays/dev/deployment.yaml': ofContainer({ image: 'ghcr.io/your-org/web:v1.0.0' }) },
    },
  ),
  row(
    '17 several paths/hosts-with-paths, rewrites, redirect to https',
    `${http}public: true
exposure:
  hosts: [shop.example.com]
  path: /shop
  rewrite: /
  routes: { health: { path: /health, pathType: exact }, admin: { hosts: [admin.example.com], path: /admin } }
  listener: https
  redirectFrom: http
`,
    {
      'http-route.yaml': {
        spec: {
          hostnames: ['shop.example.com'],
          parentRefs: [{ name: 'public', namespace: 'gateway-system', sectionName: 'https' }],
          rules: [
            {
              matches: [{ path: { type: 'PathPrefix', value: '/shop' } }],
              filters: [{ type: 'URLRewrite', urlRewrite: { path: { replacePrefixMatch: '/' } } }],
            },
            { matches: [{ path: { type: 'Exact', value: '/health' } }] },
          ],
        },
      },
      'http-route-at.admin.yaml': {
        spec: {
          hostnames: ['admin.example.com'],
          rules: [{ matches: [{ path: { type: 'PathPrefix', value: '/admin' } }] }],
        },
      },
      'http-route-to.https.yaml': {
        spec: {
          parentRefs: [{ sectionName: 'http' }],
          rules: [{ filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }] }],
        },
      },
    },
    // One address is of one environment.
    {
      files: {
        'services/web/dev.yaml': `${overlay}exposure: { hosts: [dev.example.com], routes: { admin: { hosts: [admin.dev.example.com] } } }\n`,
      },
    },
  ),
  row(
    '17 own TLS secret, cert-manager and nginx annotations, wildcard host',
    `${http}public: true
exposure: { kind: ingress, hosts: ["*.shop.example.com"], tlsSecret: shop-tls }
metadata:
  route:
    annotations: { cert-manager.io/cluster-issuer: letsencrypt, nginx.ingress.kubernetes.io/proxy-body-size: 50m }
`,
    {
      'ingress.yaml': {
        metadata: {
          annotations: {
            'cert-manager.io/cluster-issuer': 'letsencrypt',
            'nginx.ingress.kubernetes.io/proxy-body-size': '50m',
          },
        },
        spec: { tls: [{ hosts: ['*.shop.example.com'], secretName: 'shop-tls' }] },
      },
    },
    // One host is of one environment.
    { files: { 'services/web/dev.yaml': `${overlay}exposure: { hosts: ["*.shop.dev.example.com"] }\n` } },
  ),
  row(
    '18 no CPU limit',
    `${http}resources: { limits: { cpu: none, memory: 512Mi } }\n`,
    { 'deployment.yaml': ofContainer({ resources: { limits: without('cpu') } }) },
    {
      files: inEnvironments(
        environmentYaml,
        environmentYaml
          .replace('limits: { cpu: "16"', 'limits: { cpu: none')
          .replace('max: { cpu: "2"', 'max: { cpu: none')
          .replace('default: { cpu: 500m', 'default: { cpu: none'),
      ),
    },
  ),
  row(
    '19 several workloads behind one Service (versions), Istio',
    http,
    {},
    {
      files: {
        'services/reviews/service.yaml':
          'team: web-team\nruns: variants\nvariants: [web, web-v2]\nports: [{ name: http, containerPort: 8080 }]\n',
        'services/reviews/prod.yaml': '{}\n',
        'services/web-v2/service.yaml': `team: web-team\n${http}metadata: { pods: { labels: { sidecar.istio.io/inject: "true" } } }\n`,
        'services/web-v2/prod.yaml': overlay,
      },
      tree: {
        'services/reviews/overlays/prod/deployment.yaml': null,
        'services/reviews/overlays/prod/service.yaml': {
          metadata: { name: 'reviews' },
          spec: { ports: [{ port: 8080 }] },
        },
        'services/web-v2/overlays/prod/deployment.yaml': ofPods(
          {},
          { labels: { 'sidecar.istio.io/inject': 'true', app: 'web-v2' } },
        ),
      },
    },
  ),
  row(
    '20 HPA on custom metrics/behavior, minAvailable of a PDB, progressDeadlineSeconds',
    `${http}progressDeadlineSeconds: 1200
disruption: { minAvailable: 50% }
scale:
  owner: hpa
  minReplicas: 2
  maxReplicas: 4
  metrics: [{ type: Pods, name: http_requests_per_second, average: "100" }]
  behavior: { down: { stabilizationSeconds: 600 } }
`,
    {
      'horizontal-pod-autoscaler.yaml': {
        spec: {
          metrics: expect.arrayContaining([
            {
              type: 'Pods',
              pods: {
                metric: { name: 'http_requests_per_second' },
                target: { type: 'AverageValue', averageValue: '100' },
              },
            },
          ]) as unknown,
          behavior: { scaleDown: { stabilizationWindowSeconds: 600 } },
        },
      },
      'pod-disruption-budget.yaml': { spec: { minAvailable: '50%' } },
      'deployment.yaml': { spec: { progressDeadlineSeconds: 1200 } },
    },
  ),
  row(
    '21 ServiceMonitor/PrometheusRule labels (release: kube-prometheus-stack), own alerts',
    `${http}monitoring: { alerts: true }\nmetadata: { monitors: { labels: { release: kube-prometheus-stack } } }\n`,
    {
      'service-monitor.yaml': { metadata: { labels: { release: 'kube-prometheus-stack' } } },
      'prometheus-rule.yaml': { metadata: { labels: { release: 'kube-prometheus-stack' } } },
      'prometheus-rule-orders.yaml': { spec: { groups: [{ name: 'orders' }] } },
    },
    {
      files: {
        'services/web/manifests/orders.yaml': `apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: web-orders }
spec:
  groups:
    - name: orders
      rules: [{ alert: NoOrders, expr: "sum(rate(orders_total[10m])) == 0", for: 10m }]
`,
      },
    },
  ),
];
