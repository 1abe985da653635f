import type { LoggedCommit } from '../gitops/history';
import type { CommitReader } from '../gitops/commit-reader';

/** One step of a branch: from what it was to what a commit made of it. */
export interface RangeStep {
  /** What the branch was; undefined before its first commit. */
  readonly before: string | undefined;
  readonly commit: LoggedCommit;
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
  if (first === undefined || first.parents[0] !== base)
    return [{ before: base, commit: byId.get(head) ?? (await commitAt(writer, head)) }];
  return line.map((commit) => ({ before: commit.parents[0], commit }));
}

async function commitAt(writer: CommitReader, id: string): Promise<LoggedCommit> {
  const commit = (await writer.log(id)).at(-1);
  if (commit === undefined) throw new Error(`Git has no commit ${id}`);
  return commit;
}
