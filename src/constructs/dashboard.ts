/** A line in a panel. */
export interface DashboardQuery {
  /** PromQL; may use `$__rate_interval`. */
  readonly expression: string;
  /** Name of the line, such as `{{pod}}`. */
  readonly legend: string;
}

/** A graph over time. */
export interface DashboardPanel {
  readonly title: string;
  /** Unit as Grafana names it: `reqps`, `percentunit`, `s`, `bytes`, `short`. */
  readonly unit: string;
  readonly queries: readonly DashboardQuery[];
}

/** Panels side by side, under a heading. */
export interface DashboardRow {
  readonly title: string;
  readonly panels: readonly DashboardPanel[];
}

/** A choice that people make at the top of a dashboard. Queries use it as `$name`. */
export interface DashboardVariable {
  readonly name: string;
  readonly label: string;
  /** What there is to choose from, such as `label_values(argocd_app_info, name)`. */
  readonly query: string;
}

/** A Grafana dashboard. */
export interface Dashboard {
  /** Identifies it in links, for good; at most 40 characters. */
  readonly uid: string;
  readonly title: string;
  /** Words by which it is found. */
  readonly tags: readonly string[];
  /** @default - none but the data source */
  readonly variables?: readonly DashboardVariable[];
  readonly rows: readonly DashboardRow[];
}

/** Width of Grafana's grid. */
const gridWidth = 24;
const rowHeight = 1;
const panelHeight = 8;

/** The variable lets people look at it with another Prometheus than the default one. */
const datasource = { type: 'prometheus', uid: '${datasource}' };

/** The JSON that Grafana imports, in lines, so that a change of one query is a change of one line. */
export function dashboardJson({ uid, title, tags, variables = [], rows }: Dashboard): string {
  const templating = { list: [...frame.templating.list, ...variables.map(templateVariable)] };
  return `${JSON.stringify({ uid, title, tags, ...frame, templating, panels: panelsOf(rows) }, null, 2)}\n`;
}

const frame = {
  annotations: { list: [] },
  editable: false,
  graphTooltip: 1,
  refresh: '30s',
  schemaVersion: 39,
  templating: {
    list: [{ label: 'Data source', name: 'datasource', query: 'prometheus', type: 'datasource' }],
  },
  time: { from: 'now-6h', to: 'now' },
  timezone: 'browser',
};

// Asked for again whenever the time changes: what there is to choose from comes and goes.
const refreshOnTimeRange = 2;

function templateVariable({ name, label, query }: DashboardVariable): object {
  const asked = { query: { query, refId: `Variable-${name}` }, datasource, refresh: refreshOnTimeRange, sort: 1 };
  return { label, name, type: 'query', ...asked };
}

function panelsOf(rows: readonly DashboardRow[]): readonly object[] {
  const panels: object[] = [];
  let y = 0;
  for (const { title, panels: side } of rows) {
    panels.push({ id: panels.length + 1, title, type: 'row', gridPos: { x: 0, y, w: gridWidth, h: rowHeight } });
    y += rowHeight;
    const w = Math.floor(gridWidth / side.length);
    for (const [index, panel] of side.entries()) {
      panels.push({ id: panels.length + 1, ...timeSeries(panel), gridPos: { x: index * w, y, w, h: panelHeight } });
    }
    y += panelHeight;
  }
  return panels;
}

function timeSeries({ title, unit, queries }: DashboardPanel): object {
  return {
    title,
    type: 'timeseries',
    datasource,
    fieldConfig: { defaults: { min: 0, unit }, overrides: [] },
    options: { legend: { displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi', sort: 'desc' } },
    targets: queries.map(({ expression, legend }, index) => ({
      refId: String.fromCodePoint(65 + index),
      expr: expression,
      legendFormat: legend,
    })),
  };
}
