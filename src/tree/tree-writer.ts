import * as nodeFileSystem from 'node:fs';
import { applyJournal } from './apply-journal';
import type { FileSystem } from './file-system';
import { isInFolders } from './folder-patterns';
import { isEmptyJournal, writeJournal, type BlockChange, type Journal } from './journal';
import { acquireLock, type Lock } from './lock';
import { machineProcesses } from './machine-processes';
import { withManagedBlock } from './managed-block';
import { isOurs } from './ownership';
import { assertWritable, refuseFilesOfOthers } from './obstacles';
import { PathClaims, type Claimant } from './path-claims';
import { planMoves } from './plan-moves';
import { discardRun, recoverLocked, removeIfEmpty, removeRun, type RecoverOptions } from './recover';
import { Staging } from './staging';
import { asTreeError, attempt, TreeError } from './tree-error';
import { contentHash, isOursAt, readIfThere } from './tree-file';
import { assertTreePath, existingFolders, folderOf, foldersAbove } from './tree-path';
import { hasFile, takeSnapshot, type TreeSnapshot } from './tree-snapshot';
import { treeState, type TreeState } from './tree-state';

/** What a run writes, and with what. */
export interface TreeWriterOptions extends RecoverOptions {
  /**
   * Folders below the root whose rendered files this run states completely: files of ours in there that are neither put nor
   * kept are removed. Nothing is written outside them, besides managed blocks. `*` stands for any one name.
   */
  readonly folders: readonly string[];
  /** Whether a file in there is left as it is when nobody states it. @default - none is */
  readonly keeps?: ((path: string) => boolean) | undefined;
}

/** What a commit did. Paths are relative to the root and sorted by code unit. */
export interface TreeReport {
  /** Files that are new or have a new text. */
  readonly written: readonly string[];
  /** Number of files that were current already; they keep inode and modification time. */
  readonly unchanged: number;
  /** Files of ours that are no longer rendered. */
  readonly removed: readonly string[];
}

/** Whether a file was current already, or will be written by the commit. */
export type PutOutcome = 'unchanged' | 'staged';

/**
 * Writes a tree of rendered files so that a crash of the process at any moment leaves the old tree or the new one, and so
 * that files of others are never touched. New texts are staged in `.slipway/staging`; a journal is the point of no return.
 *
 * Staged files are not flushed one by one (30,000 fsync calls take minutes): after a power failure run again.
 */
export class TreeWriter {
  readonly #files: Staging;
  readonly #blockFiles: Staging;
  readonly #claims: PathClaims;
  readonly #isManaged: (path: string) => boolean;
  /** Files come folder by folder: most ask for the folder of the one before. */
  #lastManaged: string | undefined;
  readonly #written: string[] = [];
  readonly #blocks: BlockChange[] = [];
  readonly #inTheWay: string[] = [];
  #unchanged = 0;
  /** Known until the next statement: whoever asks before the commit asks for what the commit will ask for. */
  #unstated: readonly string[] | undefined;
  #hasFailed = false;
  #isClosed = false;

  private constructor(
    private readonly state: TreeState,
    private readonly folders: readonly string[],
    private readonly keeps: (path: string) => boolean,
    private readonly snapshot: TreeSnapshot,
    private readonly lock: Lock,
    private readonly fileSystem: FileSystem,
  ) {
    this.#files = new Staging(state.files, fileSystem);
    this.#blockFiles = new Staging(state.blocks, fileSystem);
    this.#isManaged = isInFolders(folders);
    this.#claims = new PathClaims(snapshot);
  }

  /**
   * Takes the lock of the tree, recovers an interrupted run, and lists the managed folders. Call commit() or abort() in any
   * case; abort() after commit() does nothing.
   *
   * @param root The folder that holds the tree; it is made if it is missing.
   * @throws {TreeError} if another process is writing the tree, or if a managed folder is a symlink or a file.
   */
  static open(root: string, options: TreeWriterOptions): TreeWriter {
    const { fileSystem = nodeFileSystem, processes = machineProcesses, folders, keeps = () => false } = options;
    const state = treeState(root);
    const lock = acquireLock(state.folder, fileSystem, processes);
    try {
      recoverLocked(state, fileSystem);
      return new TreeWriter(state, folders, keeps, takeSnapshot(root, folders, fileSystem), lock, fileSystem);
    } catch (error) {
      lock.release();
      removeIfEmpty(state, fileSystem);
      throw error;
    }
  }

