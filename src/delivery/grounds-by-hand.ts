import type { Actor } from '../gates/facts';
import type { LoggedCommit } from '../gitops/history';
import { commitSigners } from './commit-signers';
import { digestOf } from './digest-of';
import { evidenceAbout } from './evidence-about';
import { countedEvidence } from './evidence-statement';
import { approvalsIn, ticketFact } from './facts-for';
import { handsIn } from './hands-in';
import type { Head } from './head';
import type { CommitEffects } from './judge-commit';
import { decidedAt, type Grounds, type Proving } from './record-facts';
import { approvalOfReview, reviewsOfChange } from './review';
import type { Sealer } from './sealed';

/**
 * What a commit that nobody asked Slipway for says of itself: whoever signed it asks, else its author, who only claims to; and
 * reviews approve. Nobody approves who had a hand in any of what lies between, be it brought in by a merge.
 *
 * @param before what it is judged against
 */
export async function groundsByHand(
  commit: LoggedCommit,
  before: Head,
  effects: CommitEffects,
  proving: Proving,
): Promise<Grounds> {
  const { writer, evidence, askTicketOf } = proving;
  const digest = digestOf(before.loaded.catalog, effects.effects, effects.files, undefined);
  const services = effects.effects.effects.flatMap(({ service }) => service ?? []);
  const seen = evidenceAbout(evidence, services);
  const range = `${before.commit}..${commit.id}`;
  const hands = handsIn([commit, ...(await writer.log(range))]);
  const reviews = await reviewsOfChange(proving, before, effects);
  const proposal = changeByHand(digest);
  const kept = (await proving.answersTo()).get(proposal) ?? [];
  return {
    digest,
    reviewed: { proposal, reviews },
    factsBy: async (catalog) => {
      const signers = await commitSigners(range, catalog, writer);
      const requester = requesterOf(commit, before, signers);
      const others = new Set([...hands, ...[...signers.values()].map(({ name }) => name)]);
      others.delete(requester.name);
      const told = reviews.map((one) => approvalOfReview(one, digest));
      const approvals = [...approvalsIn(kept, proposal, catalog), ...told];
      const ticket = await ticketFact(ticketIn(commit), catalog, askTicketOf(catalog));
      return {
        facts: {
          now: decidedAt(true, digest, approvals, commit, proving),
          requester,
          alsoInvolved: [...others].map((name) => ({ name, proof: 'claimed' })),
          ...(ticket !== undefined && { ticket }),
          evidence: countedEvidence(seen, { catalog, treeOf: before.treeOf }),
          wantsTests: false,
        },
        approvals,
      };
    },
  };
}

/** What reviews of a commit by hand answer: what it does, whatever a forge makes of the commit. No run id has a slash. */
function changeByHand(digest: string): string {
  return `by-hand/${digest.replace('sha256:', '')}`;
}

/** A signature is of what the commit does to its own parent: against anything else, nobody has asked for it. */
function requesterOf({ id, parents, author }: LoggedCommit, before: Head, signers: ReadonlyMap<string, Sealer>): Actor {
  const signer = parents[0] === before.commit ? signers.get(id) : undefined;
  if (signer === undefined) return { name: author.email, proof: 'claimed' };
  return signer.kind === 'person'
    ? { name: signer.name, proof: 'signed' }
    : { name: signer.name, proof: 'token', isPipeline: true };
}

/** The ticket that a commit by hand names, as Slipway itself writes it: a line `Change-Ticket: CHG-12345`. */
function ticketIn({ message }: LoggedCommit): string | undefined {
  return /^change-ticket: *(\S+) *$/im.exec(message)?.[1];
}
