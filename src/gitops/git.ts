import { dirname } from 'node:path';

import { Refusal } from '../model/refusal';
import { withoutGit, writingVariables } from './git-variables';
import type { GitVariables } from './git-variables';
import { GitError, runGit } from './run-git';
import type { GitAnswer } from './run-git';
import { safeSettingsForPaths } from './safe-settings';
import { workTreeAround } from './work-tree';

/** What a command is given besides its words. */
export interface Asking {
  /** What it reads. @default nothing */
  readonly input?: string | Uint8Array;
  /** When it is ended, in milliseconds. @default - never */
  readonly deadlineMilliseconds?: number;
  /** What it may print, in bytes. @default 1 GiB */
  readonly mostBytes?: number;
}

/**
 * Asks Git about one repository, and does not hold the event loop meanwhile. Only the repository decides what is
 * answered: variables such as GIT_DIR, replaced objects, hooks and file system monitors have no say.
 */
export class Git {
  private constructor(
    /** The repository as people name it. */
    readonly folder: string,
    private readonly settings: readonly string[],
    private readonly variables: GitVariables,
    /** Where its processes run. */
    private readonly place = folder,
  ) {}

  /**
   * The repository whose work tree holds a folder; a folder that is in no work tree may be a bare repository. What looks like a
   * bare one in a work tree is files that somebody committed, with settings that name programs.
   *
   * @param variables those of this process; what they say to Git is left out
   * @throws Refusal when there is no repository
   */
  static async open(folder: string, variables: GitVariables): Promise<Git> {
    const root = workTreeAround(folder);
    const own = withoutGit(variables);
    const found = root === undefined ? await gitFolder(folder, ['--git-dir=.'], own) : await gitFolder(root, [], own);
    return Git.found(folder, found, own);
  }

  /**
   * The bare repository that somebody names, wherever it lies; a folder that is none may be in a work tree.
   *
   * @param variables those of this process; what they say to Git is left out
   * @param quarantine what a pre-receive hook was given to find pushed objects: `quarantineOf`. @default - no hook
   * @throws Refusal when there is no repository
   */
  static async openBare(folder: string, variables: GitVariables, quarantine: GitVariables = {}): Promise<Git> {
    const own = { ...withoutGit(variables), ...quarantine };
    const bare = await gitFolder(folder, ['--git-dir=.'], own);
    return bare === undefined ? await Git.open(folder, variables) : Git.found(folder, bare, own);
  }

  private static found(folder: string, found: string | undefined, variables: GitVariables): Git {
    if (found === undefined) throw new Refusal(`"${folder}" is in no Git repository`, 'usage');
    return new Git(folder, [`--git-dir=${found}`, ...safeSettingsForPaths], variables);
  }

  /**
   * A bare repository of our own, which no configuration of the machine or of a person reaches.
   *
   * @param folder one whose parent exists
   * @param settings for each command: `name=value`
   */
  static ofClone(folder: string, variables: GitVariables, settings: readonly string[]): Git {
    const words = [`--git-dir=${folder}`, ...safeSettingsForPaths, ...settings.flatMap((setting) => ['-c', setting])];
    // Not in the repository: it may be gone, or damaged, and is then made again.
    return new Git(folder, words, writingVariables(variables), dirname(folder));
  }

  /**
   * Finds a commit.
   *
   * @param name as Git writes it: a branch, a tag, an id
   * @returns its id
   * @throws Refusal when the repository does not have it
   */
  async commitId(name: string): Promise<string> {
    const words = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`];
    // No argument of a process can hold this character.
    const answer = name.includes('\0') ? undefined : await this.run(words);
    const id = answer?.stdout.toString().trimEnd() ?? '';
    // Of "^main", Git says which commit it excludes.
    if (answer?.status === 0 && /^[0-9a-f]+$/.test(id)) return id;
    throw new Refusal(
      `there is no commit ${JSON.stringify(name)} in the Git repository "${this.folder}"; is it fetched?`,
      'usage',
    );
  }

  /**
   * Runs a command of Git.
   *
   * @param asking what it reads and how long it may take
   * @returns what it printed
   * @throws GitError when it fails
   */
  async ask(words: readonly string[], asking: Asking = {}): Promise<Buffer> {
    const answer = await this.run(words, asking);
    if (answer.status === 0) return answer.stdout;
    throw new GitError(`git ${words[0]} failed in "${this.folder}": ${wordsOf(answer)}`);
  }

  /** Runs a command that may fail: its status is part of the answer. */
  run(words: readonly string[], asking: Asking = {}): Promise<GitAnswer> {
    return runGit({ ...asking, folder: this.place, words: [...this.settings, ...words], variables: this.variables });
  }
}

/** Where Git says that a repository is; undefined where it finds none. */
async function gitFolder(
  folder: string,
  settings: readonly string[],
  variables: GitVariables,
): Promise<string | undefined> {
  const words = [...safeSettingsForPaths, ...settings, 'rev-parse', '--absolute-git-dir'];
  const { status, stdout } = await runGit({ folder, words, variables });
  return status === 0 ? stdout.toString().replace(/\n$/, '') : undefined;
}

function wordsOf({ status, stderr }: GitAnswer): string {
  return stderr.toString().trim() || `status ${status}`;
}
