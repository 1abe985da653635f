import type * as prometheus from '../../imports/prometheus-operator';
import type { Catalog } from '../../src/model/catalog';
import { alertRule } from './alert-rule';
import { argocdAlerts } from './argocd-alerts';
import { argocdServiceMonitors } from './argocd-components';
import { platformDashboards } from './dashboards';
import type { DashboardConfigMap } from './dashboards';
import { partAlerts } from './part-alerts';
import { partMonitors } from './part-monitors';
import { checkPrometheusUrl } from './prometheus-url';
import type { WatchedParts } from './watched-parts';

/** What the platform has measured of itself; all of it in the namespace of Prometheus. */
export interface PlatformObjects {
  readonly monitors: readonly (prometheus.PodMonitor | prometheus.ServiceMonitor)[];
  readonly rules: readonly prometheus.PrometheusRule[];
  readonly dashboards: readonly DashboardConfigMap[];
}

/**
 * What a cluster measures of its platform.
 *
 * @param environments environments of the catalog that the cluster serves
 * @param parts what is installed
 * @throws InputError when the catalog looks for Prometheus elsewhere
 */
export function platformObjects(
  { platform, environments: all }: Catalog,
  environments: readonly string[],
  parts: WatchedParts,
): PlatformObjects {
  checkPrometheusUrl(platform.monitoring);
  const { namespace } = platform.monitoring;
  const automaticEnvironments = environments.filter((name) => all.get(name)?.sync.mode === 'automatic');
  const team = platform.owners[0];
  return {
    monitors: [
      ...argocdServiceMonitors(namespace, platform.argocd.namespace, parts.argocd),
      ...partMonitors(namespace, parts),
    ],
    rules: [
      alertRule({ name: 'argocd', namespace, team, groups: argocdAlerts(automaticEnvironments, parts) }),
      alertRule({ name: 'platform', namespace, team, groups: partAlerts(parts) }),
    ].filter(({ spec }) => (spec.groups ?? []).length > 0),
    dashboards: platformDashboards,
  };
}