  /**
   * States a rendered file; nothing in the tree changes before the commit. A file of others at this path is refused by
   * commit(), together with all others, so that they can be moved away in one go.
   *
   * @param text Text that starts with a line that makes it ours: {@link isOurs}.
   * @param source The object, for people: `Deployment "web" in namespace "dev"`.
   * @throws {TreeError} for a path that is stated twice, or that differs from another one in case only, naming both.
   */
  put(path: string, text: string, source: string): PutOutcome {
    return this.#state(path, source, () => {
      assertTreePath(path);
      this.#assertManaged(path);
      if (!isOurs(text)) throw new Error(`the text of "${path}" lacks the line that makes it ours`);
      const current = hasFile(this.snapshot, path) ? readIfThere(this.#inTree(path), this.fileSystem) : undefined;
      if (current?.equals(Buffer.from(text)) === true) return 'unchanged';
      if (current !== undefined && !isOurs(current)) this.#inTheWay.push(path);
      this.#files.write(path, text);
      this.#written.push(path);
      return 'staged';
    });
  }

  /** Whether a regular file was at this path when the run began. */
  has(path: string): boolean {
    return this.snapshot.get(path) === 'file';
  }

  /**
   * States a rendered file that the caller has proved to be current: it counts as unchanged, without a look at it.
   *
   * @param source The object, for people.
   * @throws {Error} if there was no such file when the run began.
   */
  keep(path: string, source: Claimant): void {
    this.#state(path, source, () => {
      // A file that was listed has a path of the tree, in a managed folder.
      if (this.snapshot.get(path) !== 'file') throw new Error(`cannot keep "${path}": there is no such file`);
      return 'unchanged';
    });
  }

  /**
   * Files of ours that are neither put nor kept so far: a commit would remove them.
   *
   * @throws {TreeError} if one of them cannot be read
   */
  unstated(): readonly string[] {
    this.#unstated ??= this.#findUnstated();
    return this.#unstated;
  }

  /**
   * States the lines between `# slipway: begin` and `# slipway: end` in a file that others also edit; their lines stay byte
   * for byte. A file without a block gets it at its end; no lines make no new block.
   *
   * @param name Tells it from blocks of other trees in the same file.
   * @throws {TreeError} if the markers in the file form no single block, or if it is no regular file.
   */
  putBlock(path: string, lines: readonly string[], name?: string): PutOutcome {
    return this.#state(path, 'a managed block', () => {
      assertTreePath(path);
      const current = this.#bytesOfOthers(path);
      const next = withManagedBlock(path, current ?? Buffer.alloc(0), lines, name);
      if (next.equals(current ?? Buffer.alloc(0))) return 'unchanged';
      this.#blockFiles.write(path, next);
      this.#blocks.push({ path, base: contentHash(current), lines, name });
      return 'staged';
    });
  }

  /**
   * Makes the tree what was stated, and ends the run.
   *
   * @throws {TreeError} with the old tree in place, if files of others are in the way or the file system refuses; if it
   * refuses after the point of no return, the journal stays, and the next run or recover() completes the new tree.
   */
  commit(): TreeReport {
    if (this.#isClosed || this.#hasFailed) throw new Error('commit() after the end of the run, or after an error');
    const journal = this.#decide();
    this.#isClosed = true;
    try {
      applyJournal(this.state, journal, this.fileSystem);
      removeRun(this.state, this.fileSystem);
    } finally {
      this.#release();
    }
    return this.#report(journal.removals);
  }

  /** How many files were stated so far. */
  get stated(): number {
    return this.#written.length + this.#blocks.length + this.#unchanged;
  }

  /**
   * Says what a commit would do.
   *
   * @throws {TreeError} if files of others are in the way
   */
  preview(): TreeReport {
    refuseFilesOfOthers(this.#inTheWay);
    return this.#report(this.unstated());
  }

  /** Throws away what was stated and gives the lock back; the tree stays as it was. Does nothing after the end of the run. */
  abort(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    try {
      // Without the lock, what is staged there may be of another process.
      if (this.lock.isHeld()) discardRun(this.state, this.fileSystem);
    } finally {
      this.#release();
    }
  }

  #report(removals: readonly string[]): TreeReport {
    return {
      written: [...this.#written, ...this.#blocks.map(({ path }) => path)].sort(),
      unchanged: this.#unchanged,
      removed: [...removals].sort(),
    };
  }

  /** Runs one statement. After an error there is no commit: what was not stated would be taken for stale. */
  #state(path: string, source: Claimant, statement: () => PutOutcome): PutOutcome {
    if (this.#isClosed) throw new Error(`cannot state "${path}" after the end of the run`);
    this.#unstated = undefined;
    try {
      this.#claims.claim(path, source);
      const outcome = statement();
      if (outcome === 'unchanged') this.#unchanged += 1;
      return outcome;
    } catch (error) {
      this.#hasFailed = true;
      throw asTreeError(error, `cannot write "${path}"`);
    }
  }

  #findUnstated(): readonly string[] {
    const unstated: string[] = [];
    for (const [path, kind] of this.snapshot) {
      if (kind !== 'file' || this.#claims.has(path) || this.keeps(path)) continue;
      const isOurFile = attempt(`cannot read "${path}"`, () => isOursAt(this.#inTree(path), this.fileSystem));
      if (isOurFile) unstated.push(path);
    }
    return unstated;
  }

  #assertManaged(path: string): void {
    const folder = folderOf(path);
    if (folder === this.#lastManaged) return;
    if (!this.#isManaged(path)) {
      throw new Error(`"${path}" is outside the managed folders ${this.folders.join(', ')}`);
    }
    this.#lastManaged = folder;
  }

  #bytesOfOthers(path: string): Buffer | undefined {
    existingFolders(this.state.root, foldersAbove(path), this.fileSystem);
    const status = this.fileSystem.lstatSync(this.#inTree(path), { throwIfNoEntry: false });
    if (status === undefined) return undefined;
    if (!status.isFile()) throw new TreeError(`cannot write "${path}": it is no regular file; replace it by one`);
    return this.fileSystem.readFileSync(this.#inTree(path));
  }

  /** Passes the point of no return, or fails with the old tree in place and the run ended. */
  #decide(): Journal {
    try {
      refuseFilesOfOthers(this.#inTheWay);
      const removals = this.unstated();
      const journal = { ...planMoves(this.#written, this.snapshot), blocks: this.#blocks, removals };
      assertWritable(this.state, journal, this.fileSystem);
      if (!this.lock.isHeld()) throw new TreeError(`the lock in "${this.state.folder}" was taken away; run again`);
      if (!isEmptyJournal(journal)) writeJournal(this.state, journal, this.fileSystem);
      return journal;
    } catch (error) {
      this.abort();
      throw error;
    }
  }

  #inTree(path: string): string {
    return `${this.state.root}/${path}`;
  }

  #release(): void {
    this.lock.release();
    removeIfEmpty(this.state, this.fileSystem);
  }
}
