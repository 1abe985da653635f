import type { RunEnd } from '../status';
import type { PortEntity } from './entities';

/** A request to Port's API. Its class says which of Port's limits it counts for. */
export interface PortApiCall {
  readonly method: 'GET' | 'PATCH' | 'POST';
  /** Behind the base address; parts that came from outside are escaped. */
  readonly path: string;
  readonly body?: unknown;
  readonly limit: keyof typeof portLimits;
}

/** Port's limits in five minutes, and how many at once (docs.port.io, API reference, "Rate limits"). */
export const portLimits = {
  token: { perFiveMinutes: 100, burst: 10 },
  bulk: { perFiveMinutes: 35_000, burst: 200 },
  other: { perFiveMinutes: 15_000, burst: 200 },
} as const;

/** Entities in one request, at most. */
export const mostEntities = 20;

/** Whether a run is one of a node of a workflow, which has addresses and words of its own. */
export function isWorkflowRun(runId: string): boolean {
  return runId.startsWith('wfnr_');
}

/** Whether a run id is one that Port has made. */
export function isPortalRun(runId: string): boolean {
  return runId.startsWith('r_') || isWorkflowRun(runId);
}

/** Asks for a token of the API. */
export function tokenCall(clientId: string, clientSecret: string): PortApiCall {
  return { method: 'POST', path: '/v1/auth/access_token', body: { clientId, clientSecret }, limit: 'token' };
}

/** Says something to whoever looks at a run. */
export function logCall(runId: string, message: string): PortApiCall {
  if (isWorkflowRun(runId)) return workflowCall(runId, { logs: [{ message }] });
  return { method: 'POST', path: `${run(runId)}/logs`, body: { message }, limit: 'other' };
}

/** Ends a run. Port takes this once. */
export function endCall(runId: string, { isSuccess, label, summary, link }: RunEnd): PortApiCall {
  if (isWorkflowRun(runId)) {
    const output = { summary, ...(link === undefined ? {} : { link }) };
    return workflowCall(runId, { status: 'COMPLETED', result: isSuccess ? 'SUCCESS' : 'FAILED', output });
  }
  const body = {
    status: isSuccess ? 'SUCCESS' : 'FAILURE',
    statusLabel: label,
    summary,
    ...(link === undefined ? {} : { link }),
  };
  return { method: 'PATCH', path: `${run(runId)}?version=v2`, body, limit: 'other' };
}

/** Shows where to look while a run goes on. */
export function linkCall(runId: string, link: string, label: string): PortApiCall {
  if (isWorkflowRun(runId)) return workflowCall(runId, { output: { link } });
  return { method: 'PATCH', path: `${run(runId)}?version=v2`, body: { link, statusLabel: label }, limit: 'other' };
}

/** Reads a run: who started it, for whom, and how it is. */
export function runCall(runId: string): PortApiCall {
  return { method: 'GET', path: `${run(runId)}?version=v2`, limit: 'other' };
}

/** Reads who approved a run at the portal. */
export function approversCall(runId: string): PortApiCall {
  return { method: 'GET', path: `${run(runId)}/approvers`, limit: 'other' };
}

/**
 * Writes entities of one blueprint, which are made when they are missing. Without `merge` Port would replace each as a whole.
 *
 * @param runId shown as the cause; only while the run goes on. @default - no run
 */
export function entitiesCall(blueprint: string, entities: readonly PortEntity[], runId?: string): PortApiCall {
  const cause = runId === undefined || isWorkflowRun(runId) ? '' : `&run_id=${encodeURIComponent(runId)}`;
  return {
    method: 'POST',
    path: `/v1/blueprints/${encodeURIComponent(blueprint)}/entities/bulk?upsert=true&merge=true${cause}`,
    body: {
      entities: entities.map(({ identifier, properties, relations }) => ({ identifier, properties, relations })),
    },
    limit: 'bulk',
  };
}

function run(runId: string): string {
  return `/v1/actions/runs/${encodeURIComponent(runId)}`;
}

function workflowCall(runId: string, body: unknown): PortApiCall {
  return { method: 'PATCH', path: `/v1/workflows/nodes/runs/${encodeURIComponent(runId)}`, body, limit: 'other' };
}
