/** Every add-on, each with what shows most of it: nobody has all of them, and somebody has each. */
export const everyAddOn = {
  metricsServer: { highlyAvailable: true, verifiesNodes: false },
  certManager: {
    highlyAvailable: true,
    roleArn: 'arn:aws:iam::123456789012:role/cert-manager',
    issuers: {
      public: {
        kind: 'acme',
        email: 'platform@example.com',
        proof: { kind: 'gateway', name: 'public', namespace: 'gateway-system' },
      },
      'by-record': {
        kind: 'acme',
        email: 'platform@example.com',
        server: 'https://acme.example.com:14000/dir',
        proof: { kind: 'cloudflare' },
      },
      zone: { kind: 'acme', email: 'platform@example.com', proof: { kind: 'route53', region: 'eu-central-1' } },
      internal: { kind: 'ca' },
    },
  },
  tempo: { size: '50Gi', className: 'fast', retentionHours: 168 },
  traceCollector: {},
  opencost: { clusterName: 'prod' },
  velero: {
    bucket: 'backups',
    prefix: 'prod',
    region: 'eu-central-1',
    endpoint: 'https://minio.example.com:9000',
    access: { kind: 'keys' },
  },
  externalDns: {
    provider: { kind: 'cloudflare' },
    domains: ['example.com'],
    owner: 'prod',
    removes: true,
  },
  envoyGateway: {
    tls: { secret: 'public-tls', issuer: 'public', host: '*.example.com' },
    serviceAnnotations: { 'service.beta.kubernetes.io/aws-load-balancer-type': 'nlb' },
    replicas: 3,
  },
  keda: { highlyAvailable: true, triggerPorts: [9092], roleArn: 'arn:aws:iam::123456789012:role/keda' },
};
