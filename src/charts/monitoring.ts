import type { Chart } from 'cdk8s';

import { GrafanaDashboard } from '../constructs/grafana-dashboard';
import type { Identity } from '../constructs/identity';
import { PodMonitor } from '../constructs/pod-monitor';
import { PrometheusRule } from '../constructs/prometheus-rule';
import { ServiceMonitor } from '../constructs/service-monitor';
import type { Placement } from '../model/placement';
import { alertsOf } from './alerts';
import { dashboardOf } from './dashboard';
import { objectNames } from './object-names';

/** What Linkerd calls the port of a proxy that serves its metrics (linkerd2, `partials/templates/_proxy.tpl`). */
const proxyMetricsPort = 'linkerd-admin';

/** Adds what watches a placement, as closely as its monitoring says. */
export function addMonitoring(chart: Chart, identity: Identity, placement: Placement): void {
  const { service, selector, metrics, monitoring, mesh } = placement;
  if (monitoring.scrape) {
    const { port, path, interval } = metrics;
    new ServiceMonitor(chart, 'service-monitor', { ...identity, selector, port, path, interval });
  }
  if (mesh?.scrape === true) {
    const { interval } = metrics;
    new PodMonitor(chart, 'proxy-monitor', { ...identity, selector, port: proxyMetricsPort, interval });
  }
  addAlerts(chart, identity, placement);
  if (monitoring.dashboard) {
    const name = objectNames(service).dashboard;
    new GrafanaDashboard(chart, 'dashboard', { ...identity, name, dashboard: dashboardOf(placement) });
  }
}

/** Adds what somebody should hear of, where the monitoring says so and there is anything. */
export function addAlerts(chart: Chart, identity: Identity, placement: Placement): void {
  const { service, environment, team, monitoring } = placement;
  const alerts = monitoring.alerts ? alertsOf(placement) : [];
  if (alerts.length === 0) return;
  new PrometheusRule(chart, 'alerts', { ...identity, alerts, alertLabels: { environment, service, team } });
}
