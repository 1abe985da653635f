import { isDeepStrictEqual } from 'node:util';

import type { ChangeRequest } from '../changes/request';
import type { Effects } from '../effects/effect';
import type { CommitReader } from '../gitops/commit-reader';
import type { Catalog } from '../model/catalog';
import { InputError } from '../model/problem';
import { Refusal } from '../model/refusal';
import { Head, type RepositoryPlaces } from './head';
import { commitEffects } from './judge-commit';
import type { Outcome } from './outcome';
import { readRecord, type ChangeRecord } from './record';
import { readRequest, type RequestStatement } from './request-statement';
import { touchedApplications } from './touched-applications';

/** A request that is in a commit of the branch already. */
export interface CommittedBefore {
  readonly outcome: Extract<Outcome, { readonly state: 'committed' }>;
  /** What the record says was asked; undefined where it cannot be read. */
  readonly statement: RequestStatement | undefined;
  readonly record: ChangeRecord | undefined;
}

/** Where a head was read from. */
interface ReadFrom {
  readonly writer: CommitReader;
  readonly places: RepositoryPlaces;
}

/**
 * Finds what became of a request by its run id, from Git alone: whoever asked may have ended before the answer came, and goes on
 * with what the commit does, as if it had come.
 *
 * @returns undefined when the branch has no commit of this run id
 */
export async function committedBefore(runId: string, head: Head, from: ReadFrom): Promise<CommittedBefore | undefined> {
  const { writer } = from;
  const path = head.recordOf(runId);
  if (path === undefined) return undefined;
  // Records stay as they are: the oldest commit with this one is the one that made it.
  const made = (await writer.changingCommits(head.commit, [path])).at(-1);
  if (made === undefined) return undefined;
  const { id: commit, at, subject, author } = made;
  const record = await recordIn(head, path, writer);
  const asked = record === undefined ? undefined : readRequest(record.predicate.request, head.loaded.catalog);
  // What the forge has merged was decided after its record was written.
  const decided = record?.predicate.branch === undefined ? record?.predicate.answers : undefined;
  const answers = (decided ?? []).map(({ gate, environment, words }) => ({
    gate,
    environment,
    words,
    verdict: 'allowed' as const,
    effects: [],
    whoCanGive: [],
  }));
  const { effects, renderedPaths, catalog } = await doneBy(commit, head, from);
  const outcome: CommittedBefore['outcome'] = {
    state: 'committed',
    runId,
    commit,
    at: new Date(at).toISOString(),
    isEarlier: true,
    subject,
    effects,
    decision: { verdict: 'allowed', answers },
    requester: asked?.requester ?? { name: author.email, proof: 'claimed' },
    touched: touchedApplications(catalog, renderedPaths),
  };
  return { outcome, statement: asked?.statement, record };
}

/** Whether a run id was used for the same request: the one of a record, as it was asked. */
export function isSameRequest({ verb, fields }: ChangeRequest, statement: RequestStatement | undefined): boolean {
  if (statement === undefined) return true;
  return verb === statement.verb && isDeepStrictEqual(JSON.parse(JSON.stringify(fields)), statement.fields);
}

async function recordIn(head: Head, path: string, writer: CommitReader): Promise<ChangeRecord | undefined> {
  const id = head.idIn(path);
  const content = id === undefined ? undefined : (await writer.contents([id])).get(id);
  return content === undefined ? undefined : readRecord(content.toString('utf8'));
}

/** What a commit does, as its bytes say; nothing where the catalog before it cannot be read. */
async function doneBy(
  commit: string,
  head: Head,
  { writer, places }: ReadFrom,
): Promise<Effects & { readonly catalog: Catalog }> {
  const nothing = { effects: [], renderedPaths: new Map<string, readonly string[]>(), catalog: head.loaded.catalog };
  const parent = await writer.parentOf(commit);
  if (parent === undefined) return nothing;
  try {
    const before = await Head.open(writer, parent, places, head);
    const child = await Head.open(writer, commit, places, before);
    const { effects } = await commitEffects(writer, before, child);
    return { ...effects, catalog: child.loaded.catalog };
  } catch (error) {
    if (error instanceof InputError || error instanceof Refusal) return nothing;
    throw error;
  }
}
