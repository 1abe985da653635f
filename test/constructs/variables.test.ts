import { envFromOf, variablesOf } from '../../src/constructs/variables';

test('what is known in the cluster alone comes before the texts that may have it in them', () => {
  const env = {
    ADDRESS: '$(POD_IP):80',
    POD_IP: { field: 'status.podIP' },
    CPU: { resource: 'limits.cpu', container: 'web', divisor: '1m' },
    PASSWORD: { secret: 'db', key: 'password', optional: true },
    FLAGS: { configMap: 'flags', key: 'web' },
  };
  const secrets = { name: 'web-secrets', mountPath: '/s', keys: [{ key: 'token', env: 'TOKEN' }] };

  expect(variablesOf({ env, secrets })).toEqual([
    { name: 'CPU', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', containerName: 'web', divisor: '1m' } } },
    { name: 'FLAGS', valueFrom: { configMapKeyRef: { name: 'flags', key: 'web' } } },
    { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password', optional: true } } },
    { name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
    { name: 'ADDRESS', value: '$(POD_IP):80' },
    { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'web-secrets', key: 'token' } } },
  ]);
});

test('of two objects with one name the later one wins, so what is of the service itself comes last', () => {
  const sources = envFromOf({
    envFrom: [
      { configMap: 'shared', prefix: 'A_' },
      { secret: 'broker', optional: true },
    ],
    secrets: { name: 'web-secrets', mountPath: '/s', keys: [], asEnvironment: true },
    config: { name: 'web-config', values: {}, asEnvironment: true },
  });

  expect(sources).toEqual([
    { prefix: 'A_', configMapRef: { name: 'shared' } },
    { secretRef: { name: 'broker', optional: true } },
    { secretRef: { name: 'web-secrets' } },
    { configMapRef: { name: 'web-config' } },
  ]);
});
