import { dashboardJson } from '../../src/constructs/dashboard';
import { applicationDashboard } from './application-dashboard';
import { argocdDashboard } from './argocd-dashboard';
import { deliveryDashboard } from './delivery-dashboard';

/** A ConfigMap with a dashboard, as Grafana's sidecar finds it. */
export interface DashboardConfigMap {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly data: Readonly<Record<string, string>>;
}

/**
 * Dashboards of the platform. What a service does is on the dashboard of its own, which its placement renders; here is how it is
 * delivered.
 */
export const platformDashboards: readonly DashboardConfigMap[] = [
  applicationDashboard,
  argocdDashboard,
  deliveryDashboard,
].map((dashboard) => ({
  name: `dashboard-${dashboard.uid}`,
  labels: { grafana_dashboard: '1' },
  // The sidecar writes all dashboards into one folder, so the file has a name that no other has.
  data: { [`${dashboard.uid}.json`]: dashboardJson(dashboard) },
}));
