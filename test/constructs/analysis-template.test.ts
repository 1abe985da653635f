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

test('no requests are no failure, and no error either', () => {
  expect(metric()?.successCondition).toBe('len(result) == 0 || isNaN(result[0]) || result[0] >= 0.95');
});

test('requests that all fail are a rate of 0, not an empty result that would pass', () => {
  expect(metric()?.provider.prometheus?.query).toMatch(/^\(sum\(rate\(.*\)\) or vector\(0\)\)\n\//);
});

test('only the Service that is asked for is measured, in its namespace', () => {
  const query = metric()?.provider.prometheus?.query ?? '';

  expect(query.match(/namespace="dev", service="{{args.service-name}}"/g)).toHaveLength(2);
});

test('it measures until it is stopped, unless a number is given', () => {
  expect(metric()).not.toHaveProperty('count');
  expect(metric({ measurements: 5 })?.count).toBe(5);
});

test('the rate that must be kept can be chosen', () => {
  expect(metric({ leastSuccessRate: 0.999 })?.successCondition).toMatch(/result\[0\] >= 0\.999$/);
});
