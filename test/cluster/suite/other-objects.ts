import type { Mapping } from '../../../src/manifests/value-at';

/** Objects of kinds that the shipped catalog does not render, with fields that people use. */
export function otherObjects(namespace: string): readonly Mapping[] {
  const inside = { name: 'other', namespace, labels: { app: 'other' } };
  const container = {
    name: 'main',
    image: 'ghcr.io/your-org/other:v1.0.0',
    imagePullPolicy: 'IfNotPresent',
    command: ['serve'],
    ports: [
      { name: 'http', containerPort: 8080 },
      { name: 'dns', containerPort: 53, protocol: 'UDP' },
    ],
    env: [
      { name: 'LEVEL', value: 'info' },
      { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'other', key: 'token' } } },
      { name: 'NODE', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
    ],
    envFrom: [{ prefix: 'A_', configMapRef: { name: 'other' } }],
    resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '128Mi', 'nvidia.com/gpu': 1 } },
    readinessProbe: { httpGet: { path: '/', port: 'http', scheme: 'HTTP' }, periodSeconds: 5 },
    livenessProbe: { tcpSocket: { port: 8080 }, failureThreshold: 3 },
    startupProbe: { grpc: { port: 8080 } },
    lifecycle: { preStop: { exec: { command: ['sleep', '5'] } } },
    securityContext: { runAsUser: 1000, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
    volumeMounts: [
      { name: 'settings', mountPath: '/settings', subPath: 'one' },
      { name: 'scratch', mountPath: '/tmp' },
    ],
  };
  const pod = {
    restartPolicy: 'Always',
    serviceAccountName: 'other',
    hostname: 'other',
    nodeSelector: { 'kubernetes.io/os': 'linux' },
    tolerations: [{ key: 'only', operator: 'Equal', value: 'other', effect: 'NoSchedule' }],
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: 'zone',
        whenUnsatisfiable: 'DoNotSchedule',
        labelSelector: { matchLabels: { app: 'other' } },
      },
    ],
    affinity: {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          {
            weight: 50,
            podAffinityTerm: {
              topologyKey: 'kubernetes.io/hostname',
              labelSelector: { matchLabels: { app: 'other' } },
            },
          },
        ],
      },
    },
    securityContext: { runAsNonRoot: true, fsGroup: 1000, seccompProfile: { type: 'RuntimeDefault' } },
    initContainers: [{ name: 'first', image: 'ghcr.io/your-org/first:v1.0.0' }],
    containers: [container],
    volumes: [
      { name: 'settings', configMap: { name: 'other', defaultMode: 420, items: [{ key: 'a', path: 'one' }] } },
      { name: 'scratch', emptyDir: { sizeLimit: '1Gi' } },
      { name: 'token', secret: { secretName: 'other' } },
    ],
  };
  const once = { ...pod, restartPolicy: 'Never' };
  const template = { metadata: { labels: { app: 'other' } }, spec: pod };
  const selector = { matchExpressions: [{ key: 'app', operator: 'In', values: ['other'] }] };
  return [
    { apiVersion: 'v1', kind: 'Pod', metadata: inside, spec: pod },
    {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: inside,
      spec: { selector, template, updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } } },
    },
    { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: inside, spec: { replicas: 1, selector, template } },
    {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: inside,
      spec: { backoffLimit: 2, ttlSecondsAfterFinished: 60, template: { spec: once } },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: inside,
      spec: {
        type: 'LoadBalancer',
        selector: { app: 'other' },
        externalTrafficPolicy: 'Cluster',
        sessionAffinity: 'ClientIP',
        sessionAffinityConfig: { clientIP: { timeoutSeconds: 60 } },
        ports: [
          { name: 'http', port: 80, targetPort: 'http', nodePort: 30080, appProtocol: 'http' },
          { name: 'dns', port: 53, protocol: 'UDP', targetPort: 53 },
        ],
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: inside,
      type: 'kubernetes.io/tls',
      data: { 'tls.crt': 'YQ==', 'tls.key': 'Yg==' },
      stringData: { note: 'plain' },
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: inside,
      rules: [{ apiGroups: ['', 'apps'], resources: ['pods', 'deployments'], verbs: ['get', 'list'] }],
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: inside,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'other' },
      subjects: [
        { kind: 'ServiceAccount', name: 'other', namespace },
        { kind: 'Group', name: 'team', apiGroup: 'rbac.authorization.k8s.io' },
      ],
    },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: inside,
      spec: {
        podSelector: selector,
        policyTypes: ['Ingress', 'Egress'],
        ingress: [
          { from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }], ports: [{ port: 80, endPort: 90 }] },
        ],
        egress: [{ to: [{ namespaceSelector: {}, podSelector: {} }], ports: [{ port: 'http', protocol: 'TCP' }] }],
      },
    },
  ];
}
