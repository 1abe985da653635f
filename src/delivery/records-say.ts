import type { CommitReader } from '../gitops/commit-reader';
import type { Catalog } from '../model/catalog';
import { keptAnswers, type AnswersByRun } from './answer-store';
import { approvalsIn } from './facts-for';
import type { Head } from './head';
import type { ProposalSource } from './proposals';
import { readRecord, recordFolder, runIdOf, type ChangeRecord } from './record';
import { readRequest } from './request-statement';

/** Where records, and answers to their requests, are read from. */
export type RecordSource = CommitReader & ProposalSource;

/** What a record says of its change. */
export interface RecordSays {
  readonly runId: string;
  /** Who asked, and how that was proved. */
  readonly by: string;
  readonly approvedBy: readonly string[];
  readonly ticket: string | undefined;
}

/**
 * Reads what the records of commits say, by commit; a commit without a record is left out. Whose signatures they have, the
 * catalog of now says.
 */
export async function recordsSay(
  commits: readonly string[],
  source: RecordSource,
  head: Head,
): Promise<ReadonlyMap<string, RecordSays>> {
  const changing = await source.commits(commits, [head.treePath(recordFolder)]);
  const added = changing.flatMap(({ id: commit, changes }) =>
    changes.flatMap(({ path, before, after }) => {
      const isRecord = before === undefined && after !== undefined && runIdOf(head.inTree(path)) !== undefined;
      return isRecord ? [{ commit, id: after }] : [];
    }),
  );
  if (added.length === 0) return new Map();
  const contents = await source.contents(added.map(({ id }) => id));
  const kept = await keptAnswers(source);
  const { catalog } = head.loaded;
  return new Map(
    added.flatMap(({ commit, id }) => {
      const record = readRecord(contents.get(id)?.toString('utf8') ?? '');
      const said = record === undefined ? undefined : saysOf(record, kept, catalog);
      return said === undefined ? [] : [[commit, said] as const];
    }),
  );
}

function saysOf({ predicate }: ChangeRecord, kept: AnswersByRun, catalog: Catalog): RecordSays | undefined {
  const asked = readRequest(predicate.request, catalog);
  if (asked === undefined) return undefined;
  const { statement, requester } = asked;
  const { runId } = statement;
  const answers = approvalsIn([...predicate.approvals, ...(kept.get(runId) ?? [])], runId, catalog);
  const agreed = answers.filter(
    ({ answer, of, by }) => answer === 'approve' && of === predicate.digest && by.proof !== 'claimed',
  );
  return {
    runId,
    by: `${requester.name} (${requester.proof})`,
    approvedBy: [...new Set(agreed.map(({ by }) => `${by.name} (${by.proof})`))],
    ticket: statement.ticket,
  };
}
