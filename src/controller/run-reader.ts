import type { Actor } from '../gates/facts';
import type { PortalCall } from '../portal/portal-call';
import { approversCall, isWorkflowRun, runCall } from '../portal/port/calls';
import { runApprovers, runPeople } from '../portal/port/run-people';
import type { RunPeople } from '../portal/port/run-people';
import { PortUnavailable } from './report/port-api';
import type { PortApi } from './report/port-api';

/** Everybody who is behind a call. */
export interface CallPeople extends RunPeople {
  readonly portalApprovers: readonly Actor[];
}

/** Reads back from the portal who asked and who approved. @throws PortUnavailable when it does not answer now */
export type ReadPeople = (call: PortalCall) => Promise<CallPeople>;

/**
 * Asks Port's own API. Of a run that Port does not know, everything is a claim.
 *
 * @param api undefined when there is no client of the portal
 */
export function peopleFromPort(api: Pick<PortApi, 'send'> | undefined): ReadPeople {
  return async ({ runId, claimed }) => {
    if (api === undefined || isWorkflowRun(runId)) return { ...runPeople(undefined, claimed), portalApprovers: [] };
    const run = await api.send(runCall(runId));
    if (run.status === 404) return { ...runPeople(undefined, claimed), portalApprovers: [] };
    if (run.status !== 200) throw new PortUnavailable(`Port answers ${run.status} when it is asked for a run`);
    const approvers = await api.send(approversCall(runId));
    return {
      ...runPeople(run.body, claimed),
      portalApprovers: approvers.status === 200 ? runApprovers(approvers.body) : [],
    };
  };
}
