import { alertmanagerConfigOf } from '../../../stacks/monitoring/alertmanager-config';
import { MonitoringSettings } from '../../../stacks/settings/monitoring';
import { kubePrometheusStackValues } from '../../../stacks/values/kube-prometheus-stack';

const alerting = alertmanagerConfigOf({
  channels: ['slack'],
  teams: { shop: { owners: ['@shop'], slack: 'shop' } },
  owners: ['shop'],
  email: undefined,
});
const valuesOf = (settings: object) => kubePrometheusStackValues(MonitoringSettings.parse(settings), alerting);

test('with a volume, Prometheus leaves room on it, and silences outlive the pod of Alertmanager', () => {
  const { prometheus, alertmanager } = valuesOf({ storage: { size: '50Gi', className: 'fast' } });

  expect(prometheus.prometheusSpec.retentionSize).toBe('43520MiB');
  expect(alertmanager.alertmanagerSpec.storage?.volumeClaimTemplate.spec).toMatchObject({
    storageClassName: 'fast',
    resources: { requests: { storage: '1Gi' } },
  });
});

test('without one, nothing is said of a size', () => {
  const { prometheus, alertmanager } = valuesOf({});

  expect(prometheus.prometheusSpec).not.toHaveProperty('retentionSize');
  expect(alertmanager.alertmanagerSpec).not.toHaveProperty('storage');
});

test('Slack is told what to do by our alerts, and where it is written by those of the chart', () => {
  expect(JSON.stringify(alerting.receivers)).toContain('{{ or .Annotations.runbook .Annotations.runbook_url }}');
});
