import { changeMessage } from '../gitops/change-message';
import type { CommitDraft } from '../gitops/commit-draft';
import type { TicketFact } from '../gates/facts';
import type { Catalog } from '../model/catalog';
import { blobId } from '../tree/blob-id';
import { evidenceAbout } from './evidence-about';
import type { EvidenceFiles } from './evidence-statement';
import type { Head } from './head';
import type { JudgedEdit } from './judge-edit';
import { recordPath, recordText } from './record';
import { releaseTags, type ReleaseTag } from './release-tags';
import type { AskedFor } from './request-statement';
import type { Sealed } from './sealed';
import { commitSubject } from './commit-subject';

/** What a decision was made of, besides the edit. */
export interface DecidedWith {
  readonly asked: AskedFor;
  readonly answers: readonly Sealed[];
  readonly evidence: EvidenceFiles;
  readonly ticket: TicketFact | undefined;
  readonly now: string;
  readonly version: string;
  /** Branch of its own that it is for. @default - it is for the branch that Argo CD follows */
  readonly branch: string | undefined;
}

/** A commit that is to be made, and the head as it is then. */
export interface ChangeDraft {
  readonly draft: CommitDraft;
  /** Tags of the releases that it brings to environments which ask for them. */
  readonly tags: readonly ReleaseTag[];
  readonly after: Head;
}

/** The commit of a change: the edit, the rendering of the parts that it touches, and the record that explains both. */
export function draftOf(head: Head, judged: JudgedEdit, decided: DecidedWith): ChangeDraft {
  const { asked, answers, evidence, ticket, now, version, branch } = decided;
  const { statement, requester } = asked;
  const written = [
    ...[...judged.edited.texts].map(([file, content]) => ({ path: head.catalogPath(file), content })),
    ...judged.edited.deleted.map((file) => ({ path: head.catalogPath(file), content: undefined })),
    ...judged.rendered.map(({ path, content }) => ({ path: head.treePath(path), content })),
  ];
  const record = recordText({
    request: asked.sealed,
    approvals: answers,
    evidence: evidenceAbout(evidence, servicesReleased(judged)),
    ticket,
    now,
    digest: judged.digest,
    effects: judged.effects,
    decision: judged.decision,
    version,
    branch,
    written: written.flatMap(({ path, content }) =>
      content === undefined ? [] : [[path, blobId(content, head.hash)] as const],
    ),
  });
  const path = recordPath(statement.runId, now);
  const draft = {
    files: [...written, { path: head.treePath(path), content: record }],
    message: changeMessage({
      subject: commitSubject(statement, head.loaded.catalog, judged.effects),
      text: [
        ...(statement.reason === undefined ? [] : [statement.reason, '']),
        ...judged.effects.effects.map(({ words }) => `- ${words}`),
      ].join('\n'),
      trailers: {
        runId: statement.runId,
        requestedBy: `${requester.name} (${requester.proof})`,
        approvedBy: approversOf(judged, asked),
        changeTicket: statement.ticket,
        branch,
      },
    }),
    author: authorOf(asked, head.loaded.catalog),
    at: now,
  };
  const tags = branch === undefined ? releaseTags(judged.effects, judged.after.loaded.catalog, statement.runId) : [];
  return { draft, tags, after: judged.after.withRecord(statement.runId, path, record) };
}

/** Services that the change releases: with the statements about them, an auditor can decide again. */
function servicesReleased({ effects }: JudgedEdit): readonly string[] {
  return effects.effects.flatMap(({ kind, service }) => (kind === 'release' ? (service ?? []) : []));
}

/** Who agreed, each once, in the order in which they did; whoever asked does not count. */
function approversOf({ counted }: JudgedEdit, { requester, statement }: AskedFor): readonly string[] {
  const involved = new Set([requester, ...statement.alsoInvolved].map(({ name }) => name));
  const names = counted.flatMap(({ answer, by }) =>
    answer === 'approve' && by.proof !== 'claimed' && !involved.has(by.name) ? [`${by.name} (${by.proof})`] : [],
  );
  return [...new Set(names)];
}

/** Who asked, as Git wants it. */
export function authorOf(
  { requester, statement }: Pick<AskedFor, 'requester' | 'statement'>,
  { people }: Catalog,
): CommitDraft['author'] {
  const person = people?.people[requester.name];
  if (person !== undefined) return { name: person.name ?? requester.name, email: person.emails[0] ?? '' };
  const email = requester.name.includes('@') ? requester.name : statement.email;
  return { name: email?.split('@')[0] ?? requester.name, email: email ?? '' };
}
