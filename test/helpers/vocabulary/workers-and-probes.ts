import { ofService } from './example';

const http = 'ports: [{ name: http, containerPort: 8080 }]\n';

export const workersAndProbes = [
  ofService('a worker, whom nobody calls', 'ports: []\n', {
    findings: ['missing-liveness-probe'],
  }),
  ofService('a worker with a volume', 'ports: []\nstorage: { size: 1Gi, mountPath: /data }\n', {
    findings: ['missing-liveness-probe', 'single-replica'],
  }),
  ofService('no probes', http + 'probes: { liveness: { protocol: none }, readiness: { protocol: none } }\n', {
    findings: ['missing-liveness-probe', 'missing-readiness-probe'],
  }),
  ofService(
    'probes by a command',
    'ports: []\nprobes:\n  liveness: { protocol: exec, command: [/app/alive] }\n  readiness: { protocol: exec, command: [/app/ready] }\n  startup: { failureThreshold: 30 }\n',
  ),
  ofService(
    'probes over TLS with a header',
    http +
      'probes:\n  liveness: { protocol: https, headers: { Host: web.example.com } }\n  readiness: { protocol: https, headers: { Cookie: probe=1, Accept: "*/*" } }\n',
  ),
  ofService(
    'a command before the end',
    http + 'preStop: { command: [/app/drain] }\nterminationGracePeriodSeconds: 60\n',
  ),
  ofService('a longer sleep before the end', http + 'preStop: { sleepSeconds: 20 }\n'),
  ofService('no sleep before the end', http + 'preStop: { sleepSeconds: 0 }\n'),
  ofService(
    'a probe of one gRPC service',
    'ports: [{ name: grpc, containerPort: 8080, protocol: grpc }]\nprobes: { readiness: { grpcService: shop.Cart } }\n',
  ),
];
