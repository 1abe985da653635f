import { AnalysisTemplate } from '../../src/constructs/analysis-template';
import type { AnalysisTemplateProps } from '../../src/constructs/analysis-template';
import { aChart, identity } from '../helpers/a-chart';

function metric(props: Partial<AnalysisTemplateProps> = {}) {
  const { spec } = new AnalysisTemplate(aChart(), 'analysis', {
    ...identity,
    name: 'success-rate',
    prometheusUrl: 'http://prometheus:9090',
    ...props,
  }).toJson();
  return spec.metrics?.[0];
}

test('no requests are neither success nor failure: three such measurements, and a person decides', () => {
  expect(metric()).toMatchObject({
    successCondition: 'len(result) > 0 && !isNaN(result[0]) && result[0] >= 0.95',
    failureCondition: 'len(result) > 0 && !isNaN(result[0]) && result[0] < 0.95',
    inconclusiveLimit: 2,
  });
});

test('requests that all fail are a rate of 0, not an empty result that would pass', () => {
  expect(metric()?.provider.prometheus?.query).toMatch(/^\(sum\(rate\(.*\)\) or vector\(0\)\)\n\//);
});

test('only pods of the version that is tried are measured, behind the Service that is asked for', () => {
  const query = metric()?.provider.prometheus?.query ?? '';

  expect(query.match(/service="{{args.service-name}}"/g)).toHaveLength(2);
  expect(query.match(/namespace="dev", pod=~"\.\+-{{args\.pod-hash}}-\.\+"/g)).toHaveLength(2);
});

test('it measures until it is stopped, unless a number is given', () => {
  expect(metric()).not.toHaveProperty('count');
  expect(metric({ measurements: 5 })?.count).toBe(5);
});

test('the rate that must be kept can be chosen', () => {
  expect(metric({ leastSuccessRate: 0.999 })?.successCondition).toMatch(/result\[0\] >= 0\.999$/);
});

test('where the mesh counts the requests, its proxies are asked', () => {
  const query = metric({ requests: 'mesh' })?.provider.prometheus?.query ?? '';

  expect(query.match(/response_total/g)).toHaveLength(2);
  expect(query).not.toContain('service-name');
});

test('what checks may have made is taken away from what succeeded, and from all, before a version succeeds', () => {
  const query = metric({ checks: [{ path: '/health', everySeconds: 10 }] })?.provider.prometheus?.query ?? '';
  const [success, failure] = query.split('\nor\n');

  expect(success?.match(/ \* 14 \/ 120 or vector\(0\)\)/g)).toHaveLength(2);
  expect(success).toMatch(/ > 0\) >= 0\.95$/);
  expect(failure).toMatch(/ < 0\.95\n$/);
  expect(failure).not.toContain('/ 120');
});

test('of what takes jobs, the jobs are measured', () => {
  const query = metric({ requests: 'jobs' })?.provider.prometheus?.query ?? '';

  expect(query.match(/jobs_total\{service="{{args.service-name}}", namespace="dev", pod=/g)).toHaveLength(2);
  expect(query).toContain('outcome!="failed"');
});
