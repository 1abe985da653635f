import { volumesOf } from '../../src/constructs/pod-volumes';

test('a ConfigMap is a folder of files only where a folder is named', () => {
  const config = { name: 'web-config', values: { 'app.yaml': 'a: 1' } };

  expect(volumesOf({ config: { ...config, mountPath: '/app/config' } })).toEqual({
    volumes: [{ name: 'config', configMap: { name: 'web-config' } }],
    volumeMounts: [{ name: 'config', mountPath: '/app/config', readOnly: true }],
  });
  expect(volumesOf({ config }).volumes).toEqual([]);
});

test('only the keys of a Secret that are no variables are files, for the process and its group to read', () => {
  const { volumes, volumeMounts } = volumesOf({
    secrets: {
      name: 'web-secrets',
      mountPath: '/etc/secrets',
      keys: [{ key: 'tls.key' }, { key: 'db-password', env: 'DB_PASSWORD' }, { key: 'tls.crt' }],
    },
  });

  const items = [
    { key: 'tls.crt', path: 'tls.crt' },
    { key: 'tls.key', path: 'tls.key' },
  ];
  expect(volumes).toEqual([{ name: 'secrets', secret: { secretName: 'web-secrets', items, defaultMode: 0o440 } }]);
  expect(volumeMounts).toEqual([{ name: 'secrets', mountPath: '/etc/secrets', readOnly: true }]);
});

test('a Secret whose keys are all variables is no volume', () => {
  const keys = [{ key: 'db-password', env: 'DB_PASSWORD' }];

  expect(volumesOf({ secrets: { name: 'web-secrets', mountPath: '/etc/secrets', keys } }).volumes).toEqual([]);
});

test('scratch folders are bounded and in the order of their paths', () => {
  const { volumes } = volumesOf({
    scratch: [
      { name: 'var-run', path: '/var/run', size: '16Mi' },
      { name: 'tmp', path: '/tmp', size: '1Gi' },
    ],
  });

  expect(volumes).toEqual([
    { name: 'tmp', emptyDir: { sizeLimit: '1Gi' } },
    { name: 'var-run', emptyDir: { sizeLimit: '16Mi' } },
  ]);
});

test('a claim of a StatefulSet is only mounted: the StatefulSet adds its volume', () => {
  expect(volumesOf({ claims: [{ name: 'data', mountPath: '/data' }] })).toEqual({
    volumes: [],
    volumeMounts: [{ name: 'data', mountPath: '/data' }],
  });
  expect(volumesOf({ claims: [{ name: 'data', mountPath: '/data', claimName: 'web' }] }).volumes).toEqual([
    { name: 'data', persistentVolumeClaim: { claimName: 'web' } },
  ]);
});
