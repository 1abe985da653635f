import type { ChangeRequest } from '../changes/request';
import { Refusal } from '../model/refusal';
import type { DeliveryOptions } from './delivery-options';
import { planRequest, type Asker } from './plan-request';
import type { Proposal } from './proposals';
import { readRequest } from './request-statement';
import type { Candidate } from './settle-candidates';

/** A request and who asks. */
export interface AskedRequest {
  readonly request: ChangeRequest;
  readonly asker: Asker;
}

/** What is to be decided of a new request: it is planned on whatever head it is decided on. */
export function candidateOf(
  { request, asker }: AskedRequest,
  { writer, now, seal }: Pick<DeliveryOptions, 'writer' | 'now' | 'seal'>,
): Candidate {
  return {
    runId: request.runId,
    request,
    answers: [],
    on: async (head, evidence) => await planRequest(request, asker, { head, evidence, writer, now: now(), seal }),
  };
}

/** What is to be decided of what waits: the edit that people have looked at. */
export function candidateOfProposal({ runId, request, answers }: Proposal): Candidate {
  return {
    runId,
    answers,
    on: async (head) => {
      const asked = readRequest(request, head.loaded.catalog);
      if (asked?.statement.runId !== runId)
        throw new Refusal(`the proposal "${runId}" cannot be read: somebody wrote something else there`, 'answer');
      return asked;
    },
  };
}
