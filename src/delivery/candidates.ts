import type { ChangeRequest } from '../changes/request';
import type { Catalog } from '../model/catalog';
import { Refusal } from '../model/refusal';
import type { Candidate } from './decide-candidate';
import type { DeliveryOptions } from './delivery-options';
import { authorOf } from './draft';
import { planRequest, type Asker } from './plan-request';
import type { Proposal, RefWriting } from './proposals';
import { readRequest, type AskedFor } from './request-statement';
import { branchFor } from './way-of';

/** A request and who asks. */
export interface AskedRequest {
  readonly request: ChangeRequest;
  readonly asker: Asker;
  /**
   * Branch of its own that it is delivered on, for a pull request; `true`: one that is called after its run id.
   *
   * @default - as the environments say that it touches
   */
  readonly branch?: string | true | undefined;
}

/** What is to be decided of a new request: it is planned on whatever head it is decided on. */
export function candidateOf(
  { request, asker, branch }: AskedRequest,
  { writer, now, seal }: Pick<DeliveryOptions, 'writer' | 'now' | 'seal'>,
): Candidate {
  const { runId } = request;
  const named = branch === true ? branchFor(runId) : branch;
  return {
    runId,
    request,
    answers: [],
    on: async (head, evidence, wanted) =>
      await planRequest(request, asker, { head, evidence, writer, now: now(), seal, branch: named ?? wanted }),
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

/** Who makes the commit of a proposal: whoever asks, as far as a catalog knows him. @param at RFC 3339 */
export function writingOf(asked: AskedFor, catalog: Catalog | undefined, at: string): RefWriting {
  return {
    author: catalog === undefined ? { name: asked.requester.name, email: '' } : authorOf(asked, catalog),
    at,
  };
}
