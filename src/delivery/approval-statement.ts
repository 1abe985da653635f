import * as z from 'zod';

import type { Approval } from '../gates/facts';
import type { Catalog } from '../model/catalog';
import { Instant } from '../model/instant';
import { readUntrusted } from './read-untrusted';
import { refuseUnreadable } from './refuse-unreadable';
import { refuseSecretNames } from './said-problems';
import { sealed, sealerOf, type Seal, type Sealed } from './sealed';
import { shortText } from './short-text';

/** What somebody answers to a proposal. It names what was looked at by its digest, so it counts for nothing else. */
export const ApprovalStatement = z.strictObject({
  proposal: z.string().min(1),
  answer: z.enum(['approve', 'reject']),
  of: z.string().regex(/^sha256:[0-9a-f]{64}$/),
  at: Instant,
  comment: shortText(2000).optional(),
  /** Unique for ever, where a program passes it on: the same answer is one, however often it comes. */
  id: shortText(500).min(1, 'must be said').optional(),
  /** Who it was, where a program passes on what the forge or the portal told it. @default - whoever signed */
  by: z
    .strictObject({
      name: z.string().min(1),
      proof: z.enum(['portal', 'forge']),
      teams: z.array(z.string()).default([]),
    })
    .optional(),
});
export type ApprovalStatement = z.infer<typeof ApprovalStatement>;

/** How people answer a proposal. */
export interface ProposalReply {
  readonly answer: ApprovalStatement['answer'];
  readonly comment?: string | undefined;
  /** Who answers, where a program passes it on. @default - whoever the key is of */
  readonly by?: ApprovalStatement['by'];
  /** What was looked at. @default - what the proposal does now */
  readonly of?: string | undefined;
  /**
   * Unique for ever: when it comes again, it has been taken. What is refused by it stays until the next tick, so that it can come
   * again.
   *
   * @default - every one is another answer
   */
  readonly id?: string | undefined;
}

/** Whether an answer of this id is among others. */
export function hasAnswer(answers: readonly Sealed[], id: string | undefined): boolean {
  return id !== undefined && answers.some((one) => readUntrusted(ApprovalStatement, one.statement)?.id === id);
}

/** What an answer says. @param about what is answered, by its digest, and when */
export function statementOf(
  { answer, comment, by, id }: ProposalReply,
  about: Pick<ApprovalStatement, 'proposal' | 'of' | 'at'>,
): ApprovalStatement {
  return {
    ...about,
    answer,
    ...(comment !== undefined && { comment }),
    ...(by !== undefined && { by }),
    ...(id !== undefined && { id }),
  };
}

/** Writes an answer. @throws InputError for one that nobody could read back */
export async function approvalOf(statement: ApprovalStatement, seal: Seal | undefined): Promise<Sealed> {
  refuseUnreadable(ApprovalStatement, statement);
  refuseSecretNames([statement.by]);
  return await sealed(statement, 'slipway-approval', seal);
}

/**
 * Reads an answer, and finds whose it is. What was not signed by a key of the catalog is a claim: gates see it, and count it
 * for nothing.
 *
 * @returns undefined for what is no answer, or the answer to another proposal
 */
export function readApproval(from: Sealed, proposal: string, catalog: Catalog): Approval | undefined {
  const statement = readUntrusted(ApprovalStatement, from.statement);
  if (statement?.proposal !== proposal) return undefined;
  const { answer, of, at, comment, by } = statement;
  const rest = { answer, of, at, ...(comment !== undefined && { comment }) };
  if (by === undefined) {
    const sealer = sealerOf(from, 'slipway-approval', catalog);
    const name = sealer?.name ?? 'somebody unknown';
    return { by: { name, proof: sealer?.kind === 'person' ? 'signed' : 'claimed' }, ...rest };
  }
  // A person who signs for somebody else is no program that passes on what it was told.
  const isPassedOn = sealerOf(from, 'slipway-approval', catalog, by.proof)?.kind === 'attester';
  return { by: { name: by.name, proof: isPassedOn ? by.proof : 'claimed', teams: by.teams }, ...rest };
}
