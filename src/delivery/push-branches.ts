import type { CommitDraft } from '../gitops/commit-draft';
import type { GitWriter } from '../gitops/git-writer';
import type { RepositoryPlaces } from './head';
import type { Outcome } from './outcome';
import { recordFolder, runIdOf } from './record';

type Branched = Extract<Outcome, { readonly state: 'branched' }>;

/** A commit for a branch of its own. */
export interface BranchDraft {
  /** Which candidate it is of. */
  readonly at: number;
  readonly outcome: Branched;
  readonly draft: CommitDraft;
  /** How many commits of the batch it stands on. */
  readonly after: number;
  /** Whether it is asked for now: of what waits, the branch is there, or people have taken it away. */
  readonly isNew: boolean;
}

/**
 * Makes branches for pull requests, each with one commit. A request has one branch: where it is there, nothing is pushed again.
 *
 * @param bases commits to stand on: the head of the branch, and the commits of the batch
 * @returns outcomes by candidate
 */
export async function pushBranches(
  drafts: readonly BranchDraft[],
  bases: readonly string[],
  on: { readonly writer: GitWriter; readonly places: RepositoryPlaces },
): Promise<ReadonlyMap<number, Outcome>> {
  const outcomes = new Map<number, Outcome>();
  for (const draft of drafts) outcomes.set(draft.at, await pushOne(draft, bases[draft.after] ?? '', on));
  return outcomes;
}

async function pushOne(
  { outcome, draft, isNew }: BranchDraft,
  base: string,
  { writer, places }: { readonly writer: GitWriter; readonly places: RepositoryPlaces },
): Promise<Outcome> {
  const { runId, branch, subject } = outcome;
  const there = await writer.branchHead(branch);
  if (there !== undefined)
    return (await isOf(there, runId, writer, places)) ? { ...outcome, commit: there, isEarlier: true } : taken(outcome);
  if (!isNew) return { state: 'unchanged', runId, subject: `${subject}: the branch "${branch}" was taken away` };
  const [commit = ''] = await writer.commit(base, [draft]);
  const pushed = await writer.pushBranch(branch, commit);
  if (pushed.kind === 'race') return taken(outcome);
  return pushed.kind === 'refused' ? { state: 'rejected', runId, words: pushed.message } : { ...outcome, commit };
}

/** Whether a branch has the record of a request. */
async function isOf(head: string, runId: string, writer: GitWriter, { root }: RepositoryPlaces): Promise<boolean> {
  const below = root === '' ? '' : `${root}/`;
  const listing = await writer.listing(head, `${below}${recordFolder}`);
  return [...listing.keys()].some((path) => runIdOf(path.slice(below.length)) === runId);
}

function taken({ runId, branch }: Branched): Outcome {
  const words = `the branch "${branch}" is there already, and is not of this request; name another one with --branch`;
  return { state: 'rejected', runId, words };
}
