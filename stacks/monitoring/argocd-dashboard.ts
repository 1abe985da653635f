import type { Dashboard, DashboardPanel } from '../../src/constructs/dashboard';
import { jobOf } from './argocd-components';

/** How Argo CD itself is: whether it keeps up, and what it waits for. */
export const argocdDashboard: Dashboard = {
  uid: 'slipway-argocd',
  title: 'Argo CD',
  tags: ['slipway', 'argocd'],
  rows: [
    {
      title: 'Does it keep up?',
      panels: [
        {
          title: 'Time to compare an Application',
          unit: 's',
          queries: [0.5, 0.95, 0.99].map((share) => ({
            expression: `histogram_quantile(${share}, sum by (le) (rate(argocd_app_reconcile_bucket[$__rate_interval])))`,
            legend: `p${share * 100}`,
          })),
        },
        {
          title: 'Applications that wait for the controller',
          unit: 'short',
          queries: [
            {
              expression: `sum by (name) (workqueue_depth{job="${jobOf('application-controller')}", name=~"app_.+"})`,
              legend: '{{name}}',
            },
          ],
        },
        rate('Requests to Kubernetes', 'verb, response_code', 'argocd_app_k8s_request_total'),
      ],
    },
    {
      title: 'What it reads',
      panels: [
        rate('Git requests', 'request_type', 'argocd_git_request_total'),
        {
          title: 'Time of Git requests (p95)',
          unit: 's',
          queries: [
            {
              expression:
                'histogram_quantile(0.95, sum by (le, request_type) (rate(argocd_git_request_duration_seconds_bucket[$__rate_interval])))',
              legend: '{{request_type}}',
            },
          ],
        },
        {
          title: 'Git requests that failed',
          unit: 'short',
          queries: [
            {
              expression: 'sum by (repo) (increase(argocd_git_fetch_fail_total[$__rate_interval]))',
              legend: 'fetch {{repo}}',
            },
            {
              expression: 'sum by (repo) (increase(argocd_git_lsremote_fail_total[$__rate_interval]))',
              legend: 'ls-remote {{repo}}',
            },
          ],
        },
        {
          title: 'Requests that wait for a repository',
          unit: 'short',
          queries: [{ expression: 'sum by (repo) (argocd_repo_pending_request_total)', legend: '{{repo}}' }],
        },
      ],
    },
    {
      title: 'Whom it tells, and what it watches',
      panels: [
        rate('Notifications', 'service, succeeded', 'argocd_notifications_deliveries_total'),
        {
          title: 'Cluster reached',
          unit: 'bool_yes_no',
          queries: [{ expression: 'max by (server) (argocd_cluster_connection_status)', legend: '{{server}}' }],
        },
        {
          title: 'Objects in the cache',
          unit: 'short',
          queries: [{ expression: 'max by (server) (argocd_cluster_api_resource_objects)', legend: '{{server}}' }],
        },
      ],
    },
    {
      title: 'What it uses',
      panels: [
        {
          title: 'CPU',
          unit: 'short',
          queries: [
            {
              expression: 'sum by (job) (rate(process_cpu_seconds_total{job=~"argocd-.+"}[$__rate_interval]))',
              legend: '{{job}}',
            },
          ],
        },
        {
          title: 'Memory',
          unit: 'bytes',
          queries: [
            { expression: 'sum by (job) (process_resident_memory_bytes{job=~"argocd-.+"})', legend: '{{job}}' },
          ],
        },
      ],
    },
  ],
};

function rate(title: string, labels: string, counter: string): DashboardPanel {
  const legend = labels
    .split(', ')
    .map((label) => `{{${label}}}`)
    .join(' ');
  return {
    title,
    unit: 'ops',
    queries: [{ expression: `sum by (${labels}) (rate(${counter}[$__rate_interval]))`, legend }],
  };
}
