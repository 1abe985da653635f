import type { CommitFiles } from '../gitops/commit-files';
import type { GitWriter } from '../gitops/git-writer';
import { Refusal } from '../model/refusal';
import { readUntrusted } from './read-untrusted';
import { Sealed } from './sealed';

const prefix = 'refs/slipway/proposals/';
const requestFile = 'request.json';
const answersFolder = 'answers';

/** A request that waits, and what people have answered to it. */
export interface Proposal {
  readonly runId: string;
  readonly request: Sealed;
  /** In the order in which they came. */
  readonly answers: readonly Sealed[];
  /** The commit that its ref leads to. */
  readonly commit: string;
}

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
    const refs = await this.writer.refs(prefix);
    const all = await Promise.all([...refs].map(([name, commit]) => this.read(name.slice(prefix.length), commit)));
    return all.filter((one) => one !== undefined).sort((a, b) => (a.runId < b.runId ? -1 : 1));
  }

  /** @returns undefined when none of this run id waits */
  async find(runId: string): Promise<Proposal | undefined> {
    const commit = (await this.writer.refs(`${prefix}${runId}`)).get(`${prefix}${runId}`);
    return commit === undefined ? undefined : await this.read(runId, commit);
  }

  /** @throws Refusal when a proposal of this run id waits already */
  async open(runId: string, request: Sealed, { author, at }: RefWriting): Promise<void> {
    const files = [{ path: requestFile, content: textOf(request) }];
    const [commit] = await this.writer.commit(undefined, [{ files, message: `propose ${runId}\n`, author, at }]);
    const pushed = await this.writer.pushRef(`${prefix}${runId}`, undefined, commit);
    if (pushed.kind === 'race') throw new Refusal(`a proposal "${runId}" waits already`, 'answer');
    if (pushed.kind === 'refused') throw refusedBy(pushed.message);
  }

  /** Adds an answer; several people may answer at once. */
  async answer(runId: string, answer: Sealed, { author, at }: RefWriting): Promise<void> {
    for (;;) {
      const proposal = await this.find(runId);
      if (proposal === undefined) throw new Refusal(`no proposal "${runId}" waits`, 'answer');
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

  /** Takes a proposal away: it was committed, or has ended. One that somebody answered meanwhile stays for another look. */
  async close({ runId, commit }: Proposal): Promise<void> {
    const pushed = await this.writer.pushRef(`${prefix}${runId}`, commit, undefined);
    if (pushed.kind === 'refused') throw refusedBy(pushed.message);
  }

  private async read(runId: string, commit: string): Promise<Proposal | undefined> {
    const files = await this.writer.files(commit, '');
    const answers = files.list(answersFolder).map(({ name }) => `${answersFolder}/${name}`);
    const contents = await readAll(files, [requestFile, ...answers.sort()]);
    const request = sealedOf(contents.get(requestFile));
    if (request === undefined) return undefined;
    return {
      runId,
      request,
      answers: answers.map((name) => sealedOf(contents.get(name))).filter((one) => one !== undefined),
      commit,
    };
  }
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

function refusedBy(message: string): Refusal {
  return new Refusal(`the remote refuses refs below refs/slipway/: ${message}`, 'answer');
}
