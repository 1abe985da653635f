import { GrafanaDashboard } from '../../src/constructs/grafana-dashboard';
import { aChart, identity } from '../helpers/a-chart';

const panel = { title: 'Requests', unit: 'reqps', queries: [{ expression: 'up', legend: '{{pod}}' }] };

const dashboard = {
  uid: 'web-dev',
  title: 'web (dev)',
  tags: ['dev'],
  rows: [
    { title: 'First', panels: [panel, panel] },
    { title: 'Second', panels: [panel] },
  ],
};

function dashboardText(): string {
  const { data } = new GrafanaDashboard(aChart(), 'dashboard', { ...identity, dashboard }).toJson();
  return data?.['web-dev.json'] ?? '';
}

test("Grafana's sidecar finds a dashboard by its label, in a file that no other dashboard has", () => {
  const { metadata, data } = new GrafanaDashboard(aChart(), 'dashboard', { ...identity, dashboard }).toJson();

  expect(metadata.labels).toEqual({ app: 'web', team: 'payments', grafana_dashboard: '1' });
  expect(Object.keys(data ?? {})).toEqual(['web-dev.json']);
});

test('a dashboard is JSON in lines, the same each time', () => {
  expect(dashboardText()).toMatch(/^\{\n {2}"uid": "web-dev",\n/);
  expect(dashboardText()).toBe(dashboardText());
});

test('panels of a row share its width, and rows do not overlap', () => {
  const { panels }: { panels: readonly { gridPos: object; id: number }[] } = JSON.parse(dashboardText());

  expect(panels.map(({ gridPos }) => gridPos)).toEqual([
    { x: 0, y: 0, w: 24, h: 1 },
    { x: 0, y: 1, w: 12, h: 8 },
    { x: 12, y: 1, w: 12, h: 8 },
    { x: 0, y: 9, w: 24, h: 1 },
    { x: 0, y: 10, w: 24, h: 8 },
  ]);
  expect(new Set(panels.map(({ id }) => id)).size).toBe(5);
});

test('every panel asks the data source that the reader chose', () => {
  const { panels, templating } = JSON.parse(dashboardText());

  expect(templating.list[0]).toMatchObject({ name: 'datasource', type: 'datasource', query: 'prometheus' });
  expect(panels[1].datasource).toEqual({ type: 'prometheus', uid: '${datasource}' });
});

test('what people may choose comes after the data source, and is asked of it', () => {
  const variables = [{ name: 'service', label: 'Service', query: 'label_values(up, service)' }];
  const { data } = new GrafanaDashboard(aChart(), 'dashboard', {
    ...identity,
    dashboard: { ...dashboard, variables },
  }).toJson();

  const { templating } = JSON.parse(data?.['web-dev.json'] ?? '');

  expect(templating.list.map(({ name }: { name: string }) => name)).toEqual(['datasource', 'service']);
  expect(templating.list[1]).toMatchObject({
    type: 'query',
    label: 'Service',
    query: { query: 'label_values(up, service)' },
    datasource: { type: 'prometheus', uid: '${datasource}' },
  });
});
