import { environmentYaml } from '../a-catalog';
import { ofService } from './example';

const http = 'ports: [{ name: http, containerPort: 8080 }]\n';

export const volumes = [
  ofService(
    'folders in memory and on disk, of which a sidecar sees one',
    http +
      'sidecars: { log: { image: "tools/log:v1", probes: { liveness: { protocol: exec, command: [/alive] } } } }\nvolumes:\n  cache: { emptyDir: { size: 64Mi, medium: Memory }, mounts: [{ mountPath: /cache }] }\n  logs:\n    emptyDir: { size: 128Mi }\n    mounts:\n      - { mountPath: /var/log/web }\n      - { mountPath: /logs, readOnly: true, container: log }\n',
  ),
  ofService(
    'objects of the namespace that are there',
    http +
      'volumes:\n  tls:\n    secret: { name: web-tls, items: { tls.crt: cert.pem }, mode: "0440" }\n    mounts: [{ mountPath: /etc/tls, readOnly: true }]\n  site:\n    configMap: { name: site, optional: true }\n    mounts: [{ mountPath: /etc/site.conf, subPath: site.conf }]\n',
  ),
  ofService(
    'several sources in one folder',
    http +
      "volumes:\n  identity:\n    projected:\n      sources:\n        - token: { path: token, audience: vault, expirationSeconds: 600 }\n        - fields: { labels: metadata.labels, name: metadata.name }\n        - secret: { name: ca, items: { ca.crt: ca/root.pem } }\n        - configMap: { name: site }\n      mode: '0444'\n    mounts: [{ mountPath: /var/run/identity, readOnly: true }]\n",
  ),
  ofService(
    'a volume that all pods share, and one of somebody else',
    http +
      'volumes:\n  uploads: { claim: { size: 10Gi, className: shared }, mounts: [{ mountPath: /uploads, subPath: web }] }\n  media: { existingClaim: media, mounts: [{ mountPath: /media, readOnly: true }] }\n',
  ),
  ofService(
    'a volume for one pod at a time, which goes with the service',
    http +
      'scale: { owner: fixed, replicas: 1 }\nrollout: { strategy: recreate }\nvolumes: { data: { claim: { size: 1Gi, accessMode: ReadWriteOnce, kept: false }, mounts: [{ mountPath: /data }] } }\n',
    { findings: ['single-replica'] },
  ),
  ofService(
    'room that goes with its pod, and certificates that a driver makes',
    http +
      'volumes:\n  room: { ephemeral: { size: 100Gi, className: fast }, mounts: [{ mountPath: /room }] }\n  tls:\n    csi: { driver: csi.cert-manager.io, readOnly: true, attributes: { csi.cert-manager.io/issuer-name: ca }, secret: driver }\n    mounts: [{ mountPath: /tls, readOnly: true }]\n',
  ),
  ofService(
    'several volumes for each pod',
    'ports: [{ name: db, containerPort: 5432, protocol: tcp }]\nstorage:\n  - { size: 10Gi, mountPath: /var/lib/db, subPath: data }\n  - { name: wal, size: 1Gi, mountPath: /wal, className: fast, accessMode: ReadWriteOncePod }\n',
    { findings: ['single-replica'] },
  ),
  ofService(
    'a folder of the node',
    http +
      'volumes: { logs: { hostPath: { path: /var/log/pods, type: Directory }, mounts: [{ mountPath: /logs, readOnly: true }] } }\n',
    {
      files: Object.fromEntries(
        ['dev', 'prod'].map((name) => [`environments/${name}.yaml`, `${environmentYaml}podSecurity: privileged\n`]),
      ),
      findings: ['host-path-volume', 'missing-pod-security-labels'],
    },
  ),
  ofService(
    'files beside the service, one of them another one in an environment',
    http + 'files:\n  /etc/web: [site.conf, logo.png]\n  /etc/app/limits.conf: limits.conf\n',
    {
      files: {
        'services/web/files/site.conf': 'server {\n  listen 8080;\n}\n',
        'services/web/files/prod/site.conf': 'server {\n  listen 8080 ssl;\n}\n',
        'services/web/files/limits.conf': 'most = 10\n',
        'services/web/files/logo.png': '\0PNG',
      },
    },
  ),
];
