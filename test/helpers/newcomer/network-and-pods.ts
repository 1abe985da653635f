import { http, inEnvironments, ofContainer, ofPods, row, withStandard } from './row';
import type { NewcomerRow } from './row';

const podsOfWeb = {
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'prod' } },
  podSelector: { matchLabels: { app: 'web' } },
};

/** Policies, rights, volumes and nodes. */
export const networkAndPods: readonly NewcomerRow[] = [
  row(
    '08 peers of the same service',
    `ports:
  - { name: amqp, containerPort: 5672, protocol: tcp }
  - { name: dist, containerPort: 25672, protocol: tcp }
peers: [dist]
scale: { owner: fixed, replicas: 3 }
storage: { size: 1Gi, mountPath: /var/lib/rabbitmq }
`,
    {
      'network-policy.yaml': {
        spec: {
          ingress: expect.arrayContaining([
            { from: [podsOfWeb], ports: [{ protocol: 'TCP', port: 25672 }] },
          ]) as unknown,
          egress: expect.arrayContaining([{ to: [podsOfWeb], ports: [{ protocol: 'TCP', port: 25672 }] }]) as unknown,
        },
      },
    },
  ),
  row(
    '09 turning the NetworkPolicy off (service, env)',
    `${http}unadopted: [network-policy]\n`,
    { 'network-policy.yaml': null },
    {
      files: inEnvironments('namespace:', 'unadopted: [default-deny]\nnamespace:'),
      tree: {
        'argocd/prod/baseline/prod/network-policy-default-deny.yaml': null,
        'argocd/prod/baseline/prod/namespace.yaml': { kind: 'Namespace' },
      },
    },
  ),
  row(
    '09 DNS other than kube-system/kube-dns: OpenShift',
    http,
    {
      'network-policy.yaml': {
        spec: {
          egress: [
            {
              to: [
                {
                  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'openshift-dns' } },
                  podSelector: { matchLabels: { 'dns.operator.openshift.io/daemonset-dns': 'default' } },
                },
              ],
              ports: [
                { protocol: 'UDP', port: 5353 },
                { protocol: 'TCP', port: 5353 },
              ],
            },
          ],
        },
      },
    },
    { files: inEnvironments('namespace:', 'dns: { preset: openshift }\nnamespace:') },
  ),
  row(
    '09 DNS other than kube-system/kube-dns: NodeLocal DNSCache 169.254.20.10',
    http,
    {
      'network-policy.yaml': {
        spec: {
          egress: expect.arrayContaining([
            expect.objectContaining({ to: [{ ipBlock: { cidr: '169.254.20.10/32' } }] }),
          ]) as unknown,
        },
      },
    },
    { files: inEnvironments('namespace:', 'dns: { preset: node-local }\nnamespace:') },
  ),
  row(
    '09 gateway pods outside gateway.namespace (Envoy Gateway, GKE/AWS load balancers)',
    `${http}public: true\n`,
    {
      'network-policy.yaml': {
        spec: {
          ingress: expect.arrayContaining([
            {
              from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'envoy-gateway-system' } } }],
              ports: [{ protocol: 'TCP', port: 8080 }],
            },
            { from: [{ ipBlock: { cidr: '35.191.0.0/16' } }], ports: [{ protocol: 'TCP', port: 8080 }] },
          ]) as unknown,
        },
      },
    },
    {
      files: inEnvironments(
        'namespace: gateway-system,',
        'namespace: gateway-system, proxyNamespace: envoy-gateway-system, proxyNetworks: [35.191.0.0/16],',
      ),
    },
  ),
  row('10 containerPort below 1024', 'ports: [{ name: http, containerPort: 80 }]\n', {
    'deployment.yaml': ofPods({
      securityContext: { sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '80' }] },
      containers: [{ ports: [{ name: 'http', containerPort: 80 }] }],
    }),
  }),
  row(
    '11 runAsUser 0, readOnlyRootFilesystem: false, capabilities',
    `${http}security: { runAsUser: 0, runAsGroup: 0, writableRoot: true, capabilities: [CHOWN, SETGID, SETUID] }\n`,
    {
      'deployment.yaml': ofContainer({
        securityContext: {
          readOnlyRootFilesystem: false,
          capabilities: { drop: ['ALL'], add: ['CHOWN', 'SETGID', 'SETUID'] },
        },
      }),
    },
    { files: withStandard('baseline') },
  ),
  row(
    '11 runAsUser 0 even with podSecurity: privileged',
    `${http}security: { runAsUser: 0, privileged: true }\n`,
    {
      'deployment.yaml': ofPods({
        securityContext: { runAsUser: 0, runAsNonRoot: false },
        containers: [{ securityContext: { privileged: true } }],
      }),
    },
    { files: withStandard('privileged') },
  ),
  row(
    '12 PVC of a Deployment (RWX), subPath, emptyDir medium Memory, projected',
    `${http}volumes:
  uploads: { claim: { size: 10Gi, accessMode: ReadWriteMany }, mounts: [{ mountPath: /uploads, subPath: web }] }
  cache: { emptyDir: { size: 64Mi, medium: Memory }, mounts: [{ mountPath: /cache }] }
  vault:
    projected: { sources: [{ token: { path: token, audience: vault } }] }
    mounts: [{ mountPath: /var/run/vault, readOnly: true }]
`,
    {
      'persistent-volume-claim-uploads.yaml': {
        spec: { accessModes: ['ReadWriteMany'], resources: { requests: { storage: '10Gi' } } },
      },
      'deployment.yaml': ofPods({
        containers: [
          {
            volumeMounts: expect.arrayContaining([
              { mountPath: '/uploads', name: 'uploads', subPath: 'web' },
              { mountPath: '/cache', name: 'cache' },
            ]) as unknown,
          },
        ],
        volumes: expect.arrayContaining([
          { name: 'uploads', persistentVolumeClaim: { claimName: 'web-uploads' } },
          { name: 'cache', emptyDir: { medium: 'Memory', sizeLimit: '64Mi' } },
          expect.objectContaining({
            name: 'vault',
            projected: expect.objectContaining({
              sources: [{ serviceAccountToken: expect.objectContaining({ audience: 'vault', path: 'token' }) }],
            }),
          }),
        ]) as unknown,
      }),
    },
  ),
  row(
    '12 second volume of a StatefulSet',
    `${http}storage:
  - { size: 10Gi, mountPath: /data }
  - { name: wal, size: 1Gi, mountPath: /wal }
`,
    {
      'stateful-set.yaml': {
        spec: {
          volumeClaimTemplates: [
            { metadata: { name: 'data' }, spec: { resources: { requests: { storage: '10Gi' } } } },
            { metadata: { name: 'wal' }, spec: { resources: { requests: { storage: '1Gi' } } } },
          ],
        },
      },
    },
  ),
  row(
    '12 config files from the catalog folder',
    `${http}files: { /etc/web: [site.conf] }\n`,
    {
      'config-map-files.yaml': { data: { 'site.conf': 'server { listen 8080; }\n' } },
      'deployment.yaml': ofContainer({
        volumeMounts: expect.arrayContaining([expect.objectContaining({ mountPath: '/etc/web' })]) as unknown,
      }),
    },
    { files: { 'services/web/files/site.conf': 'server { listen 8080; }\n' } },
  ),
  row(
    '13 nodeSelector, tolerations, priorityClass, runtimeClass, hostAliases',
    `${http}scheduling:
  nodeSelector: { pool: web }
  tolerations: [{ key: dedicated, value: web, effect: NoSchedule }]
  priorityClass: system-cluster-critical
  runtimeClass: gvisor
  hostAliases: { 10.1.2.3: [db.example.com] }
`,
    {
      'deployment.yaml': ofPods({
        nodeSelector: { pool: 'web' },
        tolerations: [{ key: 'dedicated', value: 'web', effect: 'NoSchedule' }],
        priorityClassName: 'system-cluster-critical',
        runtimeClassName: 'gvisor',
        hostAliases: [{ ip: '10.1.2.3', hostnames: ['db.example.com'] }],
      }),
    },
  ),
];
