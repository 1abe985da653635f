import { setImmediate as othersTurn } from 'node:timers/promises';

import { Refusal } from '../model/refusal';
import type { Signer } from '../signatures/signer';
import { Clone } from './clone';
import { CloneFolder } from './clone-folder';
import { checkPaths } from './commit-draft';
import type { CommitDraft, CommitPerson } from './commit-draft';
import { CommitReader } from './commit-reader';
import { commitObject, tagObject } from './commit-object';
import type { Git } from './git';
import { objectId, packOf } from './git-object';
import type { GitDelta, GitObject } from './git-object';
import type { GitVariables } from './git-variables';
import { growTrees, type Folders } from './grow-trees';
import { ownNamesOf } from './own-ref-names';
import { OwnRefs } from './own-refs';
import type { PushOutcome } from './push-outcome';
import { pushWithTags } from './push-with-tags';
import { branchRef, commitName, ownRef, tagRef } from './ref-name';
import type { TagDraft } from './tag-draft';
import { remoteAddress } from './remote-address';
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
  /** Large folders of the commit that was made last: reading them takes longer than changing them. */
  private grown: { readonly commit: string; readonly folders: Folders } | undefined;
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

  /** What signs the commits. @default - nothing does */
  get signer(): Signer | undefined {
    return this.props.signer;
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
   * Fetches the branch, and refs of Slipway's own, of which most are as they were: the remote is asked once for both.
   *
   * @param prefix `refs/slipway/evidence`
   * @returns the id of its head, and ids by name
   * @throws Refusal, GitError as `fetch` does
   */
  fetchWith(
    prefix: string,
  ): Promise<{ readonly head: string | undefined; readonly refs: ReadonlyMap<string, string> }> {
    ownRef(`${prefix}x`);
    return this.inOrder(async () => {
      const there = await this.clone.look(ownNamesOf(prefix).map((name) => `${name}*`));
      return { head: await this.clone.fetch(there), refs: await this.own.list(prefix, there) };
    });
  }

  /**
   * Makes commits, one on the other, stored at once. Nobody else sees them before they are pushed.
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

  /** Deletes a branch that still is where somebody has seen it. @throws Refusal when it is no name of a branch of people's */
  deleteBranch(branch: string, seen: string): Promise<PushOutcome> {
    const name = branchRef(branch);
    if (name === this.branch) throw new Refusal(`"${branch}" is the branch that changes go to`, 'usage');
    return this.inOrder(async () => {
      const now = (await this.clone.remote.list([name])).get(name);
      if (now !== commitName(seen)) return now === undefined ? { kind: 'done' } : { kind: 'race', head: now };
      const isWithin = (): Promise<boolean> => Promise.resolve(false);
      return await settlePush(this.clone.remote, { name, base: seen, head: undefined, isOwn: true, isWithin });
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
    const known = base !== undefined && this.grown?.commit === base ? this.grown.folders : new Map<string, never>();
    const { roots, objects, folders } = await growTrees(git, base, drafts, known, this.clone.hash);
    const commits: GitObject[] = [];
    const ids: string[] = [];
    await othersTurn();
    for (const [index, { author, at, message }] of drafts.entries()) {
      const content = { tree: roots[index] ?? '', parent: ids.at(-1) ?? base };
      const people = { author, committer: this.props.committer, at, message };
      const object = await commitObject({ ...content, ...people }, this.props.signer, this.clone.hash);
      commits.push(object);
      ids.push(objectId(object, this.clone.hash));
    }
    await othersTurn();
    await this.write(git, [...objects, ...commits]);
    const large = [...folders].filter(([, { content }]) => content.length >= largeFolder);
    this.grown = { commit: ids.at(-1) ?? '', folders: new Map(large) };
    return ids;
  }

  private async write(git: Git, objects: readonly (GitObject | GitDelta)[]): Promise<void> {
    const words =
      objects.length < leastForPack ? ['unpack-objects', '-q', '--strict'] : ['index-pack', '--stdin', '--fix-thin'];
    await git.ask(words, { input: packOf(objects, this.clone.hash) });
    await this.clone.stored();
  }

  /** What changes the clone is done one after the other. */
  private inOrder<Result>(step: () => Promise<Result>): Promise<Result> {
    const result = this.queue.then(step);
    this.queue = result.catch(() => {});
    return result;
  }
}

/** In bytes: some hundred entries. */
const largeFolder = 8192;

/** So many objects stay one file in the clone, as Git does it for a fetch (git-config(1), `fetch.unpackLimit`). */
const leastForPack = 100;
