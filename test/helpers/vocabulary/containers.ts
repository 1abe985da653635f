import { ofService } from './example';

const http = 'ports: [{ name: http, containerPort: 8080 }]\n';

export const containers = [
  ofService(
    'a migration before the start, with the image and the variables of the service',
    http +
      'env: { DB_HOST: db.example.com }\nsecrets: { keys: { password: { env: DB_PASSWORD }, ca.pem: {} } }\ninitContainers:\n  migrate: { command: [/app/migrate], env: { STEP: all }, mounts: { /etc/ca: /etc/secrets } }\n',
  ),
  ofService(
    'a folder that another image fills',
    http +
      'scratch: { /srv: 64Mi }\ninitContainers:\n  fetch:\n    image: docker.io/library/busybox:1.37\n    args: [cp, -r, /site, /out]\n    mounts: { /out: /srv, /tmp: null }\n    resources: { limits: { cpu: 200m } }\n',
  ),
  ofService(
    'a proxy that is there before the service and goes after it',
    'ports:\n  - { name: http, containerPort: 8080 }\n  - { name: metrics, containerPort: 9100, container: exporter }\nsidecars:\n  exporter:\n    image: tools/exporter:v2\n    env: { TARGET: "http://127.0.0.1:8080" }\n    probes: { liveness: { path: /alive }, readiness: { path: /up }, startup: { failureThreshold: 5 } }\n',
  ),
  ofService(
    'a program that starts with the service',
    http +
      'sidecars:\n  log: { image: docker.io/library/busybox:1.37, native: false, command: [tail, -f, /tmp/log], inheritsEnv: true, security: { runAsUser: 1000 } }\n',
    { findings: ['low-user-or-group', 'missing-liveness-probe'] },
  ),
  ofService('another proxy in one environment', http + 'sidecars: { proxy: { image: "tools/proxy:v1" } }\n', {
    files: { 'services/web/prod.yaml': 'release: { version: v1.0.0 }\nsidecars: { proxy: null }\n' },
    findings: ['missing-liveness-probe'],
  }),
];
