import { CommitReader } from './commit-reader';
import { Git } from './git';
import { quarantineOf, type GitVariables } from './git-variables';
import { foundOwnRefs } from './own-ref-names';
import { ownRef } from './ref-name';

/**
 * A repository on this machine, which is only read: a clone that somebody works in, or the bare one that a hook runs in. In a
 * pre-receive hook, what was pushed is found in Git's quarantine.
 */
export class LocalRepository extends CommitReader {
  private constructor(
    private readonly git: Git,
    hash: 'sha1' | 'sha256',
  ) {
    super({ hash, healed: async (step) => await step(git) });
  }

  /** The repository whose work tree holds a folder, or a bare one where no work tree is. @throws Refusal when there is none */
  static async open(folder: string, variables: GitVariables): Promise<LocalRepository> {
    return await LocalRepository.of(await Git.open(folder, variables));
  }

  /** The bare repository that somebody names. @throws Refusal when there is none */
  static async openBare(folder: string, variables: GitVariables): Promise<LocalRepository> {
    return await LocalRepository.of(await Git.openBare(folder, variables, quarantineOf(variables)));
  }

  private static async of(git: Git): Promise<LocalRepository> {
    const format = (await git.ask(['rev-parse', '--show-object-format'])).toString().trim();
    return new LocalRepository(git, format === 'sha256' ? 'sha256' : 'sha1');
  }

  /** Finds a commit by a branch, a tag, an id. @throws Refusal when the repository does not have it */
  async commitId(name: string): Promise<string> {
    return await this.git.commitId(name);
  }

  /** Refs of Slipway's own that this repository has. @param prefix `refs/slipway/proposals/` @returns ids by name */
  async refs(prefix: string): Promise<ReadonlyMap<string, string>> {
    ownRef(`${prefix}x`);
    const lines = (await this.git.ask(['for-each-ref', '--format=%(objectname) %(refname)'])).toString().split('\n');
    const all = new Map(lines.map((line) => line.split(' ')).map(([id = '', name = '']) => [name, id]));
    const own = [...foundOwnRefs(all)].filter(([name]) => name.startsWith(prefix));
    return new Map(own.map(([name, { id }]) => [name, id]));
  }
}
