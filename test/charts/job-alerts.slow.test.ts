import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { EnvironmentOverlay } from '../../src/charts/environment-overlay';
import { emitYaml } from '../../src/render/emit-yaml';
import { findProgram } from '../stacks/helpers/find-program';
import { aChart } from '../helpers/a-chart';
import { aPlacement } from '../helpers/a-placement';
import { temporaryFolder } from '../helpers/temporary-folder';

const promtool = findProgram('promtool');
const withPromtool = promtool === undefined ? describe.skip : describe;

const placement = aPlacement({
  service: {
    ports: [],
    runs: 'jobs',
    monitoring: { alerts: true },
    jobs: { web: { schedule: '0 3 * * *', deadlineSeconds: 1800 }, load: { when: 'before' } },
  },
});
const rules = new EnvironmentOverlay(aChart(), 'web', placement).objects
  .map((one) => one.toJson())
  .filter(({ kind }) => kind === 'PrometheusRule');

const cron = (what: string) => `kube_cronjob_${what}{namespace="dev", cronjob="web"}`;
const failed = 'kube_job_failed{namespace="dev", job_name="web-load", condition="true"}';

const cases: readonly [
  alert: string,
  what: string,
  series: Readonly<Record<string, string>>,
  when: string,
  fires: boolean,
][] = [
  ['JobFailed', 'a job of a release that failed', { [failed]: '1x10' }, '3m', true],
  ['JobFailed', 'one that did not', { [failed]: '0x10' }, '3m', false],
  ['JobFailed', 'one of another service', { [failed.replace('web-load', 'shop-load')]: '1x10' }, '3m', false],
  [
    'JobOverdue',
    'a run that failed',
    { [cron('status_last_schedule_time')]: '86400x90', [cron('status_last_successful_time')]: '60x90' },
    '46m',
    true,
  ],
  [
    'JobOverdue',
    'one that never succeeded',
    { [cron('status_last_schedule_time')]: '86400x90', [cron('created')]: '60x90' },
    '46m',
    true,
  ],
  [
    'JobOverdue',
    'a run that is going on',
    { [cron('status_last_schedule_time')]: '86400x90', [cron('status_last_successful_time')]: '60x90' },
    '44m',
    false,
  ],
  [
    'JobOverdue',
    'one that succeeded',
    { [cron('status_last_schedule_time')]: '86400x90', [cron('status_last_successful_time')]: '86460x90' },
    '80m',
    false,
  ],
];

withPromtool('what tells of jobs (skipped where promtool is not installed)', () => {
  test('fires when Prometheus thinks so, too, and not otherwise', () => {
    const folder = temporaryFolder();
    const tests = cases.map(([alert, what, series, when, fires]) => ({
      name: `${alert}: ${what}`,
      interval: '1m',
      input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
      promql_expr_test: [
        {
          expr: `count(ALERTS{alertname="${alert}", alertstate="firing"})`,
          eval_time: when,
          exp_samples: fires ? [{ labels: '{}', value: 1 }] : [],
        },
      ],
    }));
    writeFileSync(join(folder, 'rules.yaml'), emitYaml({ groups: rules.flatMap((rule) => Object(rule).spec.groups) }));
    writeFileSync(
      join(folder, 'tests.yaml'),
      emitYaml({ rule_files: ['rules.yaml'], evaluation_interval: '1m', tests }),
    );

    const { stdout, stderr } = spawnSync(promtool ?? '', ['test', 'rules', join(folder, 'tests.yaml')], {
      encoding: 'utf8',
      timeout: 120_000,
    });

    expect(`${stdout}${stderr}`).toContain('SUCCESS');
  });
});
