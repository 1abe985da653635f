import { spawnSync } from 'node:child_process';

import type { BlobHash } from '../tree/blob-id';
import { Refusal } from '../model/refusal';
import { readContents } from './read-contents';
import { readListing } from './read-listing';
import { safeSettingsForPaths } from './safe-settings';
import { pathInWorkTree, workTreeAround } from './work-tree';

/** A commit to compare with. */
export interface Revision {
  /** For people: `main (merge base 1a2b3c4)`. */
  readonly name: string;
  readonly commit: string;
}

/** Branches whose merge base is compared with when nobody says what. */
const mainBranches = ['main', 'origin/main', 'origin/HEAD'];

/** Most bytes of an answer: the texts of a platform of 30,000 objects are 60 MB. */
const largestAnswer = 2 ** 30;

/** Asks Git about the repository that holds a folder. */
export class Repository {
  private constructor(
    /** Root of its work tree. */
    private readonly root: string,
    /** From the root of the repository to that of the tree, with `/` at its end; empty at the root. */
    private readonly prefix: string,
    readonly hash: BlobHash,
  ) {}

  /**
   * @param folder one that exists
   * @param below from there to the root of the tree, which need not exist; with `/` at its end, or empty
   * @returns undefined when the folder is in no repository, or Git is not installed
   */
  static open(folder: string, below: string): Repository | undefined {
    const root = workTreeAround(folder);
    const format = root === undefined ? undefined : ask(root, ['rev-parse', '--show-object-format'])?.trim();
    if (root === undefined || format === undefined) return undefined;
    const path = pathInWorkTree(root, folder);
    const prefix = path === '' ? below : `${path}/${below}`;
    return new Repository(root, prefix, format === 'sha256' ? 'sha256' : 'sha1');
  }

  /** @returns undefined when the repository does not have it */
  revision(name: string): Revision | undefined {
    const commit = this.ask(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`])?.trim();
    return commit === undefined ? undefined : { name: `${name} (${commit.slice(0, 7)})`, commit };
  }

  /**
   * Finds where this branch left the main one.
   *
   * @throws Refusal that says what to do when there is no such place
   */
  mergeBase(): Revision {
    if (this.revision('HEAD') === undefined)
      throw new Refusal('the Git repository has no commit yet; commit, or name a folder with --against', 'usage');
    const branch = mainBranches.find((name) => this.revision(name) !== undefined);
    if (branch === undefined)
      throw new Refusal(
        `there is no branch ${mainBranches.join(', ')}; name what to compare with by --against`,
        'usage',
      );
    return this.mergeBaseWith(branch);
  }

  /**
   * Finds where this branch left another one.
   *
   * @param branch one that the repository has
   * @throws Refusal that says what to do when there is no such place
   */
  mergeBaseWith(branch: string): Revision {
    const commit = this.ask(['merge-base', 'HEAD', branch])?.trim();
    if (commit === undefined)
      throw new Refusal(
        `HEAD and ${branch} have no common commit here; fetch the whole history ("git fetch --unshallow"; "fetch-depth: 0" ` +
          `in GitHub Actions), or name what to compare with by --against`,
        'usage',
      );
    return { name: `${branch} (merge base ${commit.slice(0, 7)})`, commit };
  }

  /** Files below the folders in a commit -> names of their contents. Links are left out. */
  list({ commit }: Revision, folders: readonly string[]): ReadonlyMap<string, string> {
    const paths = folders.map((folder) => `${this.prefix}${folder}/`);
    const answer = this.ask(['ls-tree', '-r', '-z', '--full-tree', commit, '--', ...paths]) ?? '';
    const files = new Map<string, string>();
    for (const { kind, id, path } of readListing(answer)) {
      if (kind === 'file') files.set(path.slice(this.prefix.length), id);
    }
    return files;
  }

  /** Known files of the working tree that are not what a commit has; Git knows this without reading them. */
  changed({ commit }: Revision, folders: readonly string[]): ReadonlySet<string> {
    const paths = folders.map((folder) => `${this.prefix}${folder}`);
    const answer = this.ask(['diff', ...plainDiff, commit, '--', ...paths]) ?? '';
    return new Set(
      answer
        .split('\0')
        .filter((path) => path !== '')
        .map((path) => path.slice(this.prefix.length)),
    );
  }

  /** Reads contents. One that Git does not have is not in the answer. */
  read(ids: readonly string[]): ReadonlyMap<string, Buffer> {
    if (ids.length === 0) return new Map();
    const { stdout } = spawnSync('git', [...safeSettingsForPaths, 'cat-file', '--batch'], {
      cwd: this.root,
      input: `${ids.join('\n')}\n`,
      maxBuffer: largestAnswer,
    });
    return readContents(stdout);
  }

  private ask(words: readonly string[]): string | undefined {
    return ask(this.root, words);
  }
}

/** Names of files alone; of submodules nothing is rendered, and to look into them would be to ask other repositories. */
const plainDiff = ['--name-only', '-z', '--no-renames', '--no-ext-diff', '--no-textconv', '--ignore-submodules=all'];

function ask(root: string, words: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync('git', [...safeSettingsForPaths, ...words], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: largestAnswer,
  });
  return status === 0 ? stdout : undefined;
}
