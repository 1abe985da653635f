import { addMonitoring } from '../../src/charts/monitoring';
import { aChart, identity } from '../helpers/a-chart';
import { aPlacement } from '../helpers/a-placement';
import type { PlacementOverrides } from '../helpers/a-placement';

function objectsOf(monitoring: NonNullable<PlacementOverrides['service']>['monitoring']) {
  const chart = aChart();
  addMonitoring(chart, identity, aPlacement({ service: { monitoring } }));
  return chart.toJson();
}

test('each way of watching is asked for by itself', () => {
  expect(objectsOf({ scrape: false })).toEqual([]);
  expect(objectsOf({ scrape: true }).map(({ kind }) => kind)).toEqual(['ServiceMonitor']);
  expect(objectsOf({ scrape: false, alerts: true }).map(({ kind }) => kind)).toEqual(['PrometheusRule']);
  expect(objectsOf({ scrape: false, dashboard: true }).map(({ metadata }) => metadata.name)).toEqual(['web-dashboard']);
});

test('R3-10: Prometheus reads the proxies of a meshed service, and the service itself', () => {
  const chart = aChart();
  addMonitoring(chart, identity, aPlacement({ service: { mesh: { provider: 'linkerd' } } }));
  const [service, proxy] = chart.toJson();

  expect([service.kind, proxy.kind]).toEqual(['ServiceMonitor', 'PodMonitor']);
  expect(proxy.spec.podMetricsEndpoints).toEqual([{ port: 'linkerd-admin', path: '/metrics', interval: '30s' }]);
});

test('alerts say whose they are and where, so that Alertmanager finds the right people', () => {
  const [rule] = objectsOf({ scrape: false, alerts: true });

  expect(rule.spec.groups[0].rules[0].labels).toEqual({
    environment: 'dev',
    service: 'web',
    severity: 'critical',
    team: 'payments',
  });
});
