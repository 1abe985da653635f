import { ConfigMap } from '../../src/constructs/config-map';
import { aChart, identity } from '../helpers/a-chart';

test('a ConfigMap comes before the pods that read it', () => {
  const object = new ConfigMap(aChart(), 'config', {
    ...identity,
    name: 'web-config',
    data: { LOG_LEVEL: 'INFO' },
  }).toJson();

  expect(object.metadata.annotations).toEqual({ 'argocd.argoproj.io/sync-wave': '-10' });
  expect(object.data).toEqual({ LOG_LEVEL: 'INFO' });
  expect(object.metadata).toMatchObject({ name: 'web-config', namespace: 'dev', labels: identity.labels });
});
