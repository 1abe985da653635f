import type { Approval, GateFacts } from '../gates/facts';
import type { CommitReader } from '../gitops/commit-reader';
import type { LoggedCommit } from '../gitops/history';
import type { Catalog } from '../model/catalog';
import { InputError } from '../model/problem';
import type { AnswersTo } from './answers-to';
import { digestOf } from './digest-of';
import { evidenceAbout, servicesReleasedBy } from './evidence-about';
import type { EvidenceFiles } from './evidence-statement';
import { approvalsIn, factsFor, ticketFact } from './facts-for';
import type { Head } from './head';
import { editedOn } from './judge-edit';
import type { CommitEffects } from './judge-commit';
import { saidOtherwise } from './message-says';
import { readRecord, recordFolder, runIdOf, type ChangeRecord } from './record';
import { readRequest, type AskedFor } from './request-statement';
import { approvalOfReview, reviewsOfChange, type Review } from './review';
import type { Sealed } from './sealed';
import type { AskTicketOf } from './ticket-asking';

/** What gates look at, as people and programs that a catalog lists have proved it. */
export interface ProvedFacts {
  readonly facts: Omit<GateFacts, 'approvals'>;
  readonly approvals: readonly Approval[];
}

/** What a commit says of itself, as far as it can be proved again. */
export interface Grounds {
  readonly digest: string;
  /** Version of Slipway that rendered it, as its record says. @default - no record */
  readonly version?: string;
  /** Reviews that are of exactly this, and what they answer. */
  readonly reviewed: { readonly proposal: string; readonly reviews: readonly Review[] };
  /** Facts by the people and programs of a catalog. */
  readonly factsBy: (catalog: Catalog) => Promise<ProvedFacts>;
}

/** What proving works with. */
export interface Proving {
  readonly writer: CommitReader;
  readonly askTicketOf: AskTicketOf;
  /** When it is judged; undefined: when each commit was made. */
  readonly now: string | undefined;
  /** What is stored now. */
  readonly evidence: EvidenceFiles;
  /** What time it is (RFC 3339). */
  readonly clock: string;
  /** What the forge says. */
  readonly reviews: readonly Review[];
  /** Head that is judged. */
  readonly tip: string;
  /** What was answered to requests. */
  readonly answersTo: AnswersTo;
  /** Run ids of all records that were ever there before the range. */
  readonly runsBefore: () => Promise<ReadonlySet<string>>;
}

/**
 * Proves a record again: by signatures, and by what is in Git. The edit in it has to lead from the commit before to exactly the
 * catalog of the commit.
 *
 * @returns or what is wrong with it: a sentence without a full stop
 */
export async function explanationOf(
  commit: LoggedCommit,
  before: Head,
  child: Head,
  effects: CommitEffects,
  proving: Proving,
): Promise<Grounds | string> {
  const [path = '', ...others] = effects.records.map((one) => child.inTree(one.path));
  const runId = runIdOf(path);
  if (others.length > 0) return `it has ${others.length + 1} records: a change has one`;
  if (runId === undefined) return `"${path}" is no path of a record`;
  if (effects.records[0]?.before !== undefined)
    return `the record "${path}" was changed or taken away: records stay as they are`;
  if (effects.files.length === 0) return `the record "${path}" comes without the change that it is of`;
  if (await wasCommitted(runId, before, proving)) return `the request "${runId}" was committed before`;
  const record = await recordAt(child, path, proving.writer);
  if (record === undefined) return `the record "${path}" cannot be read`;
  if (record === 'otherwise')
    return `the record "${path}" is not written as Slipway writes one: somebody has edited it`;
  const asked = readRequest(record.predicate.request, before.loaded.catalog);
  if (asked === undefined) return `the request in the record "${path}" cannot be read`;
  if (asked.statement.runId !== runId) return `the record "${path}" is of another request, "${asked.statement.runId}"`;
  const wrong = await notOfEdit(asked, before, child, effects);
  if (wrong !== undefined) return wrong;
  if (!saysFiles(record, effects)) return `the record "${path}" names other files than the commit has`;
  const digest = digestOf(before.loaded.catalog, effects.effects, effects.files, asked.sealed);
  if (record.predicate.digest !== digest)
    return `its record is about other bytes (${record.predicate.digest}) than the commit has (${digest})`;
  const { catalog } = before.loaded;
  const approvals = approvalsIn([...record.predicate.approvals, ...(await keptFor(runId, proving))], runId, catalog);
  const isMerged = record.predicate.branch !== undefined;
  const said = saidOtherwise(commit.message, { asked, approvals, digest, isMerged });
  if (said !== undefined) return said;
  const looked = await reviewsOfChange(proving, before, effects);
  const told = looked.map((one) => approvalOfReview(one, digest));
  return {
    digest,
    version: record.predicate.version,
    reviewed: { proposal: runId, reviews: looked },
    factsBy: factsIn({ record, asked, digest, told }, commit, before, proving),
  };
}

/** What is there, and what was ever there before the range; what the range itself takes away is seen there. */
async function wasCommitted(runId: string, before: Head, { runsBefore }: Proving): Promise<boolean> {
  return before.hasRun(runId) || (await runsBefore()).has(runId);
}

/** Run ids of all records that a history ever had. */
export async function runsEver(writer: CommitReader, at: Head): Promise<ReadonlySet<string>> {
  const commits = await writer.changingCommits(at.commit, [at.treePath(recordFolder)]);
  return new Set(commits.flatMap(({ changes }) => changes.flatMap(({ path }) => runIdOf(at.inTree(path)) ?? [])));
}

