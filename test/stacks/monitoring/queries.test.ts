import { join } from 'node:path';

import { folderSource } from '../../../src/catalog/folder-source';
import { loadCatalog } from '../../../src/catalog/load';
import { argocdRules } from '../../../src/check/rules/argocd';
import { runRules } from '../../../src/check/run-rules';
import { schemaRules } from '../../../src/check/schema';
import { joinSchemas, readSchemas } from '../../../src/manifest-schemas/read-schemas';
import { readManifestText } from '../../../src/manifests/read-text';
import { emitYaml } from '../../../src/render/emit-yaml';
import { plannedAddOns } from '../../../stacks/add-ons/planned';
import { AddOnSettings } from '../../../stacks/add-ons/settings';
import { applicationDashboard } from '../../../stacks/monitoring/application-dashboard';
import { argocdDashboard } from '../../../stacks/monitoring/argocd-dashboard';
import { exportedLabels } from '../../../stacks/monitoring/application-alerts';
import { deliveryDashboard } from '../../../stacks/monitoring/delivery-dashboard';
import { platformObjects } from '../../../stacks/monitoring/platform-objects';
import { packageRoot } from '../../helpers/run-slipway';
import { shippedCatalog } from '../../helpers/shipped-catalog';
import { everyAddOn } from '../helpers/every-add-on';
import { everyPart, onlyArgoCd } from '../helpers/every-part';
import { labelsOfResult, unknownIn } from '../helpers/known-series';

const { catalog } = loadCatalog(folderSource(shippedCatalog));
const { monitors, rules, dashboards } = platformObjects(
  catalog,
  everyPart,
  plannedAddOns(AddOnSettings.parse(everyAddOn), {
    apiServerPorts: [443],
    gateways: [],
    stackFile: 'stacks/config/Pulumi.prod.yaml',
    prometheus: { namespace: 'monitoring' },
  }),
);

const alerts = rules.flatMap(({ spec }) => (spec.groups ?? []).flatMap((group) => group.rules ?? []));
const queries = [argocdDashboard, deliveryDashboard, applicationDashboard].flatMap((dashboard) =>
  dashboard.rows.flatMap((row) =>
    row.panels.flatMap((panel) =>
      panel.queries.map((query) => ({ ...query, panel: `${dashboard.title}: ${panel.title}` })),
    ),
  ),
);
const choices = [deliveryDashboard, applicationDashboard].flatMap(({ variables = [] }) => variables);

test.each(alerts)('the alert $alert asks for series and labels that exist', ({ expr }) => {
  expect(unknownIn(String(expr))).toEqual([]);
});

test.each(queries)('the panel "$panel" asks for series and labels that exist', ({ expression }) => {
  expect(unknownIn(expression)).toEqual([]);
});

test.each([
  ['argocd_app_sync_total{sync_status="Failed"} > 0', ['no label "sync_status" of "argocd_app_sync_total"']],
  ['sum(argocd_app_health_status)', ['no series "argocd_app_health_status"']],
  ['sum by (team) (argocd_app_info)', ['no label "team" to group by']],
  ['sum by (le) (argocd_app_info)', ['no label "le" to group by']],
  ['max by (pod) (up{job="x"})', ['no label "pod" to group by']],
  ['absent(argocd_app_info) or vector(1)', []],
  ['vector(1)', ['no series at all']],
])('%s would be refused: %p', (expression, problems) => {
  expect(unknownIn(expression)).toEqual(problems);
});

test.each(alerts)('what the alert $alert says speaks of labels that its result has', ({ expr, annotations = {} }) => {
  const said = [...JSON.stringify(annotations).matchAll(/\$labels\.(\w+)/g)].map(([, label]) => label);

  expect(said.filter((label) => !labelsOfResult(String(expr)).includes(label ?? ''))).toEqual([]);
});

test.each(queries)('the lines of "$panel" are named by labels that they have', ({ expression, legend }) => {
  const named = [...legend.matchAll(/\{\{(\w+)\}\}/g)].map(([, label]) => label);

  expect(named.filter((label) => !labelsOfResult(expression).includes(label ?? ''))).toEqual([]);
});

test('a choice of a dashboard is one of labels that exist, and is used', () => {
  expect(choices.map(({ query }) => query)).toEqual([
    'label_values(argocd_app_info, project)',
    'label_values(argocd_app_info, name)',
  ]);
  expect(unknownIn('count by (project, name) (argocd_app_info)')).toEqual([]);
  for (const { name } of choices)
    expect(queries.some(({ expression }) => expression.includes(`"$${name}"`))).toBe(true);
});

