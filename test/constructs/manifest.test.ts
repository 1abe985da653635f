import { App, Chart, JsonPatch } from 'cdk8s';
import * as plus from 'cdk8s-plus-28';

import { Deployment } from '../../src/constructs/deployment';
import { Service } from '../../src/constructs/service';
import { aChart, identity } from '../helpers/a-chart';
import { aPod } from '../helpers/a-pod';

const service = {
  ...identity,
  selector: { app: 'web' },
  ports: [{ name: 'http', port: 80, protocol: 'http' }],
} as const;

test('a construct can be used in an own App, beside those of cdk8s-plus', () => {
  const chart = new Chart(new App(), 'own', { namespace: 'shop', labels: { 'cost-center': '42' } });
  new plus.ConfigMap(chart, 'theirs', { metadata: { name: 'theirs' }, data: { key: 'value' } });
  new Deployment(chart, 'ours', { ...identity, selector: { app: 'web' }, replicas: 2, pod: aPod() });

  const objects = chart.toJson();

  expect(objects).toMatchObject([
    { kind: 'ConfigMap', metadata: { name: 'theirs', namespace: 'shop', labels: { 'cost-center': '42' } } },
    {
      kind: 'Deployment',
      metadata: { name: 'web', labels: { 'cost-center': '42', app: 'web' } },
      spec: { replicas: 2 },
    },
  ]);
});

test('an autoscaler of cdk8s-plus scales a Deployment', () => {
  const chart = new Chart(new App(), 'own', { disableResourceNameHashes: true });
  const target = new Deployment(chart, 'ours', { ...identity, selector: { app: 'web' }, pod: aPod() });
  new plus.HorizontalPodAutoscaler(chart, 'theirs', {
    target,
    maxReplicas: 5,
    metrics: [plus.Metric.resourceCpu(plus.MetricTarget.averageUtilization(70))],
  });

  expect(target.hasAutoscaler).toBe(true);
  expect(chart.toJson()).toMatchObject([
    { kind: 'Deployment' },
    {
      kind: 'HorizontalPodAutoscaler',
      spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } },
    },
  ]);
});

test('an object that names its namespace keeps it, whatever the chart says', () => {
  const chart = new Chart(new App(), 'own', { namespace: 'shop' });

  const object = new Service(chart, 'service', service).toJson();

  expect(object.metadata.namespace).toBe('dev');
});

test('addJsonPatch changes what comes out', () => {
  const object = new Service(aChart(), 'service', service);

  object.addJsonPatch(JsonPatch.replace('/spec/ports/0/port', 8080));

  expect(object.toJson().spec?.ports?.[0]?.port).toBe(8080);
});

test('a patch of one object leaves another one with the same properties alone', () => {
  const chart = aChart();
  const first = new Service(chart, 'first', service);
  const second = new Service(chart, 'second', service);

  first.addJsonPatch(JsonPatch.add('/spec/selector/color', 'blue'));

  expect(first.toJson().spec?.selector).toEqual({ app: 'web', color: 'blue' });
  expect(second.toJson().spec?.selector).toEqual({ app: 'web' });
});

test('metadata can be added to', () => {
  const object = new Service(aChart(), 'service', service);

  object.metadata.addLabel('cost-center', '42');
  object.metadata.addAnnotation('example.com/owner', 'payments');

  expect(object.toJson().metadata.labels).toEqual({ ...identity.labels, 'cost-center': '42' });
  expect(object.toJson().metadata.annotations).toEqual({
    'argocd.argoproj.io/sync-wave': '0',
    'example.com/owner': 'payments',
  });
});
