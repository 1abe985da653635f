import type { BlobHash } from '../tree/blob-id';
import { readChangingCommits, readCommits, readRaw } from './changed-paths';
import type { ChangingCommit, PathChange } from './changed-paths';
import { CommitFiles } from './commit-files';
import type { Git } from './git';
import { rangeOf, readLog } from './history';
import type { LoggedCommit, LogQuestion } from './history';
import { readContents } from './read-contents';
import { readListing } from './read-listing';
import { commitName, commitRange } from './ref-name';

/** A repository that commits are read from. */
export interface ReadRepository {
  /** How it names contents. */
  readonly hash: BlobHash;
  /** Does something with it; what can be mended is mended first. */
  healed<Result>(step: (git: Git) => Promise<Result>): Promise<Result>;
}

/** Reads commits of a repository, without a work tree. */
export class CommitReader {
  constructor(private readonly repository: ReadRepository) {}

  /** Files of a commit that was fetched or made here. @param folder empty for all */
  async files(commit: string, folder: string): Promise<CommitFiles> {
    const id = commitName(commit);
    return this.repository.healed(async (git) => {
      await git.ask(['cat-file', 'commit', id]);
      return CommitFiles.open(git, id, folder, (step) => this.repository.healed(step));
    });
  }

  /** How the repository names contents. */
  get hash(): BlobHash {
    return this.repository.hash;
  }

  /**
   * Contents by Git's names.
   *
   * @returns those that the repository has
   */
  async contents(ids: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
    if (ids.length === 0) return new Map();
    const input = [...new Set(ids.map(commitName)), ''].join('\n');
    return readContents(await this.repository.healed((git) => git.ask(['cat-file', '--batch', '--buffer'], { input })));
  }

  /**
   * Git's names of files and folders in a commit.
   *
   * @returns in the order of the paths; undefined where the commit, or the path in it, is not there
   */
  async idsAt(commit: string, paths: readonly string[]): Promise<readonly (string | undefined)[]> {
    const input = [...paths.map((path) => `${commitName(commit)}:${path}`), ''].join('\n');
    const words = ['cat-file', '--batch-check=%(objectname)'];
    const answer = await this.repository.healed((git) => git.ask(words, { input }));
    const lines = answer.toString('utf8').split('\n');
    return paths.map((_, index) => /^[0-9a-f]{40,64}$/.exec(lines[index] ?? '')?.[0]);
  }

  /** The first parent of a commit; undefined for the first one of a history. */
  async parentOf(commit: string): Promise<string | undefined> {
    const words = ['cat-file', '--batch-check=%(objectname)'];
    const answer = await this.repository.healed((git) => git.ask(words, { input: `${commitName(commit)}^1\n` }));
    return /^[0-9a-f]{40,64}$/.exec(answer.toString('utf8').trim())?.[0];
  }

  /** What differs between two commits: files and Git's names of their contents. @param folder empty for all */
  async changesBetween(before: string, after: string, folder: string): Promise<readonly PathChange[]> {
    const words = [
      'diff-tree',
      '-r',
      '-z',
      '--raw',
      '--no-abbrev',
      '--no-renames',
      commitName(before),
      commitName(after),
    ];
    const answer = await this.repository.healed((git) => git.ask([...words, '--', ...(folder === '' ? [] : [folder])]));
    return readRaw(answer.toString('utf8').split('\0'));
  }

  /**
   * Commits of a history, newest first, with what each changed against its first parent.
   *
   * @param range `<id>`, or `<id>..<id>`
   * @param paths files and folders from the root; other commits are left out
   */
  changingCommits(range: string, paths: readonly string[]): Promise<readonly ChangingCommit[]> {
    return this.repository.healed((git) => readChangingCommits(git, rangeOf(range), paths));
  }

  /** The last commit that two histories have in common; undefined for none, or where one of the commits is not there. */
  async mergeBase(one: string, other: string): Promise<string | undefined> {
    const words = ['merge-base', commitName(one), commitName(other)];
    const { status, stdout } = await this.repository.healed((git) => git.run(words));
    return status === 0 ? stdout.toString().trim() : undefined;
  }

  /** Some commits, with what each changed against its first parent. @param paths commits that change none of them are left out */
  async commits(ids: readonly string[], paths: readonly string[]): Promise<readonly ChangingCommit[]> {
    if (ids.length === 0) return [];
    const names = ids.map(commitName);
    return await this.repository.healed((git) => readCommits(git, names, paths));
  }

  /** Files of a commit below a folder: names of their contents by path from the root. @param folder empty for all */
  async listing(commit: string, folder: string): Promise<ReadonlyMap<string, string>> {
    const words = ['ls-tree', '-r', '-z', '--full-tree', commitName(commit), '--', ...(folder === '' ? [] : [folder])];
    const answer = await this.repository.healed((git) => git.ask(words));
    const ids = new Map<string, string>();
    for (const { kind, id, path } of readListing(answer.toString('utf8'))) if (kind === 'file') ids.set(path, id);
    return ids;
  }

  /** Commits of a history that was fetched, oldest first. @param range `<id>`, or `<id>..<id>` */
  async log(range: string, question: LogQuestion = {}): Promise<readonly LoggedCommit[]> {
    commitRange(range);
    return this.repository.healed((git) => readLog(git, range, question));
  }

  /**
   * Contents that any commit of a history had, wherever they were, oldest first as far as Git knows: nothing that was taken
   * away, written again or moved is left out.
   *
   * @param folder only of files below it; empty for all
   */
  async contentsEver(commit: string, folder = ''): Promise<readonly Buffer[]> {
    const objects = ['rev-list', '--objects', '--filter=object:type=blob', '--reverse', '--full-history'];
    const words = [...objects, commitName(commit), '--', ...(folder === '' ? [] : [folder])];
    const lines = (await this.repository.healed((git) => git.ask(words))).toString('utf8').split('\n');
    // A commit stands alone in its line; a content has its path after its name.
    const ids = lines.flatMap((line) => /^([0-9a-f]+) ./.exec(line)?.[1] ?? []);
    const contents = await this.contents(ids);
    return ids.flatMap((id) => contents.get(id) ?? []);
  }
}
