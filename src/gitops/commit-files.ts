import { Refusal } from '../model/refusal';
import type { Git } from './git';
import { readContents } from './read-contents';
import { readListing } from './read-listing';
import type { ListedEntry } from './read-listing';
import { GitError } from './run-git';

/** What lies in a folder of a commit. */
export interface CommitEntry {
  readonly name: string;
  readonly kind: ListedEntry['kind'];
}

/** The files of a commit below a folder: listed once, read when they are asked for. Paths start at that folder. */
export class CommitFiles {
  private constructor(
    private readonly git: Git,
    /** Id of the commit. */
    readonly commit: string,
    /** What people call the folder: the last part of its path, empty for the root. */
    readonly name: string,
    private readonly entriesByFolder: ReadonlyMap<string, readonly CommitEntry[]>,
    private readonly idByFile: ReadonlyMap<string, string>,
    private readonly healed: Healed,
  ) {}

  /**
   * Lists the files.
   *
   * @param revision a commit as Git writes it: a branch, a tag, an id
   * @param folder its path from the root of the repository; empty, or `.`, for all files
   * @param healed does a step again after it has put right what was in its way. @default - it is done once
   * @throws Refusal when the repository has no such commit, or the commit no such folder
   */
  static async open(git: Git, revision: string, folder: string, healed: Healed = once): Promise<CommitFiles> {
    const commit = await git.commitId(revision);
    const path = folder === '.' ? '' : folder.replace(/(?<!\/)\/+$/, '');
    const below = path === '' ? '' : `${path}/`;
    const entriesByFolder = new Map<string, CommitEntry[]>();
    const idByFile = new Map<string, string>();
    let isThere = path === '';
    for (const { kind, id, path: whole } of readListing(isPath(path) ? await listing(git, commit, below) : '')) {
      if (whole === path) isThere = kind === 'folder';
      if (!whole.startsWith(below)) continue;
      const file = whole.slice(below.length);
      const slash = file.lastIndexOf('/');
      const parent = file.slice(0, Math.max(slash, 0));
      const entry = { name: file.slice(slash + 1), kind };
      const others = entriesByFolder.get(parent);
      if (others === undefined) entriesByFolder.set(parent, [entry]);
      else others.push(entry);
      if (kind === 'file') idByFile.set(file, id);
    }
    if (!isThere)
      throw new Refusal(`commit ${commit} of "${git.folder}" has no folder ${JSON.stringify(path)}`, 'usage');
    return new CommitFiles(git, commit, path.slice(path.lastIndexOf('/') + 1), entriesByFolder, idByFile, healed);
  }

  /** Entries of a folder. @param folder the empty path for the top */
  list(folder: string): readonly CommitEntry[] {
    return this.entriesByFolder.get(folder) ?? [];
  }

  /** The name that Git gives to the content of a file: two contents have two names. */
  identityOf(file: string): string {
    const id = this.idByFile.get(file);
    if (id === undefined) throw new Error(`commit ${this.commit} has no file ${JSON.stringify(file)}`);
    return id;
  }

  /**
   * Reads contents, in one process for all.
   *
   * @throws GitError when one cannot be had: a repository may have a commit without the contents of its files
   */
  read(files: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
    return this.healed(() => this.readOnce(files));
  }

  private async readOnce(files: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
    const ids = new Set(files.map((file) => this.identityOf(file)));
    const answer = await this.git.ask(['cat-file', '--batch', '--buffer'], { input: [...ids, ''].join('\n') });
    const contents = readContents(answer);
    return new Map(
      files.map((file) => {
        const content = contents.get(this.identityOf(file));
        if (content !== undefined) return [file, content];
        const whose = `${this.identityOf(file)} of ${JSON.stringify(file)} in commit ${this.commit}`;
        throw new GitError(`the Git repository "${this.git.folder}" does not have the content ${whose}`);
      }),
    );
  }
}

type Healed = <Result>(step: () => Promise<Result>) => Promise<Result>;

const once: Healed = (step) => step();

/** Git takes what is no path from the root for a mistake, or for another place. */
function isPath(path: string): boolean {
  return path === '' || (!path.includes('\0') && path.split('/').every((name) => !['', '.', '..'].includes(name)));
}

async function listing(git: Git, commit: string, below: string): Promise<string> {
  const paths = below === '' ? [] : [below];
  const answer = await git.ask(['ls-tree', '-r', '-t', '-z', '--full-tree', commit, '--', ...paths]);
  return answer.toString('utf8');
}
