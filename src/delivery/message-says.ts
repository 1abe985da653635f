import type { Approval } from '../gates/facts';
import { readTrailers, trailerValue } from '../gitops/change-message';
import type { AskedFor } from './request-statement';

/** What a record says that was proved: who asked, and who agreed. */
export interface ProvedRequest {
  readonly asked: Pick<AskedFor, 'statement' | 'requester'>;
  /** Approvals of exactly what the commit does, and others. */
  readonly approvals: readonly Approval[];
  readonly digest: string;
  /** Whether the forge has merged it: who asked was known by the catalog of another day. */
  readonly isMerged: boolean;
}

/**
 * What the message of a commit says of its change that its record does not: people read the message. A merge queue or a squash
 * drops lines of it, which says nothing wrong.
 *
 * @returns a sentence without a full stop; undefined when all of it is so
 */
export function saidOtherwise(message: string, proved: ProvedRequest): string | undefined {
  const known = saidOf(proved);
  for (const [name, values] of readTrailers(message)) {
    const strange = values.find((value) => known.get(name)?.has(value) === false);
    if (strange !== undefined)
      return `its message says ${JSON.stringify(`${name}: ${strange}`)}, and its record does not`;
  }
  return undefined;
}

/** Lines that may stand there; a name that is not in it is none of ours. */
function saidOf({ asked, approvals, digest, isMerged }: ProvedRequest): ReadonlyMap<string, ReadonlySet<string>> {
  const { statement, requester } = asked;
  const agreed = approvals.filter(
    ({ answer, of, by }) => answer === 'approve' && of === digest && by.proof !== 'claimed',
  );
  const lines: Readonly<Record<string, readonly (string | undefined)[]>> = {
    'Run-Id': [statement.runId],
    ...(!isMerged && { 'Requested-By': [`${requester.name} (${requester.proof})`] }),
    'Approved-By': agreed.map(({ by }) => `${by.name} (${by.proof})`),
    'Change-Ticket': [statement.ticket],
  };
  return new Map(
    Object.entries(lines).map(([name, values]) => [
      name,
      new Set(values.flatMap((value) => (value === undefined ? [] : [trailerValue(value)]))),
    ]),
  );
}
