import type { AlertCase } from './part-cases';

const app = (labels: string) => `argocd_app_info{namespace="argocd", name="shop-dev", project="shop", ${labels}}`;
const synced = (labels: string) =>
  `argocd_app_sync_total{namespace="argocd", name="shop-dev", project="shop", ${labels}}`;
/** What an Argo CD that exports the label says of an Application of the catalog. */
const ofCatalog = (sync: 'automatic' | 'manual') =>
  `argocd_app_labels{namespace="argocd", name="shop-dev", project="shop", label_slipway_dev_sync="${sync}"}`;
const shop = { name: 'shop-dev', namespace: 'argocd', project: 'shop' };

/** Cases of the alerts about Argo CD and its Applications. */
export const argocdCases: readonly AlertCase[] = [
  [
    'ArgoCdSyncFailed',
    'a counter goes up',
    { [synced('phase="Failed", dry_run="false"')]: '2x15 3x10' },
    '18m',
    [shop],
  ],
  [
    'ArgoCdSyncFailed',
    'the first failure ever',
    { [synced('phase="Error", dry_run="false"')]: '_x15 1x10' },
    '16m',
    [shop],
  ],
  ['ArgoCdSyncFailed', 'failures of long ago', { [synced('phase="Failed", dry_run="false"')]: '5x60' }, '60m', []],
  ['ArgoCdSyncFailed', 'dry runs that fail', { [synced('phase="Failed", dry_run="true"')]: '0+1x30' }, '20m', []],
  ['ArgoCdSyncFailed', 'syncs that succeed', { [synced('phase="Succeeded", dry_run="false"')]: '0+1x30' }, '20m', []],
  [
    'ArgoCdSyncStuck',
    'a sync that is tried again and again',
    { [app('operation="sync", sync_status="OutOfSync"')]: '1x30' },
    '16m',
    [shop],
  ],
  // A gap of more than five minutes: so long Prometheus takes the last value for the present one.
  ['ArgoCdSyncStuck', 'syncs that end', { [app('operation="sync"')]: '1x5 _x8 1x5 _x8 1x5' }, '32m', []],
  ['ArgoCdDeliveryStuck', 'a service that is stuck', { [app('operation="sync"')]: '1x30' }, '20m', []],
  [
    'ArgoCdDeliveryStuck',
    'a root that is stuck',
    { [app('operation="sync"').replace('shop-dev', 'root-dev')]: '1x30' },
    '16m',
    [{ ...shop, name: 'root-dev' }],
  ],
  [
    'ArgoCdOutOfSync',
    'a difference that stays',
    { [app('sync_status="OutOfSync", autosync_enabled="true"')]: '1x40' },
    '31m',
    [shop],
  ],
  [
    'ArgoCdOutOfSync',
    'a difference that stays, while health changes',
    {
      [app('sync_status="OutOfSync", autosync_enabled="true", health_status="Healthy"')]: '1x15 _x30',
      [app('sync_status="OutOfSync", autosync_enabled="true", health_status="Degraded"')]: '_x15 1x30',
    },
    '35m',
    [shop],
  ],
  [
    'ArgoCdOutOfSync',
    'a person who has not synced yet',
    { [app('sync_status="OutOfSync", autosync_enabled="false"')]: '1x40' },
    '40m',
    [],
  ],
  [
    'ArgoCdNotSynced',
    'a difference that waits for a person for half a day',
    { [app('sync_status="OutOfSync", autosync_enabled="false"')]: '1x400' },
    '5h',
    [shop],
  ],
  [
    'ArgoCdNotSynced',
    'a person who syncs within hours',
    { [app('sync_status="OutOfSync", autosync_enabled="false"')]: '1x180 _x300' },
    '5h',
    [],
  ],
  ['ArgoCdDegraded', 'a service that is down', { [app('health_status="Degraded"')]: '1x20' }, '16m', [shop]],
  ['ArgoCdDegraded', 'a service that comes back', { [app('health_status="Degraded"')]: '1x5 _x20' }, '16m', []],
  ['ArgoCdSyncUnknown', 'a folder that is gone', { [app('sync_status="Unknown"')]: '1x20' }, '16m', [shop]],
  ['ArgoCdProgressing', 'a rollout of 50 minutes', { [app('health_status="Progressing"')]: '1x90' }, '50m', []],
  ['ArgoCdProgressing', 'a rollout of 70 minutes', { [app('health_status="Progressing"')]: '1x90' }, '70m', [shop]],
  [
    'ArgoCdAutoSyncOff',
    'half a day without, and the catalog says that it is automatic',
    { [app('autosync_enabled="false"')]: '1x800', [ofCatalog('automatic')]: '1x800' },
    '13h',
    [shop],
  ],
  [
    'ArgoCdAutoSyncOff',
    'half a day without, and its health changes',
    {
      [app('autosync_enabled="false", health_status="Healthy"')]: '1x400 _x400',
      [app('autosync_enabled="false", health_status="Degraded"')]: '_x400 1x400',
      [ofCatalog('automatic')]: '1x800',
    },
    '13h',
    [shop],
  ],
  [
    'ArgoCdAutoSyncOff',
    'an environment, a system or a service that the catalog leaves to people',
    { [app('autosync_enabled="false"')]: '1x800', [ofCatalog('manual')]: '1x800' },
    '13h',
    [],
  ],
  [
    'ArgoCdAutoSyncOff',
    'an Application of which no catalog says anything',
    { [app('autosync_enabled="false"')]: '1x800', [ofCatalog('automatic').replace('shop-dev', 'web-dev')]: '1x800' },
    '13h',
    [],
  ],
  [
    'ArgoCdAutoSyncOff',
    'one that the catalog gives back to Argo CD',
    { [app('autosync_enabled="true"')]: '1x800', [ofCatalog('automatic')]: '1x800' },
    '13h',
    [],
  ],
  [
    'ArgoCdComponentDown',
    'all parts answer',
    Object.fromEntries(
      ['application-controller', 'applicationset-controller', 'notifications-controller', 'repo-server', 'server'].map(
        (part) => [`up{job="argocd-${part}", pod="${part}-0"}`, '1x20'],
      ),
    ),
    '15m',
    [],
  ],
  [
    'ArgoCdComponentDown',
    'a part that is gone, one that does not answer, and one of whose pods only one does',
    {
      'up{job="argocd-application-controller", pod="a"}': '0x20',
      'up{job="argocd-applicationset-controller", pod="b"}': '1x20',
      'up{job="argocd-notifications-controller", pod="c"}': '1x20',
      'up{job="argocd-server", pod="d"}': '1x20',
      'up{job="argocd-server", pod="e"}': '0x20',
    },
    '11m',
    [{ job: 'argocd-application-controller' }, { job: 'argocd-repo-server' }],
  ],
  ['ArgoCdNoApplications', 'nothing', { 'up{job="argocd-server"}': '1x30' }, '20m', [{}]],
  ['ArgoCdNoApplications', 'one Application', { [app('health_status="Healthy"')]: '1x30' }, '20m', []],
  [
    'ArgoCdClusterUnreachable',
    'a cluster that does not answer',
    { 'argocd_cluster_connection_status{server="https://one", k8s_version=""}': '0x10' },
    '6m',
    [{ server: 'https://one' }],
  ],
  [
    'ArgoCdGitFailing',
    'fetches that go on failing',
    { 'argocd_git_fetch_fail_total{repo="https://git", revision="main"}': '0+1x40' },
    '20m',
    [{ repo: 'https://git' }],
  ],
  [
    'ArgoCdGitFailing',
    'one fetch that failed',
    { 'argocd_git_fetch_fail_total{repo="https://git", revision="main"}': '0x5 1x60' },
    '40m',
    [],
  ],
  [
    'ArgoCdControllerSlow',
    'comparisons of 10 seconds',
    {
      'argocd_app_reconcile_bucket{le="8"}': '0+1x60',
      'argocd_app_reconcile_bucket{le="16"}': '0+10x60',
      'argocd_app_reconcile_bucket{le="+Inf"}': '0+10x60',
    },
    '30m',
    [{}],
  ],
  [
    'ArgoCdControllerSlow',
    'comparisons of a second',
    { 'argocd_app_reconcile_bucket{le="1"}': '0+10x60', 'argocd_app_reconcile_bucket{le="+Inf"}': '0+10x60' },
    '30m',
    [],
  ],
  [
    'ArgoCdNotificationsFailing',
    'a portal that refuses',
    {
      'argocd_notifications_deliveries_total{trigger="on-deployed", service="port", succeeded="false"}': '0+1x20',
      'argocd_notifications_deliveries_total{trigger="on-deployed", service="slack", succeeded="true"}': '0+1x20',
    },
    '10m',
    [{ trigger: 'on-deployed', service: 'port' }],
  ],
];
