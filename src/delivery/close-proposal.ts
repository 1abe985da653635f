import type { GitWriter } from '../gitops/git-writer';
import type { Catalog } from '../model/catalog';
import { Refusal } from '../model/refusal';
import type { AnswersByRun } from './answer-store';
import type { Outcome } from './outcome';
import type { Proposal, Proposals } from './proposals';
import { releaseTags, type ReleaseTag } from './release-tags';

type Committed = Extract<Outcome, { readonly state: 'committed' }>;

/** What became of the branch of a request that is taken back. */
export interface WithdrawnBranch {
  readonly name: string;
  /** Why it stays. @default - it is gone */
  readonly stays?: string;
}

/** What proposals are closed with. */
export interface Closing {
  readonly writer: GitWriter;
  readonly proposals: Proposals;
  /** The catalog of the branch now. */
  readonly catalog: Catalog | undefined;
  /** RFC 3339. */
  readonly now: string;
  /** Keeps what was answered to it. */
  readonly keepAnswers: (answersByRun: AnswersByRun) => Promise<void>;
}

/**
 * Takes a proposal away that has ended. What the forge has merged gets the tags first that a commit of ours has from the beginning:
 * where the remote refuses one, the proposal stays, and the next look at it tries again.
 *
 * @returns the outcome; the words of the remote, if it refuses a tag
 */
export async function closeIfEnded<Kind extends Outcome | undefined>(
  proposal: Proposal,
  outcome: Kind,
  { writer, proposals, catalog, now, keepAnswers }: Closing,
): Promise<Kind | Outcome> {
  if (outcome === undefined || !['committed', 'refused', 'unchanged'].includes(outcome.state)) return outcome;
  // The commit that we make has them in its record; what the forge has merged, or what was rejected, has not.
  const isMadeNow = outcome.state === 'committed' && outcome.isEarlier !== true;
  if (!isMadeNow) {
    const refusal =
      outcome.state === 'committed' && catalog !== undefined
        ? await tagMerged(outcome, catalog, writer, now)
        : undefined;
    if (refusal !== undefined) return refusal;
    await keepAnswers(new Map([[proposal.runId, proposal.answers]]));
  }
  await proposals.close(proposal);
  return outcome;
}

/**
 * Takes a proposal back, with what was answered to it meanwhile, and the branch that was made for it: only as it was made, since
 * what others have added is theirs.
 *
 * @throws Refusal when it waits no more
 */
export async function takeBack(
  proposal: Proposal,
  { writer, proposals }: Pick<Closing, 'writer' | 'proposals'>,
): Promise<WithdrawnBranch | undefined> {
  for (let latest = proposal; !(await proposals.close(latest));) latest = await proposals.existing(latest.runId);
  if (proposal.branch === undefined) return undefined;
  const { name, commit } = proposal.branch;
  try {
    const deleted = await writer.deleteBranch(name, commit);
    if (deleted.kind === 'done') return { name };
    return { name, stays: deleted.kind === 'race' ? 'somebody has added to it' : deleted.message };
  } catch (error) {
    // Whoever can push may have written another name there.
    if (error instanceof Refusal) return { name, stays: error.message };
    throw error;
  }
}

async function tagMerged(
  { effects, runId, commit, subject }: Committed,
  catalog: Catalog,
  writer: GitWriter,
  at: string,
): Promise<Outcome | undefined> {
  for (const { name, message } of tagsOf(effects, catalog, runId)) {
    const made = await writer.tag({ name, message, commit, at });
    // A tag that is there is never moved.
    if (made.kind !== 'refused') continue;
    const words = `${subject} is merged as ${commit}, and the remote refuses its tag "${name}": ${made.message}`;
    return { state: 'rejected', runId, words };
  }
  return undefined;
}

function tagsOf(effects: Committed['effects'], catalog: Catalog, runId: string): readonly ReleaseTag[] {
  try {
    return releaseTags({ effects, renderedPaths: new Map() }, catalog, runId);
  } catch (error) {
    // No tag can be called after this version, and the release is there.
    if (error instanceof Refusal) return [];
    throw error;
  }
}
