import { deploymentBlueprint } from './entities';

/** A blueprint as Port's API takes it (`POST /v1/blueprints`). */
export interface PortBlueprint {
  readonly identifier: string;
  readonly title: string;
  readonly schema: {
    readonly properties: Readonly<Record<string, PortProperty>>;
    readonly required: readonly string[];
  };
  readonly relations: Readonly<
    Record<
      string,
      { readonly title: string; readonly target: string; readonly required: boolean; readonly many: boolean }
    >
  >;
  /** Computed by Port, in the language of jq. */
  readonly calculationProperties: Readonly<Record<string, PortProperty & { readonly calculation: string }>>;
}

/** A property in JSON Schema, as far as Port knows it. */
export interface PortProperty {
  readonly title: string;
  readonly type: 'string' | 'number' | 'boolean';
  readonly format?: 'date-time' | 'url';
}

/** Name of the blueprint of environments. */
export const environmentBlueprint = 'environment';

/**
 * Blueprints of all that the controller tells: environments, services and what runs where.
 *
 * @param service name of the blueprint of services, `portal.blueprint` of the platform
 */
export function portBlueprints(service: string): readonly PortBlueprint[] {
  return [
    blueprint(environmentBlueprint, 'Environment', { sync: text('How it is synced') }),
    blueprint(service, 'Service', {
      name: text('Name'),
      team: text('Team'),
      language: text('Language'),
      framework: text('Framework'),
      port: number('Port'),
      status: text('Status'),
      repository: { ...text('Repository'), format: 'url' },
      created_at: time('Created'),
    }),
    {
      ...blueprint(deploymentBlueprint, 'Deployment', {
        service: text('Service'),
        environment: text('Environment'),
        version: text('Version'),
        status: text('Health'),
        sync_status: text('Sync'),
        replicas: number('Replicas'),
        ready_replicas: number('Ready replicas'),
        cpu_requested: number('CPU that all replicas ask for, in cores'),
        memory_requested: number('Memory that all replicas ask for, in MiB'),
        cpu_limit: number('CPU that all replicas may use, in cores'),
        memory_limit: number('Memory that all replicas may use, in MiB'),
        auto_sync: { title: 'Synced by itself', type: 'boolean' },
        promoted_from: text('Promoted from'),
        change_ticket: text('Change ticket'),
        source_committed_at: time('When its source was committed'),
        deployed_at: time('Deployed'),
      }),
      relations: {
        service: { title: 'Service', target: service, required: false, many: false },
        environment: { title: 'Environment', target: environmentBlueprint, required: false, many: false },
      },
      calculationProperties: {
        lead_time: { ...number('Hours from the commit of its source until it was deployed'), calculation: leadTime },
      },
    },
  ];
}

const leadTime =
  'if .properties.deployed_at and .properties.source_committed_at then ((.properties.deployed_at | fromdateiso8601) - ' +
  '(.properties.source_committed_at | fromdateiso8601)) / 3600 else null end';

function blueprint(
  identifier: string,
  title: string,
  properties: PortBlueprint['schema']['properties'],
): PortBlueprint {
  return { identifier, title, schema: { properties, required: [] }, relations: {}, calculationProperties: {} };
}

function text(title: string): PortProperty {
  return { title, type: 'string' };
}

function number(title: string): PortProperty {
  return { title, type: 'number' };
}

function time(title: string): PortProperty {
  return { title, type: 'string', format: 'date-time' };
}
