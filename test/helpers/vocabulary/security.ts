import { environmentYaml } from '../a-catalog';
import { ofService } from './example';

const http = 'ports: [{ name: http, containerPort: 8080 }]\n';
const standardOf = (standard: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    ['dev', 'prod'].map((name) => [`environments/${name}.yaml`, `${environmentYaml}podSecurity: ${standard}\n`]),
  );

export const security = [
  ofService(
    'root, with the rights that its start needs',
    http + 'security: { runAsUser: 0, runAsGroup: 0, capabilities: [CHOWN, SETUID, SETGID] }\n',
    {
      files: standardOf('baseline'),
      findings: ['low-user-or-group', 'root-user'],
    },
  ),
  ofService('a disk that may be written to', http + 'security: { writableRoot: true }\n', {
    findings: ['writable-root-filesystem'],
  }),
  ofService('the user of the image', http + 'security: { runAsUser: image, runAsGroup: image, fsGroup: none }\n', {
    findings: ['unset-user-or-group'],
  }),
  ofService('a process that may get more rights', http + 'security: { privilegeEscalation: true }\n', {
    files: standardOf('baseline'),
    findings: ['privilege-escalation-allowed'],
  }),
  ofService(
    'all rights of the node',
    http + 'security: { runAsUser: 0, privileged: true, capabilities: [SYS_ADMIN, NET_ADMIN] }\n',
    {
      files: standardOf('privileged'),
      findings: [
        'dangerous-capability',
        'missing-pod-security-labels',
        'privilege-escalation-allowed',
        'privileged-container',
        'root-user',
      ],
    },
  ),
  ofService(
    'ports of root, for who is not',
    'ports: [{ name: http, containerPort: 80 }, { name: https, containerPort: 443 }]\n',
  ),
];
