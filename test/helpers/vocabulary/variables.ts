import { ofService } from './example';

const http = 'ports: [{ name: http, containerPort: 8080 }]\n';

export const variables = [
  ofService(
    'what only the cluster knows, also in another variable',
    http +
      'env:\n  ADDRESS: "$(POD_IP):8080"\n  POD_IP: { field: status.podIP }\n  NODE: { field: spec.nodeName }\n  GOMEMLIMIT: { resource: limits.memory }\n  THREADS: { resource: limits.cpu, divisor: 1m }\n  PASSWORD: { secret: db, key: password }\n  FLAGS: { configMap: flags, key: web, optional: true }\n',
  ),
  ofService(
    'every key of objects that are there',
    http +
      'envFrom:\n  - { configMap: shared, prefix: SHARED_ }\n  - { secret: broker, optional: true }\ninitContainers: { migrate: { command: [/app/migrate], envFrom: [{ secret: owner }] } }\n',
    { findings: ['whole-secret-in-environment'] },
  ),
  ofService(
    'whole keys of another store, as variables',
    http +
      'secrets: { store: { name: team-vault, kind: SecretStore }, wholeKeys: ["{environment}/{service}/env"], wholeKeysAs: environment, keys: { token: { env: TOKEN } } }\n',
    { findings: ['whole-secret-in-environment'] },
  ),
  ofService(
    'whole keys of the store, as files',
    http + 'secrets: { wholeKeys: ["{environment}/{service}/files"], mountPath: /etc/secret-files }\n',
  ),
];
