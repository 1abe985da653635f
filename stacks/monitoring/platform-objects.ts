import type * as prometheus from '../../imports/prometheus-operator';
import type { Alert } from '../../src/constructs/prometheus-rule';
import type { Catalog } from '../../src/model/catalog';
import { alertRule } from './alert-rule';
import { argocdAlerts } from './argocd-alerts';
import { argocdServiceMonitors } from './argocd-components';
import { platformDashboards } from './dashboards';
import type { DashboardConfigMap } from './dashboards';
import { partAlerts } from './part-alerts';
import { partMonitors } from './part-monitors';
import { podMonitor } from './pod-monitor';
import { checkPrometheusUrl } from './prometheus-url';
import type { WatchedParts } from './watched-parts';
import type { PlannedAddOn } from '../add-ons/planned';

/** What the platform has measured of itself; all of it in the namespace of Prometheus. */
export interface PlatformObjects {
  readonly monitors: readonly (prometheus.PodMonitor | prometheus.ServiceMonitor)[];
  readonly rules: readonly prometheus.PrometheusRule[];
  readonly dashboards: readonly DashboardConfigMap[];
}

/**
 * What a cluster measures of its platform.
 *
 * @param parts what is installed
 * @param addOns add-ons that are installed @default - none
 * @throws InputError when the catalog looks for Prometheus elsewhere
 */
export function platformObjects(
  { platform }: Pick<Catalog, 'platform'>,
  parts: WatchedParts,
  addOns: readonly PlannedAddOn[] = [],
): PlatformObjects {
  checkPrometheusUrl(platform.monitoring);
  const { namespace } = platform.monitoring;
  const team = platform.owners[0];
  return {
    monitors: [
      ...argocdServiceMonitors(namespace, platform.argocd.namespace, parts.argocd),
      ...partMonitors(namespace, parts),
      ...addOns.flatMap(({ measured }) => measured.map((pods) => podMonitor(namespace, pods))),
    ],
    rules: [
      alertRule({ name: 'argocd', namespace, team, groups: argocdAlerts(parts) }),
      alertRule({ name: 'platform', namespace, team, groups: partAlerts(parts) }),
      alertRule({ name: 'add-ons', namespace, team, groups: addOnAlerts(addOns) }),
    ].filter(({ spec }) => (spec.groups ?? []).length > 0),
    dashboards: platformDashboards,
  };
}

/** Alerts of add-ons, by the name of their group. */
function addOnAlerts(addOns: readonly PlannedAddOn[]): Readonly<Record<string, readonly Alert[]>> {
  return Object.fromEntries(addOns.map(({ addOn, alerts }) => [`add-on.${addOn.chart.name}`, alerts]));
}
