import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import type { Program } from './processes';

/** The branch that Argo CD follows. */
export const branch = 'main';

/** A commit that was pushed. */
export interface Commit {
  readonly hash: string;
  /** Files that it adds, changes or removes. */
  readonly files: readonly string[];
}

/** A GitOps repository: a working copy to write to, and a bare one that is served. */
export class GitRepository {
  private constructor(
    /** The working copy. */
    readonly folder: string,
    /** Where Argo CD reads it. */
    readonly url: string,
  ) {}

  /**
   * Makes an empty repository.
   *
   * @param folder of the served repositories
   * @param name becomes `<name>.git` in the URL
   */
  static create(folder: string, server: string, name: string): GitRepository {
    const served = join(folder, `${name}.git`);
    const copy = join(folder, '..', 'working-copies', name);
    mkdirSync(copy, { recursive: true });
    git(folder, 'init', '--quiet', '--bare', `--initial-branch=${branch}`, served);
    git(copy, 'init', '--quiet', `--initial-branch=${branch}`);
    git(copy, 'remote', 'add', 'origin', served);
    return new GitRepository(copy, `${server}/${name}.git`);
  }

  /** The repository that an earlier process made. */
  static open(folder: string, server: string, name: string): GitRepository {
    return new GitRepository(join(folder, '..', 'working-copies', name), `${server}/${name}.git`);
  }

  /** The last commit. */
  head(): string {
    return git(this.folder, 'rev-parse', 'HEAD').trim();
  }

  /** Whether the working copy has something to commit. */
  hasChanged(): boolean {
    return git(this.folder, 'status', '--porcelain') !== '';
  }

  /** Commits everything in the working copy and pushes it. */
  push(message: string): Commit {
    git(this.folder, 'add', '--all');
    const files = git(this.folder, 'diff', '--cached', '--name-only').trimEnd().split('\n');
    git(this.folder, 'commit', '--quiet', '--message', message);
    git(this.folder, 'push', '--quiet', 'origin', branch);
    return { hash: this.head(), files };
  }
}

/** The program that serves repositories over HTTP. */
export function gitServer(folder: string, port: number, address: string): Program {
  mkdirSync(folder, { recursive: true });
  return {
    name: 'git-server',
    file: process.execPath,
    args: [join(__dirname, 'git-http-server.mjs'), folder, String(port), address],
    // Any answer will do: there is nothing to serve yet.
    isReady: async () => (await fetch(`http://127.0.0.1:${port}/`)).status > 0,
  };
}

// The identity and the settings of whoever runs the tests are left out of it.
function git(folder: string, ...args: readonly string[]): string {
  const identity = ['-c', 'user.name=Slipway', '-c', 'user.email=slipway@example.com', '-c', 'commit.gpgSign=false'];
  return execFileSync('git', [...identity, ...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
  });
}
