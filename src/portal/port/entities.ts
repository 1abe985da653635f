import type { PlacementStatus, ServiceStatus } from '../status';

/** An entity as Port's API takes it with `merge=true`: what is not there stays. */
export interface PortEntity {
  readonly blueprint: string;
  readonly identifier: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly relations: Readonly<Record<string, string>>;
}

/** Name of the blueprint of deployments. */
export const deploymentBlueprint = 'deployment';

/** Identifier of the entity of a placement. */
export function deploymentIdentifier(service: string, environment: string): string {
  return `${service}-${environment}`;
}

/** The entity of a placement: what runs where, since when, and where it came from. */
export function deploymentEntity(status: PlacementStatus): PortEntity {
  const { service, environment } = status;
  return {
    blueprint: deploymentBlueprint,
    identifier: deploymentIdentifier(service, environment),
    properties: known({
      service,
      environment,
      version: status.version,
      status: status.status,
      sync_status: status.syncStatus,
      replicas: status.replicas,
      ready_replicas: status.readyReplicas,
      cpu_requested: status.cpuRequested,
      memory_requested: status.memoryRequested,
      cpu_limit: status.cpuLimit,
      memory_limit: status.memoryLimit,
      auto_sync: status.autoSync,
      promoted_from: status.promotedFrom,
      change_ticket: status.changeTicket,
      source_committed_at: status.sourceCommittedAt,
      deployed_at: status.deployedAt,
    }),
    relations: { service, environment },
  };
}

/** The entity of a service. @param blueprint as `portal.blueprint` of the platform names it */
export function serviceEntity(status: ServiceStatus, blueprint: string): PortEntity {
  const { service, team } = status;
  return {
    blueprint,
    identifier: service,
    properties: known({
      name: service,
      team,
      language: status.language,
      framework: status.framework,
      port: status.port,
      status: status.status,
      repository: status.repository,
      created_at: status.createdAt,
    }),
    relations: team === undefined ? {} : { team },
  };
}

/** Two states of one entity, the second one later: what it does not say stays. */
export function mergedEntity(before: PortEntity, after: PortEntity): PortEntity {
  return {
    ...after,
    properties: { ...before.properties, ...after.properties },
    relations: { ...before.relations, ...after.relations },
  };
}

function known(properties: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}
