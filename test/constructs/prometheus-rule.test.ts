import { PrometheusRule } from '../../src/constructs/prometheus-rule';
import { aChart, identity } from '../helpers/a-chart';

test('every alert has its severity and the labels by which it finds people', () => {
  const alert = {
    name: 'TargetDown',
    expression: 'up == 0',
    for: '5m',
    severity: 'critical',
    summary: 'it is down',
    description: 'nobody is served',
    runbook: 'look at the pods',
  } as const;
  const props = { ...identity, alerts: [alert], alertLabels: { team: 'payments' } };
  const { spec } = new PrometheusRule(aChart(), 'alerts', props).toJson();

  expect(spec.groups).toEqual([
    {
      name: 'dev.web',
      rules: [
        {
          alert: 'TargetDown',
          expr: 'up == 0',
          for: '5m',
          labels: { severity: 'critical', team: 'payments' },
          annotations: { summary: 'it is down', description: 'nobody is served', runbook: 'look at the pods' },
        },
      ],
    },
  ]);
});
