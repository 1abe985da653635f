import type { LoggedCommit } from '../gitops/history';
import type { CommitReader } from '../gitops/commit-reader';

/** One step of a branch: from what it was to what a commit made of it. */
export interface RangeStep {
  /** What the branch was; undefined before its first commit. */
  readonly before: string | undefined;
  readonly commit: LoggedCommit;
  /** E-mail addresses of whoever made what the step brings in by a merge. */
  readonly alsoBy: readonly string[];
}

/**
 * The steps that a branch makes from one commit to another: along first parents, for those are what the branch was. A merge is
 * one step with all that it brings in. Where first parents do not lead back to the base, another history took its place:
 * that is one step from the base, whatever is in between.
 *
 * @param base undefined for all from the first commit on
 * @returns oldest first; none when nothing moves
 */
export async function rangeSteps(
  writer: CommitReader,
  base: string | undefined,
  head: string,
): Promise<readonly RangeStep[]> {
  if (base === head) return [];
  const commits = await writer.log(base === undefined ? head : `${base}..${head}`);
  const byId = new Map(commits.map((commit) => [commit.id, commit]));
  const line: LoggedCommit[] = [];
  for (let at = byId.get(head); at !== undefined; at = byId.get(at.parents[0] ?? '')) line.unshift(at);
  const [first] = line;
  if (first === undefined || first.parents[0] !== base) return [await oneStep(writer, base, head, commits)];
  const isOnLine = new Set(line.map(({ id }) => id));
  return line.map((commit) => ({
    before: commit.parents[0],
    commit,
    alsoBy: commit.parents.length > 1 ? peopleOf(broughtIn(commit, byId, isOnLine)) : [],
  }));
}

async function oneStep(
  writer: CommitReader,
  before: string | undefined,
  head: string,
  commits: readonly LoggedCommit[],
): Promise<RangeStep> {
  const commit = commits.find(({ id }) => id === head) ?? (await writer.log(head)).at(-1);
  if (commit === undefined) throw new Error(`Git has no commit ${head}`);
  return { before, commit, alsoBy: peopleOf(commits) };
}

/** Commits of other lines that a merge leads to. */
function broughtIn(
  { parents }: LoggedCommit,
  byId: ReadonlyMap<string, LoggedCommit>,
  isOnLine: ReadonlySet<string>,
): readonly LoggedCommit[] {
  const found = new Map<string, LoggedCommit>();
  const open = parents.slice(1);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const commit = byId.get(id);
    if (commit === undefined || isOnLine.has(id) || found.has(id)) continue;
    found.set(id, commit);
    open.push(...commit.parents);
  }
  return [...found.values()];
}

function peopleOf(commits: readonly LoggedCommit[]): readonly string[] {
  return [...new Set(commits.flatMap(({ author, committer }) => [author.email, committer.email]))];
}
