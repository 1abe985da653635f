import type { Dashboard, DashboardPanel } from '../../src/constructs/dashboard';

/** What is delivered: how much, how well, and what stands still. */
export const deliveryDashboard: Dashboard = {
  uid: 'slipway-delivery',
  title: 'Delivery',
  tags: ['slipway', 'delivery'],
  variables: [{ name: 'project', label: 'Project', query: 'label_values(argocd_app_info, project)' }],
  rows: [
    {
      title: 'Applications',
      panels: [count('By sync', 'sync_status'), count('By health', 'health_status')],
    },
    {
      title: 'Syncs',
      panels: [
        {
          title: 'Syncs',
          unit: 'short',
          queries: [{ expression: `sum by (phase) (increase(${syncs()}[$__rate_interval]))`, legend: '{{phase}}' }],
        },
        {
          title: 'Share of syncs that failed, over a day',
          unit: 'percentunit',
          queries: [
            {
              expression: `(sum(increase(${syncs('phase=~"Error|Failed"')}[1d])) or vector(0)) / sum(increase(${syncs()}[1d]))`,
              legend: 'failed',
            },
          ],
        },
        {
          title: 'Time that a sync takes',
          unit: 's',
          queries: [
            {
              expression: `sum(rate(argocd_app_sync_duration_seconds_total{project="$project"}[$__rate_interval])) / sum(rate(${syncs()}[$__rate_interval]))`,
              legend: 'mean',
            },
          ],
        },
      ],
    },
    {
      title: 'What stands still',
      panels: [
        list('Out of sync', 'sync_status="OutOfSync"'),
        list('Not healthy', 'health_status!="Healthy"'),
        list('Not synced automatically', 'autosync_enabled="false"'),
      ],
    },
  ],
};

function syncs(labels?: string): string {
  return `argocd_app_sync_total{project="$project", dry_run="false"${labels === undefined ? '' : `, ${labels}`}}`;
}

function count(title: string, label: string): DashboardPanel {
  const expression = `count by (${label}) (argocd_app_info{project="$project"})`;
  return { title, unit: 'short', queries: [{ expression, legend: `{{${label}}}` }] };
}

function list(title: string, labels: string): DashboardPanel {
  const expression = `max by (name) (argocd_app_info{project="$project", ${labels}})`;
  return { title, unit: 'short', queries: [{ expression, legend: '{{name}}' }] };
}
