import type * as prometheus from '../../imports/prometheus-operator';
import type { Catalog } from '../../src/model/catalog';
import { argocdRule } from './argocd-alerts';
import { argocdServiceMonitors } from './argocd-components';
import { platformDashboards } from './dashboards';
import type { DashboardConfigMap } from './dashboards';
import { checkPrometheusUrl } from './prometheus-url';

/** What the platform has measured of itself; all of it in the namespace of Prometheus. */
export interface PlatformObjects {
  readonly monitors: readonly prometheus.ServiceMonitor[];
  readonly rules: readonly prometheus.PrometheusRule[];
  readonly dashboards: readonly DashboardConfigMap[];
}

/**
 * What a cluster measures of its Argo CD.
 *
 * @param environments environments of the catalog that the cluster serves
 * @param tellsPortal whether there is a controller that tells the portal
 * @throws InputError when the catalog looks for Prometheus elsewhere
 */
export function platformObjects(
  { platform, environments: all }: Catalog,
  environments: readonly string[],
  tellsPortal: boolean,
): PlatformObjects {
  checkPrometheusUrl(platform.monitoring);
  const { namespace } = platform.monitoring;
  const automaticEnvironments = environments.filter((name) => all.get(name)?.sync.mode === 'automatic');
  return {
    monitors: argocdServiceMonitors(namespace, platform.argocd.namespace),
    rules: [argocdRule({ namespace, automaticEnvironments, tellsPortal, team: platform.owners[0] })],
    dashboards: platformDashboards,
  };
}
