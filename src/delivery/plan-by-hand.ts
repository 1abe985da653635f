import { Refusal } from '../model/refusal';
import { blobId } from '../tree/blob-id';
import type { AskedRequest } from './candidates';
import { decideCandidate } from './decide-candidate';
import type { EvidenceFiles } from './evidence-statement';
import type { AskTicket } from './facts-for';
import { Head, type RepositoryPlaces } from './head';
import type { JudgedEdit } from './judge-edit';
import type { Outcome } from './outcome';
import { planRequest } from './plan-request';
import type { RecordSource } from './records-say';

/** A file that whoever asks writes into his work tree. */
export interface HandFile {
  /** From the root of the repository. */
  readonly path: string;
  /** Undefined: it goes away. */
  readonly content: string | undefined;
  /** Git's name of what it is planned on; undefined for no file. */
  readonly before: string | undefined;
}

/** What somebody commits himself, and what gates will say to it. */
export interface HandPlan {
  readonly outcome: Outcome;
  /** What the edit does. @default - there is none */
  readonly judged?: JudgedEdit;
  readonly files: readonly HandFile[];
}

/** What such a plan is made on. */
export interface HandPlanning {
  /** The repository of the work tree. */
  readonly commits: RecordSource;
  /** The commit that is checked out. */
  readonly head: string;
  readonly places: RepositoryPlaces;
  readonly evidence: EvidenceFiles;
  readonly now: string;
  readonly version: string;
  readonly askTicket: AskTicket | undefined;
}

/**
 * Finds what a request makes of the files of a commit that somebody has checked out, and what gates will say when he has
 * committed it. There is no record of it: he commits by hand, and is the one who asks.
 */
export async function planByHand({ request, asker }: AskedRequest, planning: HandPlanning): Promise<HandPlan> {
  const { commits, places, evidence, now, version, askTicket } = planning;
  const head = await Head.open(commits, planning.head, places);
  const candidate = {
    runId: request.runId,
    request,
    answers: [],
    on: async () => await planRequest(request, asker, { head, evidence, writer: commits, now, seal: undefined }),
  };
  const { settled } = await decideCandidate(candidate, head, { evidence, now: () => now, version, askTicket });
  const { outcome, judged } = settled;
  if (judged === undefined || !('decision' in outcome)) return { outcome, files: [] };
  const { runId, effects, decision, subject, requester } = outcome;
  const { edited, rendered } = judged;
  const written = [
    ...[...edited.texts].map(([file, content]) => ({ path: head.catalogPath(file), content })),
    ...edited.deleted.map((file) => ({ path: head.catalogPath(file), content: undefined })),
    ...rendered.map(({ path, content }) => ({ path: head.treePath(path), content })),
  ];
  const files = written.map((file) => ({ ...file, before: head.idIn(file.path) }));
  return { outcome: { state: 'by hand', runId, effects, decision, subject, requester }, judged, files };
}

/** Refuses to write over what is in no commit. @param contentOf what a file holds now; undefined for no file */
export function refuseToOverwrite(files: readonly HandFile[], contentOf: (path: string) => Buffer | undefined): void {
  const changed = files.filter(({ path, content, before }) => {
    const there = contentOf(path);
    const isWanted =
      there === undefined ? content === undefined : content !== undefined && there.equals(Buffer.from(content));
    const hash = before?.length === 64 ? 'sha256' : 'sha1';
    return !isWanted && (there === undefined ? undefined : blobId(there, hash)) !== before;
  });
  if (changed.length === 0) return;
  const names = changed.map(({ path }) => `"${path}"`).join(', ');
  throw new Refusal(
    `${names} ${changed.length === 1 ? 'is' : 'are'} not as in the commit that is checked out; commit it, or put it back`,
    'answer',
  );
}
