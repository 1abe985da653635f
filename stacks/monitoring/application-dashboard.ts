import type { Dashboard } from '../../src/constructs/dashboard';

/** How one service is delivered to one environment: the Application `<service>-<environment>`. */
export const applicationDashboard: Dashboard = {
  uid: 'slipway-application',
  title: 'Delivery of a service',
  tags: ['slipway', 'delivery'],
  variables: [{ name: 'application', label: 'Application', query: 'label_values(argocd_app_info, name)' }],
  rows: [
    {
      title: 'State',
      panels: [
        {
          title: 'Health',
          unit: 'short',
          queries: [{ expression: byStatus('health_status'), legend: '{{health_status}}' }],
        },
        {
          title: 'Sync',
          unit: 'short',
          queries: [{ expression: byStatus('sync_status'), legend: '{{sync_status}}' }],
        },
      ],
    },
    {
      title: 'Syncs',
      panels: [
        {
          title: 'Syncs',
          unit: 'short',
          queries: [
            {
              expression:
                'sum by (phase) (increase(argocd_app_sync_total{name="$application", dry_run="false"}[$__rate_interval]))',
              legend: '{{phase}}',
            },
          ],
        },
        {
          title: 'Time spent syncing',
          unit: 's',
          queries: [
            {
              expression:
                'sum(increase(argocd_app_sync_duration_seconds_total{name="$application"}[$__rate_interval]))',
              legend: 'syncing',
            },
          ],
        },
        {
          title: 'Requests to Kubernetes',
          unit: 'ops',
          queries: [
            {
              expression:
                'sum by (verb, response_code) (rate(argocd_app_k8s_request_total{name="$application"}[$__rate_interval]))',
              legend: '{{verb}} {{response_code}}',
            },
          ],
        },
      ],
    },
  ],
};

function byStatus(label: string): string {
  return `max by (${label}) (argocd_app_info{name="$application"})`;
}
