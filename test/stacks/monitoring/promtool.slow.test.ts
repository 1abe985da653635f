import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { folderSource } from '../../../src/catalog/folder-source';
import { loadCatalog } from '../../../src/catalog/load';
import { emitYaml } from '../../../src/render/emit-yaml';
import { applicationDashboard } from '../../../stacks/monitoring/application-dashboard';
import { argocdDashboard } from '../../../stacks/monitoring/argocd-dashboard';
import { deliveryDashboard } from '../../../stacks/monitoring/delivery-dashboard';
import { platformObjects } from '../../../stacks/monitoring/platform-objects';
import { shippedCatalog } from '../../helpers/shipped-catalog';
import { temporaryFolder } from '../../helpers/temporary-folder';
import { everyPart } from '../helpers/every-part';
import { findProgram } from '../helpers/find-program';
import { partCases } from './part-cases';
import type { AlertCase } from './part-cases';

const { catalog } = loadCatalog(folderSource(shippedCatalog));
const promtool = findProgram('promtool');
const withPromtool = promtool === undefined ? describe.skip : describe;

const groups = platformObjects(catalog, ['dev'], everyPart).rules.flatMap(({ spec }) => spec.groups ?? []);

const app = (labels: string) => `argocd_app_info{namespace="argocd", name="shop-dev", project="shop", ${labels}}`;
const synced = (labels: string) =>
  `argocd_app_sync_total{namespace="argocd", name="shop-dev", project="shop", ${labels}}`;
const shop = { name: 'shop-dev', namespace: 'argocd', project: 'shop' };

const cases: readonly AlertCase[] = [
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
  ['ArgoCdAutoSyncOff', 'half a day without', { [app('autosync_enabled="false"')]: '1x800' }, '13h', [shop]],
  [
    'ArgoCdAutoSyncOff',
    'an environment where people sync',
    { 'argocd_app_info{name="shop-prod", autosync_enabled="false"}': '1x800' },
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
  ...partCases,
];

withPromtool('promtool, which is skipped where the program is missing', () => {
  test('reads the rules', () => {
    const count = groups.flatMap(({ rules }) => rules ?? []).length;

    expect(count).toBeGreaterThan(10);
    expect(run('check', 'rules', file('rules.yaml', { groups }))).toContain(`SUCCESS: ${count} rules found`);
  });

  test('reads every query of the dashboards', () => {
    const queries = [argocdDashboard, deliveryDashboard, applicationDashboard].flatMap(({ rows }) =>
      rows.flatMap(({ panels }) => panels.flatMap((panel) => panel.queries)),
    );
    const rules = queries.map(({ expression }, index) => ({
      record: `query:${index}`,
      expr: expression.replaceAll('$__rate_interval', '5m'),
    }));

    expect(run('check', 'rules', file('rules.yaml', { groups: [{ name: 'dashboards', rules }] }))).toContain(
      `SUCCESS: ${queries.length} rules found`,
    );
  });

  test('agrees when each alert fires, and when it does not', () => {
    const tests = cases.map(([alert, what, measured, when, firing]) => ({
      name: `${alert}: ${what}`,
      interval: '1m',
      input_series: Object.entries(measured).map(([series, values]) => ({ series, values })),
      // Only the labels are compared: texts are for people.
      promql_expr_test: [
        {
          expr: `ALERTS{alertname="${alert}", alertstate="firing"}`,
          eval_time: when,
          exp_samples: firing.map((labels) => ({
            labels: seriesOf('ALERTS', { ...labels, ...severityOf(alert), alertname: alert, alertstate: 'firing' }),
            value: 1,
          })),
        },
      ],
    }));
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'rules.yaml'), emitYaml({ groups }));
    writeFileSync(
      join(folder, 'tests.yaml'),
      emitYaml({ rule_files: ['rules.yaml'], evaluation_interval: '1m', tests }),
    );

    expect(run('test', 'rules', join(folder, 'tests.yaml'))).toContain('SUCCESS');
  });

  test('every alert has a case in which it fires', () => {
    const fired = new Set(cases.filter(([, , , , firing]) => firing.length > 0).map(([alert]) => alert));

    expect(groups.flatMap(({ rules }) => rules ?? []).filter(({ alert }) => !fired.has(alert ?? ''))).toEqual([]);
  });
});

function severityOf(name: string): object {
  const rule = groups.flatMap(({ rules }) => rules ?? []).find(({ alert }) => alert === name);
  return { ...rule?.labels };
}

function seriesOf(name: string, labels: object): string {
  return `${name}{${Object.entries(labels)
    .map(([key, value]) => `${key}="${value}"`)
    .join(', ')}}`;
}

function file(name: string, content: object): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, emitYaml(content));
  return path;
}

function run(...args: readonly string[]): string {
  const { stdout, stderr } = spawnSync(promtool ?? '', args, { encoding: 'utf8', timeout: 60_000 });
  return `${stdout}${stderr}`;
}