function saysFiles({ subject }: ChangeRecord, { files }: CommitEffects): boolean {
  const said = subject.map(({ name, digest }) => `${digest.gitBlob} ${name}`);
  const there = files.flatMap(({ path, after }) => (after === undefined ? [] : [`${after} ${path}`]));
  return said.sort().join('\n') === there.sort().join('\n');
}

/** @returns undefined for what is no record; 'otherwise' for one that has more in it than is read, as a key that is there twice */
async function recordAt(
  child: Head,
  path: string,
  writer: CommitReader,
): Promise<ChangeRecord | 'otherwise' | undefined> {
  const id = child.idOf(path);
  const text = id === undefined ? undefined : (await writer.contents([id])).get(id)?.toString('utf8');
  const record = text === undefined ? undefined : readRecord(text);
  if (record === undefined || text === undefined) return undefined;
  return `${JSON.stringify(JSON.parse(text), null, 2)}\n` === text ? record : 'otherwise';
}

async function keptFor(runId: string, { answersTo }: Proving): Promise<readonly Sealed[]> {
  return (await answersTo()).get(runId) ?? [];
}

async function notOfEdit(
  { edit, statement }: AskedFor,
  before: Head,
  child: Head,
  { files }: CommitEffects,
): Promise<string | undefined> {
  const leads = `the edit of the request "${statement.runId}" leads to other files of the catalog than the commit has`;
  try {
    const { texts, deleted } = await editedOn(before, edit);
    const wanted = [
      ...[...texts].map(([name, text]) => before.fileChange(before.catalogPath(name), text)),
      ...deleted.map((name) => before.fileChange(before.catalogPath(name), undefined)),
    ];
    const documents = files.filter(({ path }) => child.documentAt(path) !== undefined);
    const afterByPath = new Map(documents.map(({ path, after }) => [path, after]));
    const isSame = wanted.every(({ path, after }) => afterByPath.has(path) && afterByPath.get(path) === after);
    return isSame && wanted.length === documents.length ? undefined : leads;
  } catch (error) {
    if (error instanceof InputError) return leads;
    throw error;
  }
}

/** A record that was proved, and what the forge says of it. */
interface ProvedRecord {
  readonly record: ChangeRecord;
  readonly asked: AskedFor;
  readonly digest: string;
  readonly told: readonly Approval[];
}

function factsIn(
  { record: { predicate }, asked, digest, told }: ProvedRecord,
  commit: LoggedCommit,
  before: Head,
  proving: Proving,
): Grounds['factsBy'] {
  const { writer, askTicketOf, evidence } = proving;
  return async (catalog) => {
    // What is on a branch of its own is decided when it is merged, whoever made its commit.
    const isDecided = predicate.branch === undefined && (await isOfAttester(commit, catalog, writer));
    const { ticket: named, runId } = asked.statement;
    const kept = await keptFor(runId, proving);
    const approvals = [...approvalsIn([...predicate.approvals, ...kept], runId, catalog), ...told];
    // Whoever can push can write any time into a record, and any answer of a ticket system.
    const at = isDecided
      ? predicate.now
      : decidedAt(predicate.branch !== undefined, digest, approvals, commit, proving);
    const ticket =
      isDecided && predicate.ticket !== undefined
        ? predicate.ticket
        : await ticketFact(named, catalog, askTicketOf(catalog));
    const again = readRequest(asked.sealed, catalog) ?? asked;
    const { health, tests } = evidenceAbout(evidence, servicesReleasedBy(asked.edit));
    const seen = {
      health: [...predicate.evidence.health, ...earlier(health, 'observedAt', at)],
      tests: [...predicate.evidence.tests, ...(predicate.branch === undefined ? [] : earlier(tests, 'at', at))],
    };
    return { facts: factsFor(again, { catalog, treeOf: before.treeOf }, seen, ticket, at), approvals };
  };
}

/**
 * When a change was decided that no program has decided: when it was committed. A branch that was moved forward has no commit
 * of that moment: then it is the last approval.
 */
export function decidedAt(
  isMerged: boolean,
  digest: string,
  approvals: readonly Approval[],
  commit: LoggedCommit,
  { now, clock }: Proving,
): string {
  if (now !== undefined) return now;
  const answered = approvals.flatMap(({ by, of, at }) => (by.proof !== 'claimed' && of === digest ? [at] : []));
  const past = answered.filter((at) => Date.parse(at) <= Date.parse(clock));
  return [commit.at, ...(isMerged ? past : [])].reduce((a, b) => (Date.parse(b) > Date.parse(a) ? b : a));
}

/** What was known then: a record cannot leave out that something went bad. */
function earlier(statements: readonly Sealed[], key: 'observedAt' | 'at', at: string): readonly Sealed[] {
  return statements.filter(({ statement }) => {
    const seenAt = new RegExp(`"${key}":"([^"]+)"`).exec(statement)?.[1];
    return seenAt !== undefined && Date.parse(seenAt) <= Date.parse(at);
  });
}

/** Whether a program has signed the commit whose word counts for changes. */
async function isOfAttester(
  { id, parents }: LoggedCommit,
  { platform }: Catalog,
  writer: CommitReader,
): Promise<boolean> {
  const keys = Object.values(platform.attesters).flatMap((one) => (one.of.includes('changes') ? one.keys : []));
  if (keys.length === 0) return false;
  const [parent] = parents;
  const logged = await writer.log(parent === undefined ? id : `${parent}..${id}`, { keys });
  return logged.find((one) => one.id === id)?.signature?.kind === 'good';
}