test('our own rules find nothing in any of it, and an API server would take it', () => {
  const configMaps = dashboards.map(({ name, labels, data }) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'monitoring', labels },
    data,
  }));
  const { objects } = readManifestText([...monitors, ...rules, ...configMaps].map(emitYaml).join('---\n'), 'all.yaml');

  const schemas = joinSchemas(
    ['1.36', 'custom-resources'].map((name) =>
      readSchemas(join(packageRoot, 'schemas', 'kubernetes', `${name}.json.br`)),
    ),
  );
  const findings = runRules(
    { objects },
    { rules: [...argocdRules, ...schemaRules], settings: { kubernetesVersion: '1.36', schemas } },
  );

  expect(objects).toHaveLength(9 + 6 + 15 + 3 + 3);
  expect(findings).toEqual([]);
});

test('each alert says what it means and what to look at first, and goes to the owners of the platform', () => {
  for (const { labels, annotations } of alerts) {
    expect(labels).toEqual({ team: 'platform-team', severity: expect.stringMatching(/^(critical|warning)$/) });
    expect(Object.keys(annotations ?? {})).toEqual(['summary', 'description', 'runbook']);
  }
});

test('R2-22: a sync that failed is an alert at once: a warning, which names the Application', () => {
  const failed = alerts.find(({ alert }) => alert === 'ArgoCdSyncFailed');

  expect([failed?.for, failed?.labels?.['severity']]).toEqual(['0m', 'warning']);
  expect(failed?.annotations?.['summary']).toBe('{{ $labels.name }} could not be synced, and is not tried again');
});

test('R2-05: drift is an alert, where Argo CD should have undone it and where a person should', () => {
  const shown = ['ArgoCdOutOfSync', 'ArgoCdNotSynced'].map((name) => {
    const { for: lasting, labels, annotations } = alerts.find(({ alert }) => alert === name) ?? {};
    return [name, lasting, labels?.['severity'], annotations?.['summary']];
  });

  expect(shown).toEqual([
    ['ArgoCdOutOfSync', '30m', 'warning', '{{ $labels.name }} differs from Git, and does not mend itself'],
    [
      'ArgoCdNotSynced',
      '4h',
      'warning',
      '{{ $labels.name }} has differed from Git for hours, and nobody has synced it',
    ],
  ]);
});

test('R2-21: every part of Argo CD is read every 30 s, at /metrics', () => {
  const ofArgoCd = monitors.filter(({ metadata }) => metadata?.name?.startsWith('argocd-') === true);
  const endpoints = ofArgoCd.flatMap(({ spec }) => ('endpoints' in spec ? (spec.endpoints ?? []) : []));

  // Those of the chart: four that are always there, Redis in its two forms, and who signs people in.
  expect(ofArgoCd.map(({ metadata }) => metadata?.name)).toEqual([
    'argocd-application-controller',
    'argocd-applicationset-controller',
    'argocd-dex-server',
    'argocd-notifications-controller',
    'argocd-redis',
    'argocd-redis-ha',
    'argocd-redis-ha-haproxy',
    'argocd-repo-server',
    'argocd-server',
  ]);
  // Prometheus asks for /metrics where a monitor says no path.
  expect(endpoints.map(({ interval, path = '/metrics' }) => [interval, path])).toEqual(
    Array.from({ length: ofArgoCd.length }, () => ['30s', '/metrics']),
  );
});

test('nobody misses what is not installed', () => {
  const installed = platformObjects(catalog, onlyArgoCd);

  expect(installed.rules.map(({ metadata }) => metadata.name)).toEqual(['argocd']);
  expect(installed.monitors.every(({ kind }) => kind === 'ServiceMonitor')).toBe(true);
});

test('an Argo CD of somebody else is not missed where it was never seen', () => {
  const expressions = (isAdopted: boolean) =>
    platformObjects(catalog, { ...everyPart, isAdopted })
      .rules.filter(({ metadata }) => metadata.name === 'argocd')
      .flatMap(({ spec }) => (spec.groups ?? []).flatMap((group) => group.rules ?? []))
      .map(({ expr }) => String(expr));

  expect(expressions(false).some((expr) => expr.includes('absent('))).toBe(true);
  expect(expressions(true).filter((expr) => expr.includes('absent('))).toEqual([]);
});

test('an Application that the catalog leaves to people is none of which automatic syncs are missed', () => {
  const autoSyncOff = alerts.find(({ alert }) => alert === 'ArgoCdAutoSyncOff');

  expect(autoSyncOff?.expr).toBe(
    'max by (namespace, name, project) (argocd_app_info{autosync_enabled="false"}) == 1 ' +
      'and on (namespace, name) argocd_app_labels{label_slipway_dev_sync="automatic"}',
  );
  expect(exportedLabels).toEqual(['slipway.dev/sync']);
});
