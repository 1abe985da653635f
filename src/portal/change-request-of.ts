import type { ChangeRequest } from '../changes/request';
import { didYouMean } from '../model/nearest';
import type { PortalCall } from './portal-call';

/** Names that a portal speaks of things by. */
export interface PortalNames {
  /** Placements by the identifier of their entity: `payment-service-prod`. */
  readonly placements: ReadonlyMap<string, { readonly service: string; readonly environment: string }>;
  readonly services: ReadonlySet<string>;
}

/** The request, or why there is none, for people. */
export type RequestOrFault = { readonly request: ChangeRequest } | { readonly fault: string };

/**
 * What a call asks for, in the words of the verbs. A call on a deployment says service and environment by one name, which only
 * the catalog can take apart; one on a service says the environment by itself.
 */
export function changeRequestOf(call: PortalCall, names: PortalNames): RequestOrFault {
  const { verb, properties } = call;
  if (verb === 'create') {
    const { reason: _reason, change_ticket: _ticket, hotfix: _hotfix, ...fields } = properties;
    return requestOf(call, fields);
  }
  if (verb === 'approve' || verb === 'reject') {
    return requestOf(call, { proposal: properties['proposal'], of: properties['of'] });
  }
  const name = call.entity?.identifier ?? '';
  const placement = names.placements.get(name);
  const service = placement?.service ?? name;
  if (placement === undefined && !names.services.has(service)) {
    const known = [...names.services, ...names.placements.keys()];
    return { fault: `there is no service and no deployment "${service}"; ${didYouMean(service, known)}` };
  }
  if (verb === 'promote') {
    const { target_environment: to, release } = properties;
    return requestOf(call, { service, from: placement?.environment, to, release });
  }
  const said = text(properties, 'environment');
  const environment = placement?.environment ?? said;
  if (environment === undefined) {
    return { fault: `"${verb}" of "${service}" does not say where; call it on a deployment, or say the environment` };
  }
  if (said !== undefined && said !== environment) {
    return { fault: `"${verb}" was called on "${name}", and says another environment, "${said}"` };
  }
  if (verb === 'rollback') return requestOf(call, { service, environment, release: properties['target_version'] });
  const { replicas, cpu_limit: cpuLimit, memory_limit: memoryLimit, until } = properties;
  return requestOf(call, { service, environment, replicas, cpuLimit, memoryLimit, until });
}

function requestOf({ verb, runId, properties }: PortalCall, fields: ChangeRequest['fields']): RequestOrFault {
  const request = {
    runId,
    verb,
    fields: Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
    reason: text(properties, 'reason') ?? text(properties, 'comment'),
    ticket: text(properties, 'change_ticket'),
    runTests: properties['run_tests'] === true,
    hotfix: text(properties, 'hotfix'),
    current: text(properties, 'current'),
  };
  return { request };
}

function text(properties: PortalCall['properties'], name: string): string | undefined {
  const value = properties[name];
  return typeof value === 'string' ? value : undefined;
}
