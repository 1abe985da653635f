import type { Signer } from '../signatures/signer';
import { Clone } from './clone';
import { CloneFolder } from './clone-folder';
import { checkPaths } from './commit-draft';
import type { CommitDraft, CommitPerson } from './commit-draft';
import { CommitReader } from './commit-reader';
import { commitObject, tagObject } from './commit-object';
import type { Git } from './git';
import { objectId, packOf } from './git-object';
import type { GitObject } from './git-object';
import type { GitVariables } from './git-variables';
import { importStream, readTrees } from './import-stream';
import { OwnRefs } from './own-refs';
import type { PushOutcome } from './push-outcome';
import { pushWithTags } from './push-with-tags';
import { branchRef, commitName, ownRef, tagRef } from './ref-name';
import type { TagDraft } from './tag-draft';
import { remoteAddress } from './remote-address';
import { GitError } from './run-git';
import { settlePush } from './settle-push';

/** What a writer writes to, and as whom. */
export interface GitWriterProps {
  /** `https://`, `ssh://`, `user@host:path` or `file:///`; without a password. */
  readonly remote: string;
  readonly branch: string;
  /** Where the clone lies; made when missing. One process has it at a time. */
  readonly folder: string;
  readonly committer: CommitPerson;
  /** @default - commits are not signed */
  readonly signer?: Signer | undefined;
  /** Those of this process. What of them is used, and which ones are credentials, says `writingVariables`. */
  readonly variables: GitVariables;
  /** When a command that goes to the remote is ended, in milliseconds. @default 120_000 */
  readonly deadlineMilliseconds?: number;
}

/**
 * Writes to one branch of a repository, and to Slipway's own refs, without a work tree. A commit is a function of the head
 * that it was decided on: it is made first, where nobody sees it, and then pushed forward; a push never replaces anything.
 */
