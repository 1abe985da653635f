import { Refusal } from '../model/refusal';
import type { BlobHash } from '../tree/blob-id';
import type { CloneFolder } from './clone-folder';
import { Git } from './git';
import { writingVariables } from './git-variables';
import type { GitVariables } from './git-variables';
import { commitName } from './ref-name';
import { Remote } from './remote';
import { GitError, runGit } from './run-git';

/** What a clone is of. */
export interface CloneProps {
  readonly place: CloneFolder;
  readonly address: string;
  /** `refs/heads/main` */
  readonly branch: string;
  readonly variables: GitVariables;
  readonly deadlineMilliseconds: number;
}

/** A bare clone, which is made again when it is broken: all that matters is at the remote. */
export class Clone {
  readonly remote: Remote;
  readonly place: CloneFolder;
  private readonly git: Git;
  private hashOfIds: BlobHash = 'sha1';
  /** Head of the branch whose history is in the clone. */
  private fetched: string | undefined;
  private repairing: Promise<boolean> | undefined;
  /** Own refs as they were fetched last, by what was asked for. */
  private readonly own = new Map<string, ReadonlyMap<string, string>>();
  private stores = 0;

  private constructor(private readonly props: CloneProps) {
    this.place = props.place;
    this.git = Git.ofClone(props.place.repository, props.variables, settings);
    this.remote = new Remote(this.git, props.address, props.deadlineMilliseconds);
  }

  /** @throws GitError when it has to be made, and the remote cannot be reached */
  static async open(props: CloneProps): Promise<Clone> {
    const clone = new Clone(props);
    props.place.sweep();
    const format = await clone.format();
    if (format === undefined) await clone.make();
    else {
      clone.hashOfIds = format;
      await clone.git.run(['-c', 'gc.auto=6000', 'gc', '--auto', '--quiet']);
    }
    return clone;
  }

  /** How its objects are named. */
  get hash(): BlobHash {
    return this.hashOfIds;
  }

  /** What the remote has now of the branch, and of these. @param patterns names, and names with `*` at their end */
  async look(patterns: readonly string[] = []): Promise<ReadonlyMap<string, string>> {
    return await this.healed(
      () => this.remote.list([this.props.branch, ...patterns]),
      // A remote that cannot be reached is no reason to look at each object.
      async () => (await this.format()) === undefined,
    );
  }

  /** Fetches the branch. @param there what `look` has said @throws Refusal when its history is another one than before */
  async fetch(there?: ReadonlyMap<string, string>): Promise<string | undefined> {
    const { branch } = this.props;
    const head = (there ?? (await this.look())).get(branch);
    if (head !== undefined && head === this.fetched) return head;
    const before = this.place.seen(this.props.address, branch);
    if (head === undefined) {
      if (before === undefined) return undefined;
      throw this.rewritten(before, 'is gone');
    }
    const now = await this.healed(async (git) => {
      await this.remote.fetch([`+${branch}:${incomingRef}`]);
      return git.commitId(incomingRef);
    });
    if (before !== undefined && !(await this.isAncestor(before, now))) throw this.rewritten(before, `is ${now} now`);
    await this.see(now);
    return now;
  }

  /** Remembers the head of the branch, whose history is in the clone. */
  async see(head: string): Promise<void> {
    if (head === this.fetched) return;
    await this.healed((git) => git.ask(['update-ref', seenRef, head]));
    this.place.keepSeen(this.props.address, this.props.branch, head);
    this.fetched = head;
  }

  /**
   * Is told when something was stored, and keeps it in few files: each commit leaves some, and a controller runs for months. What
   * is large stays as it is (git-repack(1), `--geometric`).
   */
  async stored(): Promise<void> {
    this.stores = (this.stores + 1) % storesInBetween;
    if (this.stores === 0) await this.git.run(['repack', '-d', '-q', '--geometric=2']);
  }

  /** Fetches, and says whether a commit is part of the branch. */
  async hasFetched(commit: string): Promise<boolean> {
    await this.remote.fetch([`+${this.props.branch}:${incomingRef}`]);
    return this.isAncestor(commit, incomingRef);
  }

  /**
   * Fetches own refs.
   *
   * @param prefixes beginnings of names
   * @param there what `look` has said of them: what is the same as before is not fetched again
   * @returns ids by name
   */
  async fetchOwn(
    prefixes: readonly string[],
    there?: ReadonlyMap<string, string>,
  ): Promise<ReadonlyMap<string, string>> {
    const key = prefixes.join(' ');
    const before = this.own.get(key);
    if (there !== undefined && before !== undefined) {
      const now = [...there].filter(([name]) => prefixes.some((prefix) => name.startsWith(prefix)));
      if (now.length === before.size && now.every(([name, id]) => before.get(name) === id)) return before;
    }
    const refs = await this.fetchedOwn(prefixes);
    this.own.set(key, refs);
    return refs;
  }

  private fetchedOwn(prefixes: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const heres = prefixes.map((prefix) => `${ownFolder}${prefix.slice('refs/'.length)}`);
    return this.healed(async (git) => {
      await this.remote.fetch(prefixes.map((prefix, index) => `+${prefix}*:${heres[index]}*`));
      const lines = (await git.ask(['for-each-ref', '--format=%(objectname) %(refname)'])).toString().split('\n');
      const refs = lines.map((line) => line.split(' '));
      const own = refs.filter(([, name = '']) => heres.some((here) => name.startsWith(here)));
      return new Map(own.map(([id = '', name = '']) => [`refs/${name.slice(ownFolder.length)}`, id]));
    });
  }

