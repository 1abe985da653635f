import type { Alert } from '../../src/constructs/prometheus-rule';
import { applicationAlerts } from './application-alerts';
import { jobOf, vitalComponents } from './argocd-components';
import type { WatchedParts } from './watched-parts';

/** Alerts about Argo CD and about what it delivers, by the name of their group. */
export function argocdAlerts({ isAdopted, tellsPortal }: WatchedParts): Readonly<Record<string, readonly Alert[]>> {
  return {
    'argocd.applications': applicationAlerts(),
    'argocd.components': [
      // Nobody has said that an Argo CD of somebody else can be measured: what was never seen is not missed.
      ...(isAdopted ? [answersNoMore] : [componentDown, noApplications]),
      ...componentAlerts,
      notificationsFailing(tellsPortal),
    ],
  };
}

const vitalJobs = vitalComponents.map(jobOf);

const allDown = `max by (job) (up{job=~"${vitalJobs.join('|')}"}) == 0`;

const componentDown: Alert = {
  name: 'ArgoCdComponentDown',
  // Whoever has no pods has no series: that is not 0, but nothing.
  expression: [allDown, ...vitalJobs.map((job) => `absent(up{job="${job}"})`)].join(' or '),
  for: '10m',
  severity: 'critical',
  summary: 'No {{ $labels.job }} answers',
  description: 'No pod of it could be asked for its metrics for 10 minutes. What runs goes on running, unwatched.',
  runbook:
    'kubectl get pods -A -l app.kubernetes.io/part-of=argocd; describe the pod that is not ready; then its logs.',
};

const answersNoMore: Alert = { ...componentDown, expression: allDown };

const noApplications: Alert = {
  name: 'ArgoCdNoApplications',
  expression: 'absent(argocd_app_info)',
  for: '15m',
  severity: 'critical',
  summary: 'Argo CD knows of no Application',
  description:
    'Either all Applications were deleted, or the controller cannot read them. No other alert about Applications can fire.',
  runbook: 'kubectl get applications -A; then the logs of the application controller.',
};

const componentAlerts: readonly Alert[] = [
  {
    name: 'ArgoCdClusterUnreachable',
    expression: 'max by (server) (argocd_cluster_connection_status) == 0',
    for: '5m',
    severity: 'critical',
    summary: 'Argo CD cannot reach the cluster {{ $labels.server }}',
    description: 'Nothing is synced there, and what is shown of it is old.',
    runbook:
      'argocd cluster get {{ $labels.server }} has the error; then the credentials of the cluster and the network.',
  },
  {
    name: 'ArgoCdGitFailing',
    expression:
      'sum by (repo) (increase(argocd_git_fetch_fail_total[15m])) > 0 or sum by (repo) (increase(argocd_git_lsremote_fail_total[15m])) > 0',
    for: '15m',
    severity: 'warning',
    summary: 'Argo CD cannot read {{ $labels.repo }}',
    description: 'Commits are not noticed: what is delivered stays as it is, and looks synced.',
    runbook:
      'argocd repo get {{ $labels.repo }} has the error: credentials that ended, a limit of the Git server, or no way to it.',
  },
  {
    name: 'ArgoCdControllerSlow',
    expression: 'histogram_quantile(0.95, sum by (le) (rate(argocd_app_reconcile_bucket[10m]))) > 8',
    for: '15m',
    severity: 'warning',
    summary: 'Argo CD takes {{ $value | humanizeDuration }} to compare an Application',
    description: 'One comparison in twenty takes that long or longer, so commits and drift are noticed late.',
    runbook:
      'Dashboard "Argo CD": a queue that grows wants more processors or CPU; slow Git requests want the repo server looked at.',
  },
];

function notificationsFailing(tellsPortal: boolean): Alert {
  const failed = tellsPortal ? 'succeeded="false"' : 'succeeded="false",service!="port"';
  return {
    name: 'ArgoCdNotificationsFailing',
    expression: `sum by (service, trigger) (increase(argocd_notifications_deliveries_total{${failed}}[15m])) > 0`,
    for: '5m',
    severity: 'warning',
    summary: 'Argo CD could not send "{{ $labels.trigger }}" by {{ $labels.service }}',
    description: 'Somebody who asked to be told was not told. The portal may show a state that is over.',
    runbook:
      'Logs of the notifications controller have the answer of the other side; then argocd-notifications-secret and the address in argocd-notifications-cm.',
  };
}
