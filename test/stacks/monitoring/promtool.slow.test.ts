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
import { argocdCases } from './argocd-cases';
import { partCases } from './part-cases';
import type { AlertCase } from './part-cases';

const { catalog } = loadCatalog(folderSource(shippedCatalog));
const promtool = findProgram('promtool');
const withPromtool = promtool === undefined ? describe.skip : describe;

const groups = platformObjects(catalog, everyPart).rules.flatMap(({ spec }) => spec.groups ?? []);

const cases: readonly AlertCase[] = [...argocdCases, ...partCases];

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

  test('R2-22: agrees that ArgoCdSyncFailed fires when a sync fails, and neither for dry runs nor for what is long ago', () => {
    expectAgreement(['ArgoCdSyncFailed']);
  });

  test('R2-05: agrees that drift fires when it stays: ArgoCdOutOfSync, and ArgoCdNotSynced where a person syncs', () => {
    expectAgreement(['ArgoCdOutOfSync', 'ArgoCdNotSynced']);
  });

  test('agrees when each alert fires, and when it does not', () => {
    expectAgreement([...new Set(cases.map(([alert]) => alert))]);
  });

  test('every alert has a case in which it fires', () => {
    const fired = new Set(cases.filter(([, , , , firing]) => firing.length > 0).map(([alert]) => alert));

    expect(groups.flatMap(({ rules }) => rules ?? []).filter(({ alert }) => !fired.has(alert ?? ''))).toEqual([]);
  });
});

/** Lets promtool play all cases of these alerts. */
function expectAgreement(alerts: readonly string[]): void {
  const folder = temporaryFolder();
  // Each alert has a file of its own: every rule of a file is evaluated at every minute of every case.
  const files = alerts.map((alert) => {
    const rules = groups.flatMap((group) => group.rules ?? []).filter((rule) => rule.alert === alert);
    writeFileSync(join(folder, `rules-${alert}.yaml`), emitYaml({ groups: [{ name: alert, rules }] }));
    const tests = cases.filter(([name]) => name === alert).map(testOf);
    const path = join(folder, `tests-${alert}.yaml`);
    writeFileSync(path, emitYaml({ rule_files: [`rules-${alert}.yaml`], evaluation_interval: '1m', tests }));
    return path;
  });

  const said = run('test', 'rules', ...files);

  expect(said).not.toContain('FAILED');
  expect(said.match(/SUCCESS/g)).toHaveLength(files.length);
}

/** A case as promtool reads it. Only the labels are compared: texts are for people. */
function testOf([alert, what, measured, when, firing]: AlertCase): object {
  return {
    name: `${alert}: ${what}`,
    interval: '1m',
    input_series: Object.entries(measured).map(([series, values]) => ({ series, values })),
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
  };
}

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
