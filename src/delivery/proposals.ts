import * as z from 'zod';

import type { CommitFiles } from '../gitops/commit-files';
import type { GitWriter } from '../gitops/git-writer';
import { Refusal } from '../model/refusal';
import { ApprovalStatement } from './approval-statement';
import type { Outcome } from './outcome';
import { readUntrusted } from './read-untrusted';
import { Sealed } from './sealed';

const prefix = 'refs/slipway/proposals/';
const requestFile = 'request.json';
const branchFile = 'branch.json';
const answersFolder = 'answers';

/** A request that waits, and what people have answered to it. */
export interface Proposal {
  readonly runId: string;
  readonly request: Sealed;
  /** In the order in which they came. */
  readonly answers: readonly Sealed[];
  /** The commit that its ref leads to. */
  readonly commit: string;
  /** The branch that was made for it, and its head then. @default - none was made */
  readonly branch?: MadeBranch | undefined;
}

const MadeBranch = z.object({ name: z.string().min(1), commit: z.string().min(1) });

/** A branch for a pull request, as Slipway left it. */
export type MadeBranch = z.infer<typeof MadeBranch>;

/** Where proposals are read from. */
export type ProposalSource = Pick<GitWriter, 'refs' | 'files' | 'contentsEver'>;

/** Who makes a commit of a ref. */
export interface RefWriting {
  readonly author: { readonly name: string; readonly email: string };
  /** RFC 3339. */
  readonly at: string;
}

/**
 * Proposals, each on a ref of its own: no clone fetches them, and they trigger nothing. Whoever may push may write there, so
 * nothing counts that is not signed.
 */
export class Proposals {
  constructor(private readonly writer: GitWriter) {}

  /** Every proposal that waits, in the order of run ids. */
  async list(): Promise<readonly Proposal[]> {
    return await allProposals(this.writer);
  }

  /** @returns undefined when none of this run id waits */
  async find(runId: string): Promise<Proposal | undefined> {
    const commit = (await this.writer.refs(`${prefix}${runId}`)).get(`${prefix}${runId}`);
    return commit === undefined ? undefined : await readProposal(this.writer, runId, commit);
  }

  /** @throws Refusal when none of this run id waits */
  async existing(runId: string): Promise<Proposal> {
    const proposal = await this.find(runId);
    if (proposal === undefined) throw noProposal(runId);
    return proposal;
  }

  /** @throws Refusal when a proposal of this run id waits already */
  async open(runId: string, request: Sealed, { author, at }: RefWriting, branch?: MadeBranch): Promise<void> {
    const files = [
      { path: requestFile, content: textOf(request) },
      ...(branch === undefined ? [] : [{ path: branchFile, content: `${JSON.stringify(branch, null, 2)}\n` }]),
    ];
    const [commit] = await this.writer.commit(undefined, [{ files, message: `propose ${runId}\n`, author, at }]);
    const pushed = await this.writer.pushRef(`${prefix}${runId}`, undefined, commit);
    if (pushed.kind === 'race') throw new Refusal(`a proposal "${runId}" waits already`, 'answer');
    if (pushed.kind === 'refused') throw refusedBy(pushed.message);
  }

  /** Adds an answer; several people may answer at once. */
  async answer(runId: string, answer: Sealed, { author, at }: RefWriting): Promise<void> {
    for (;;) {
      const proposal = await this.existing(runId);
      // Two people may say the same at the same time.
      const isSaid = proposal.answers.some(
        (one) => one.statement === answer.statement && one.signature === answer.signature,
      );
      if (isSaid) return;
      const files = [
        {
          path: `${answersFolder}/${String(proposal.answers.length + 1).padStart(4, '0')}.json`,
          content: textOf(answer),
        },
      ];
      const [commit] = await this.writer.commit(proposal.commit, [{ files, message: `answer ${runId}\n`, author, at }]);
      const pushed = await this.writer.pushRef(`${prefix}${runId}`, proposal.commit, commit);
      if (pushed.kind === 'done') return;
      if (pushed.kind === 'refused') throw refusedBy(pushed.message);
    }
  }

  /**
   * Takes a proposal away: it was committed, or has ended.
   *
   * @returns false when somebody has answered it meanwhile: it stays for another look
   */
  async close({ runId, commit }: Proposal): Promise<boolean> {
    const pushed = await this.writer.pushRef(`${prefix}${runId}`, commit, undefined);
    if (pushed.kind === 'refused') throw refusedBy(pushed.message);
    return pushed.kind === 'done';
  }
}

/** Every proposal that a repository has, in the order of run ids. */
export async function allProposals(source: ProposalSource): Promise<readonly Proposal[]> {
  const refs = await source.refs(prefix);
  const all = await Promise.all([...refs].map(([name, id]) => readProposal(source, name.slice(prefix.length), id)));
  return all.filter((one) => one !== undefined).sort((a, b) => (a.runId < b.runId ? -1 : 1));
}

async function readProposal(source: ProposalSource, runId: string, commit: string): Promise<Proposal | undefined> {
  const files = await source.files(commit, '');
  const contents = await readAll(files, [requestFile, branchFile]);
  const request = sealedOf(contents.get(requestFile));
  if (request === undefined) return undefined;
  const branch = readUntrusted(MadeBranch, contents.get(branchFile)?.toString('utf8'));
  return { runId, request, answers: await answersEver(source, commit), commit, branch };
}

/** Answers of all commits of a proposal: who may push may take a rejection away, but not out of what was before. */
async function answersEver(source: ProposalSource, commit: string): Promise<readonly Sealed[]> {
  const contents = await source.contentsEver(commit);
  return contents.flatMap((content) => {
    const sealed = sealedOf(content);
    return sealed !== undefined && readUntrusted(ApprovalStatement, sealed.statement) !== undefined ? [sealed] : [];
  });
}

async function readAll(files: CommitFiles, names: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
  const there = names.filter((name) => {
    const slash = name.lastIndexOf('/');
    return files
      .list(name.slice(0, Math.max(slash, 0)))
      .some((entry) => entry.kind === 'file' && entry.name === name.slice(slash + 1));
  });
  return await files.read(there);
}

function sealedOf(content: Buffer | undefined): Sealed | undefined {
  return readUntrusted(Sealed, content?.toString('utf8'));
}

function textOf(sealed: Sealed): string {
  return `${JSON.stringify(sealed, null, 2)}\n`;
}

/** The answer to who asks for a proposal that waits no more, or never did. */
export function noProposal(runId: string): Refusal {
  return new Refusal(`no proposal "${runId}" waits; "slipway proposals" lists them`, 'answer');
}

function refusedBy(message: string): Refusal {
  return new Refusal(`the remote refuses refs below refs/slipway/: ${message}`, 'answer');
}

/** The branch that was made for what waits there; undefined where none was, or it was there before. */
export function madeBranch(outcome: Outcome): MadeBranch | undefined {
  if (outcome.state !== 'branched' || outcome.isEarlier === true) return undefined;
  return { name: outcome.branch, commit: outcome.commit };
}
