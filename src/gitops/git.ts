import { spawn } from 'node:child_process';

import { Refusal } from '../model/refusal';

/** Environment variables of a process. */
export type GitVariables = Readonly<Record<string, string | undefined>>;

/** What Git could not do, in its own words. */
export class GitError extends Error {
  override readonly name = 'GitError';
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
  ) {}

  /**
   * @param folder a bare repository, or a folder in a work tree
   * @param variables those of this process; what they say to Git is left out
   * @throws Refusal when there is no repository
   */
  static async open(folder: string, variables: GitVariables): Promise<Git> {
    const own = { ...withoutGit(variables), GIT_TERMINAL_PROMPT: '0' };
    // A bare repository is named first: people may have told Git not to find one by itself (safe.bareRepository).
    for (const settings of [['--git-dir=.'], []]) {
      const { status, stdout } = await run(folder, [...settings, 'rev-parse', '--absolute-git-dir'], own);
      if (status === 0) return new Git(folder, [`--git-dir=${stdout.toString().replace(/\n$/, '')}`, ...safe], own);
    }
    throw new Refusal(`"${folder}" is in no Git repository`, 'usage');
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
   * @param input what it reads
   * @returns what it printed
   * @throws GitError when it fails
   */
  async ask(words: readonly string[], input = ''): Promise<Buffer> {
    const { status, stdout, stderr } = await this.run(words, input);
    if (status === 0) return stdout;
    throw new GitError(`git ${words[0]} failed in "${this.folder}": ${stderr.toString().trim() || `status ${status}`}`);
  }

  private run(words: readonly string[], input = ''): Promise<Answer> {
    return run(this.folder, [...this.settings, ...words], this.variables, input);
  }
}

/** What no configuration may decide otherwise. */
const safe: readonly string[] = [
  '--no-replace-objects',
  '--literal-pathspecs',
  '-c',
  'core.fsmonitor=false',
  '-c',
  'core.hooksPath=/dev/null',
];

function withoutGit(variables: GitVariables): GitVariables {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !/^GIT_/i.test(name)));
}

interface Answer {
  /** `null` when a signal ended it. */
  readonly status: number | null;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
}

function run(folder: string, words: readonly string[], variables: GitVariables, input = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const git = spawn('git', [...words], { cwd: folder, env: variables, stdio: 'pipe' });
    const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
    git.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    git.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    git.on('error', ({ message }) => {
      reject(
        new GitError(`git cannot be started in "${folder}": ${message}; is it installed, and is the folder there?`),
      );
    });
    git.on('close', (status) => {
      resolve({ status, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr) });
    });
    // Git may end before it has read everything. Its status says why.
    git.stdin.on('error', () => {});
    git.stdin.end(input);
  });
}