  /** Fetches an own ref, and says whether a commit is part of it. @param names those that it may have */
  async hasOwn(names: readonly string[], now: string, commit: string): Promise<boolean> {
    await this.fetchOwn(names);
    return this.isAncestor(commit, now);
  }

  /** Fetches another branch. @returns its head; undefined when there is none */
  async fetchBranch(name: string): Promise<string | undefined> {
    const there = await this.remote.list([name]);
    if (!there.has(name)) return undefined;
    return await this.healed(async (git) => {
      await this.remote.fetch([`+${name}:${otherRef}`]);
      return await git.commitId(otherRef);
    });
  }

  /** @throws Refusal when a push would replace something, or the clone has no such commits */
  async requireForward(base: string | undefined, head: string): Promise<void> {
    const [from, to] = [commitName(base ?? head), commitName(head)];
    const { status } = await this.git.run(['merge-base', '--is-ancestor', from, to]);
    if (status === 0) return;
    if (status !== 1)
      throw new GitError(
        `the clone in "${this.place.folder}" has no commits ${from} and ${to}; fetch, and commit again`,
      );
    throw new Refusal(
      `commit ${head} does not stand on ${base}: a push would replace it; fetch, and commit again`,
      'usage',
    );
  }

  /**
   * Does something with the clone. When that fails and the clone is broken, it is made again, and it is done once more.
   *
   * @throws GitError when it fails with a clone that is not broken
   */
  async healed<Result>(
    step: (git: Git) => Promise<Result>,
    isBroken = (): Promise<boolean> => this.isBroken(),
  ): Promise<Result> {
    try {
      return await step(this.git);
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
      this.repairing ??= this.repair(isBroken).finally(() => (this.repairing = undefined));
      if (!(await this.repairing)) throw error;
      return step(this.git);
    }
  }

  /** @returns whether it was broken */
  private async repair(isBroken: () => Promise<boolean>): Promise<boolean> {
    if (!(await isBroken())) return false;
    await this.make();
    const { branch } = this.props;
    if ((await this.remote.list([branch])).size > 0) await this.remote.fetch([`+${branch}:${incomingRef}`, ...ownRefs]);
    return true;
  }

  private async isBroken(): Promise<boolean> {
    if ((await this.format()) === undefined) return true;
    // Contents, too: one that is cut is found when it is read.
    return (await this.git.run(['fsck', '--no-dangling', '--no-progress'])).status !== 0;
  }

  /** Makes it, empty. A remote names its objects in one of two ways, and only its refs show which. */
  private async make(): Promise<void> {
    this.fetched = undefined;
    this.own.clear();
    await this.init('sha1');
    const [id] = (await this.remote.list(['*'])).values();
    if (id?.length === 64) await this.init('sha256');
  }

  private async init(format: BlobHash): Promise<void> {
    this.place.removeRepository();
    const words = ['init', '--quiet', '--bare', '--template=', `--object-format=${format}`, '--initial-branch=main'];
    const { status, stderr } = await runGit({
      folder: this.place.folder,
      words: [...words, '--end-of-options', this.place.repository],
      variables: writingVariables(this.props.variables),
    });
    if (status !== 0)
      throw new GitError(`no repository can be made in "${this.place.folder}": ${stderr.toString().trim()}`);
    this.hashOfIds = format;
  }

  /** How its objects are named; undefined when it is missing, or cannot be read. */
  private async format(): Promise<BlobHash | undefined> {
    if (!this.place.hasRepository()) return undefined;
    const { status, stdout } = await this.git.run(['rev-parse', '--is-bare-repository', '--show-object-format']);
    const [isBare, format] = stdout.toString().split('\n');
    if (status !== 0 || isBare !== 'true') return undefined;
    // The kinds make Git look at what each ref names.
    const refs = await this.git.run(['for-each-ref', '--format=%(objecttype)']);
    if (refs.status !== 0 || refs.stderr.length > 0) return undefined;
    return format === 'sha256' ? 'sha256' : 'sha1';
  }

  private async isAncestor(older: string, newer: string): Promise<boolean> {
    return (await this.git.run(['merge-base', '--is-ancestor', older, newer])).status === 0;
  }

  private rewritten(before: string, what: string): Refusal {
    const { branch, address } = this.props;
    return new Refusal(
      `the history of "${branch}" at "${address}" was replaced: ${before} was its head, and it ${what} without that commit; ` +
        `put it back, or, if this was meant, look at what is gone and remove "${this.place.folder}"`,
      'answer',
    );
  }
}

/** Stores between two times that the clone is packed: each leaves a pack at most, and Git looks into every one for an object. */
const storesInBetween = 16;

const incomingRef = 'refs/slipway-incoming';
const otherRef = 'refs/slipway-other';
const seenRef = 'refs/slipway-seen';
const ownFolder = 'refs/slipway-own/';
const ownRefs = ['slipway', 'heads/slipway'].map((name) => `+refs/${name}/*:${ownFolder}${name}/*`);

const settings = [
  'protocol.ext.allow=never',
  // Less than 1,000 bytes a second for half a minute is a connection that hangs.
  'http.lowSpeedLimit=1000',
  'http.lowSpeedTime=30',
  'transfer.credentialsInUrl=die',
  'gc.auto=0',
  'gc.autoDetach=false',
  // What was made and never pushed; what is about to be pushed is younger.
  'gc.pruneExpire=1.day.ago',
  'fetch.recurseSubmodules=false',
  'core.logAllRefUpdates=false',
];
