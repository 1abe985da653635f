import type { Actor, Approval, GateFacts, TicketFact } from '../gates/facts';
import type { Catalog } from '../model/catalog';
import { fill } from '../model/names';
import { readApproval } from './approval-statement';
import { countedEvidence, type EvidenceFiles, type EvidenceOn } from './evidence-statement';
import type { AskedFor } from './request-statement';
import type { Sealed } from './sealed';

/** Looks a ticket up. It never fails: what cannot be asked is `unknown`. */
export type AskTicket = (url: string, ticket: string) => Promise<TicketFact>;

/** All that gates look at but the approvals, which depend on what the edit does. */
export function factsFor(
  { statement, requester }: Pick<AskedFor, 'statement' | 'requester'>,
  seenOn: EvidenceOn,
  evidence: EvidenceFiles,
  ticket: TicketFact | undefined,
  now: string,
): Omit<GateFacts, 'approvals'> {
  const { verb, email, runTests, hotfix } = statement;
  // Somebody may run the pipeline by himself: the author of its commit approves nothing of it.
  const author: readonly Actor[] =
    requester.isPipeline === true && email !== undefined ? [{ name: email, proof: 'claimed' }] : [];
  return {
    now,
    verb,
    requester,
    alsoInvolved: [...statement.alsoInvolved, ...author],
    ...(ticket !== undefined && { ticket }),
    evidence: countedEvidence(evidence, seenOn),
    wantsTests: runTests,
    ...(hotfix !== undefined && { hotfix }),
  };
}

/** Answers to a proposal as gates see them. */
export function approvalsIn(answers: readonly Sealed[], runId: string, catalog: Catalog): readonly Approval[] {
  return answers.flatMap((answer) => readApproval(answer, runId, catalog) ?? []);
}

/**
 * What is known of a ticket. Where the platform names no ticket system, its form is all there is, and gates look at that.
 *
 * @param ask undefined where nobody can ask, which counts as missing
 */
export async function ticketFact(
  ticket: string | undefined,
  { platform }: Catalog,
  ask: AskTicket | undefined,
): Promise<TicketFact | undefined> {
  if (ticket === undefined) return undefined;
  if (platform.tickets === undefined) return { ticket, state: 'approved', detail: 'no ticket system is asked' };
  if (ask === undefined) return { ticket, state: 'unknown', detail: 'there is no way to ask the ticket system here' };
  return await ask(fill(platform.tickets.url, { ticket: encodeURIComponent(ticket) }), ticket);
}