export class GitWriter extends CommitReader {
  private readonly branch: string;
  private readonly own: OwnRefs;
  private queue: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly clone: Clone,
    private readonly props: GitWriterProps,
  ) {
    super(clone);
    this.branch = branchRef(props.branch);
    this.own = new OwnRefs(clone);
  }

  /**
   * Takes the folder, sweeps what a crash left there, and makes the clone when there is none, or it is broken.
   *
   * @throws Refusal when the address, the branch or the folder cannot be used
   * @throws GitError when the remote cannot be reached
   */
  static async open(props: GitWriterProps): Promise<GitWriter> {
    const [address, branch] = [remoteAddress(props.remote), branchRef(props.branch)];
    const place = CloneFolder.take(props.folder);
    try {
      const clone = await Clone.open({
        place,
        address,
        branch,
        variables: props.variables,
        deadlineMilliseconds: props.deadlineMilliseconds ?? 120_000,
      });
      return new GitWriter(clone, props);
    } catch (error) {
      place.release();
      throw error;
    }
  }

  /** Gives the folder back. */
  async close(): Promise<void> {
    await this.queue;
    this.clone.place.release();
  }

  /**
   * Fetches the branch.
   *
   * @returns the id of its head; undefined when the remote has no such branch yet
   * @throws Refusal when the history that was seen before is not part of it any more
   * @throws GitError when the remote cannot be reached
   */
  fetch(): Promise<string | undefined> {
    return this.inOrder(() => this.clone.fetch());
  }

  /**
   * Makes commits, one on the other, by one import. Nobody else sees them before they are pushed.
   *
   * @param base what the first stands on; undefined makes the first commit of a history
   * @returns their ids, in the order of the drafts
   * @throws Refusal when a path or a time is none
   */
  commit(base: string | undefined, drafts: readonly CommitDraft[]): Promise<readonly string[]> {
    checkPaths(drafts);
    if (base !== undefined) commitName(base);
    if (drafts.length === 0) return Promise.resolve([]);
    return this.inOrder(() => this.clone.healed((git) => this.make(git, base, drafts)));
  }

  /**
   * Pushes the branch forward, and tags with it: all, or nothing. What is there afterwards says how it ended. A tag that is
   * there already is never moved: it is left out.
   *
   * @param base head that was decided on: what `fetch` said
   * @param head the last commit that was made on it
   * @throws GitError when the remote cannot be asked: then it is not known, and the next `fetch` says it
   */
  push(base: string | undefined, head: string, tags: readonly TagDraft[] = []): Promise<PushOutcome> {
    return this.inOrder(async () => {
      await this.clone.requireForward(base, head);
      const isWithin = (): Promise<boolean> => this.clone.hasFetched(head);
      const push = { name: this.branch, base, head, isOwn: false, isWithin };
      const outcome = await pushWithTags(this.clone.remote, push, tags, (missing) => this.makeTags(missing));
      if (outcome.kind === 'done') await this.clone.see(head);
      return outcome;
    });
  }

  /** The head of another branch, fetched; undefined when there is none. @throws Refusal when it is none of people's */
  branchHead(branch: string): Promise<string | undefined> {
    const name = branchRef(branch);
    return this.inOrder(() => this.clone.fetchBranch(name));
  }

  /** Makes a branch, if there is none of this name. @throws Refusal when it is no name of a branch of people's */
  pushBranch(branch: string, head: string): Promise<PushOutcome> {
    const name = branchRef(branch);
    return this.inOrder(async () => {
      const now = (await this.clone.remote.list([name])).get(name);
      if (now !== undefined) return now === head ? { kind: 'done' } : { kind: 'race', head: now };
      const isWithin = (): Promise<boolean> => Promise.resolve(false);
      return await settlePush(this.clone.remote, { name, base: undefined, head, isOwn: false, isWithin });
    });
  }

  /**
   * Fetches refs of Slipway's own, with their commits.
   *
   * @param prefix `refs/slipway/proposals/`
   * @returns ids by name
   */
  refs(prefix: string): Promise<ReadonlyMap<string, string>> {
    ownRef(`${prefix}x`);
    return this.inOrder(() => this.own.list(prefix));
  }

  /**
   * Makes, moves forward or deletes a ref of Slipway's own, if it still is what was seen.
   *
   * @param base undefined: it must not be there
   * @param id a commit that stands on `base`; undefined deletes the ref
   */
  pushRef(name: string, base: string | undefined, id: string | undefined): Promise<PushOutcome> {
    ownRef(name);
    return this.inOrder(async () => {
      if (id !== undefined) await this.clone.requireForward(base, id);
      return await this.own.push(name, base, id);
    });
  }

  /** Makes an annotated tag and pushes it. A tag that is there is never moved. */
  async tag(draft: TagDraft): Promise<PushOutcome> {
    const name = tagRef(draft.name);
    commitName(draft.commit);
    return this.inOrder(async () => {
      const [head = ''] = await this.makeTags([draft]);
      const isWithin = (): Promise<boolean> => Promise.resolve(false);
      return settlePush(this.clone.remote, { name, base: undefined, head, isOwn: false, isWithin });
    });
  }

  private async makeTags(drafts: readonly TagDraft[]): Promise<readonly string[]> {
    const objects: GitObject[] = [];
    for (const { name, commit, message, at } of drafts) {
      const content = { name, commit: commitName(commit), tagger: this.props.committer, at, message };
      objects.push(await tagObject(content, this.props.signer));
    }
    await this.clone.healed((git) => this.write(git, objects));
    return objects.map((object) => objectId(object, this.clone.hash));
  }

  private async make(git: Git, base: string | undefined, drafts: readonly CommitDraft[]): Promise<readonly string[]> {
    const input = importStream(base, drafts);
    const trees = readTrees(await git.ask(['fast-import', '--done', '--quiet', '--force'], { input }));
    const objects: GitObject[] = [];
    const ids: string[] = [];
    for (const [index, { author, at, message }] of drafts.entries()) {
      const tree = trees[index];
      if (tree === undefined) throw new GitError(`git fast-import made no tree for commit ${index + 1} of its input`);
      const content = { tree, parent: ids.at(-1) ?? base, author, committer: this.props.committer, at, message };
      const object = await commitObject(content, this.props.signer, this.clone.hash);
      objects.push(object);
      ids.push(objectId(object, this.clone.hash));
    }
    await this.write(git, objects);
    return ids;
  }

  private async write(git: Git, objects: readonly GitObject[]): Promise<void> {
    await git.ask(['unpack-objects', '-q', '--strict'], { input: packOf(objects, this.clone.hash) });
  }

  /** What changes the clone is done one after the other. */
  private inOrder<Result>(step: () => Promise<Result>): Promise<Result> {
    const result = this.queue.then(step);
    this.queue = result.catch(() => {});
    return result;
  }
}
