import { deploymentBlueprint } from './entities';

/** A page of widgets as Port's API takes it (`POST /v1/pages`). */
export interface PortPage {
  readonly identifier: string;
  readonly title: string;
  readonly type: 'dashboard';
  readonly widgets: readonly [
    {
      readonly id: string;
      readonly type: 'dashboard-widget';
      /** Columns of a row are 12 together. */
      readonly layout: readonly {
        readonly height: number;
        readonly columns: readonly { readonly id: string; readonly size: number }[];
      }[];
      readonly widgets: readonly PortWidget[];
    },
  ];
}

/** A widget: what else it has depends on its type. */
export interface PortWidget {
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly [key: string]: unknown;
}

const everything = { combinator: 'and', rules: [] };

/** Pages for the three things that people look for: what there is, what is delivered, what it needs. @param service name of the blueprint of services */
export function portPages(service: string): readonly PortPage[] {
  return [
    page('services', 'Services', [
      [
        pie('byHealth', 'Health of deployments', deploymentBlueprint, 'status'),
        pie('byTeam', 'Services by team', service, 'team'),
      ],
      [table('allServices', 'Services, and who owns them', service)],
      [table('allDeployments', 'What runs where', deploymentBlueprint)],
    ]),
    page('delivery', 'Delivery', [
      [
        lines('leadTime', 'Lead time, in hours', ['calculation-properties.lead_time'], 'average', 'deployed_at'),
        lines('deployments', 'Deployments', undefined, 'count', 'deployed_at'),
      ],
      [runs('promotions', 'Promotions: what waits, and what came of it', 'promote_deployment')],
      [runs('rollbacks', 'Rollbacks', 'rollback_deployment'), runs('approvals', 'Approvals', 'approve_change')],
    ]),
    page('resources', 'Resources', [
      [
        lines('cpu', 'CPU, in cores', ['properties.cpu_requested', 'properties.cpu_limit'], 'sum', '$updatedAt'),
        lines(
          'memory',
          'Memory, in MiB',
          ['properties.memory_requested', 'properties.memory_limit'],
          'sum',
          '$updatedAt',
        ),
      ],
      [
        lines('replicas', 'Replicas', ['properties.replicas', 'properties.ready_replicas'], 'sum', '$updatedAt'),
        runs('scalings', 'Scaling', 'scale_resources'),
      ],
      [
        {
          id: 'recommendations',
          type: 'markdown',
          source: 'custom',
          title: 'What to ask for',
          markdown:
            '`slipway capacity prod --by service --prometheus URL` says who asks for much more or less than its pods have used in a week.',
        },
      ],
    ]),
  ];
}

function page(identifier: string, title: string, rows: readonly (readonly PortWidget[])[]): PortPage {
  const layout = rows.map((row) => ({ height: 400, columns: row.map(({ id }) => ({ id, size: 12 / row.length })) }));
  return {
    identifier: `slipway_${identifier}`,
    title,
    type: 'dashboard',
    widgets: [{ id: `slipway_${identifier}_root`, type: 'dashboard-widget', layout, widgets: rows.flat() }],
  };
}

function pie(id: string, title: string, blueprint: string, property: string): PortWidget {
  return { id, type: 'entities-pie-chart', title, blueprint, property: `property#${property}`, dataset: everything };
}

function table(id: string, title: string, blueprint: string): PortWidget {
  return { id, type: 'table-entities-explorer', title, blueprint, dataset: everything };
}

function runs(id: string, title: string, action: string): PortWidget {
  return { id, type: 'action-runs-table-widget', title, action };
}

function lines(
  id: string,
  title: string,
  properties: readonly string[] | undefined,
  func: string,
  measureTimeBy: string,
): PortWidget {
  const line = {
    title,
    blueprint: deploymentBlueprint,
    chartType: properties === undefined ? 'countEntities' : 'aggregatePropertiesValues',
    func,
    measureTimeBy,
    ...(properties !== undefined && { properties }),
    dataset: everything,
  };
  return {
    id,
    type: 'multi-line-chart',
    title,
    timeInterval: 'isoWeek',
    timeRange: { preset: 'last3Months' },
    lines: [line],
  };
}
