import { carryOut, differences, orderedTexts } from '../../helpers/carry-out';

const texts = orderedTexts();
const payment = { service: 'payment-service', environment: 'prod' };
const outcome = (fields: object, before = texts): readonly string[] =>
  differences(before, carryOut('set', fields, before).texts);

test('fields of an overlay, of a service and of an environment are set, several at once', () => {
  expect(
    outcome({ ...payment, values: { 'config.values.LOG_LEVEL': 'WARN', 'resources.limits.memory': '2Gi' } }),
  ).toEqual([
    'services/payment-service/prod.yaml: config.values.LOG_LEVEL: "INFO" -> "WARN"',
    'services/payment-service/prod.yaml: resources.limits.memory: nothing -> "2Gi"',
  ]);
  expect(
    outcome({ service: 'payment-service', values: { wave: 3, 'ports[0].name': 'web', 'metrics.port': 'web' } }),
  ).toEqual([
    'services/payment-service/service.yaml: ports.0.name: "http" -> "web"',
    'services/payment-service/service.yaml: wave: 2 -> 3',
    'services/payment-service/service.yaml: metrics.port: nothing -> "web"',
  ]);
  expect(
    outcome({ environment: 'development', values: { 'quota.pods': 90, 'defaults.monitoring.alerts': true } }),
  ).toEqual([
    'environments/dev.yaml: quota.pods: 80 -> 90',
    'environments/dev.yaml: defaults.monitoring.alerts: nothing -> true',
  ]);
});

test('a text is read as what the field takes', () => {
  const values = {
    'scale.replicas': '7',
    'monitoring.alerts': 'false',
    'release.version': '16',
    'disruption.maxUnavailable': '2',
    'rollout.maxSurge': '25%',
    'env.A': 'true',
    'exposure.hosts': '[a.example.com, b.example.com]',
    'config.values["app.yaml"]': '3',
  };

  const overlay = carryOut('set', { ...payment, values }, texts)
    .catalog.services.get('payment-service')
    ?.overlays.get('prod');

  expect(overlay).toMatchObject({
    scale: { replicas: 7 },
    monitoring: { alerts: false },
    release: { version: '16' },
    disruption: { maxUnavailable: 2 },
    rollout: { strategy: 'rolling', maxSurge: '25%' },
    env: { A: 'true' },
    exposure: { hosts: ['a.example.com', 'b.example.com'] },
    config: { values: { 'app.yaml': '3' } },
  });
});

test('another owner of the number of pods takes what belongs to the one before away', () => {
  const values = { 'scale.owner': 'hpa', 'scale.minReplicas': 2, 'scale.maxReplicas': 4, 'scale.replicas': null };

  expect(outcome({ ...payment, values })).toEqual([
    'services/payment-service/prod.yaml: scale.owner: "fixed" -> "hpa"',
    'services/payment-service/prod.yaml: scale.replicas: 5 -> nothing',
    'services/payment-service/prod.yaml: scale.minReplicas: nothing -> 2',
    'services/payment-service/prod.yaml: scale.maxReplicas: nothing -> 4',
  ]);
});

test('null takes away what the file says, and what a weaker layer says only where the field takes null', () => {
  expect(outcome({ service: 'payment-service', values: { wave: null, metrics: null } })).toEqual([
    'services/payment-service/service.yaml: wave: 2 -> nothing',
    'services/payment-service/service.yaml: metrics.annotations: true -> nothing',
  ]);
  const removed = { ...payment, values: { 'config.values.METRICS_ENABLED': null, 'config.values.LOG_LEVEL': null } };
  const once = carryOut('set', removed, texts).texts;
  expect(differences(texts, once)).toEqual([
    'services/payment-service/prod.yaml: config.values.LOG_LEVEL: "INFO" -> nothing',
    'services/payment-service/prod.yaml: config.values.METRICS_ENABLED: nothing -> null',
  ]);
  expect(carryOut('set', removed, once).planned.edit.size).toBe(0);
});

test('what is a default already is no change', () => {
  expect(carryOut('set', { environment: 'dev', values: { 'sync.prune': true } }, texts).planned.edit.size).toBe(0);
});

test('the subject says one path, or how many, and never a value', () => {
  const subject = (values: object) => carryOut('set', { ...payment, values }, texts).planned.subject;

  expect(subject({ 'scale.replicas': 4 })).toBe('set scale.replicas of payment-service in prod');
  expect(subject({ 'scale.replicas': 4, 'env.A': 'x' })).toBe('set 2 fields of payment-service in prod');
  expect(subject({ [`env.${'A'.repeat(200)}`]: 'x' })).toHaveLength(72);
});
