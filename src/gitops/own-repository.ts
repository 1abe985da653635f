import { isAbsolute, join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { Refusal } from '../model/refusal';
import { withoutGit } from './git-variables';
import type { GitVariables } from './git-variables';
import { runGit } from './run-git';
import { safeSettings } from './safe-settings';
import { pathInWorkTree, workTreeAround } from './work-tree';

/** What the repository around a folder says of itself and of whoever works in it. */
export interface OwnRepository {
  /** Root of its work tree. */
  readonly root: string;
  /** From its root to the folder, with `/` between names; empty at the root. */
  readonly prefix: string;
  /** Address of `origin`. @default - it has none */
  readonly remote: string | undefined;
  /** `user.email`. It proves nothing. @default - nobody said */
  readonly email: string | undefined;
  /** `user.signingKey`, where `gpg.format` is `ssh`: a file, or a key of the agent. @default - nobody said */
  readonly signingKey: string | undefined;
  /** `user.signingKey`, where `gpg.format` is `openpgp` or not set: a key of GnuPG. @default - nobody said */
  readonly gpgKey: string | undefined;
}

/**
 * Asks the repository around a folder.
 *
 * @throws Refusal when there is none
 */
export async function ownRepository(folder: string, variables: GitVariables): Promise<OwnRepository> {
  const around = workTreeAround(folder);
  const noTree = new Refusal(
    `"${folder}" is in no work tree of Git: go to a clone of the repository that Argo CD reads`,
    'usage',
  );
  if (around === undefined) throw noTree;
  const ask = async (...words: readonly string[]): Promise<string | undefined> => {
    const settings = { folder: around, words: [...safeSettings, ...words], variables: withoutGit(variables) };
    const { status, stdout } = await runGit(settings);
    return status === 0 ? stdout.toString() : undefined;
  };
  const root = (await ask('rev-parse', '--show-toplevel'))?.replace(/\n$/, '');
  if (root === undefined) throw noTree;
  const configured = async (name: string): Promise<string | undefined> => {
    const value = (await ask('config', '--get', name))?.trim();
    return value === '' ? undefined : value;
  };
  const [remote, email, format, signingKey] = await Promise.all(
    ['remote.origin.url', 'user.email', 'gpg.format', 'user.signingKey'].map(configured),
  );
  return {
    root,
    prefix: pathInWorkTree(around, folder),
    remote: remote === undefined ? undefined : addressFrom(remote, root),
    email,
    signingKey: format === 'ssh' ? signingKey : undefined,
    gpgKey: format === undefined || format === 'openpgp' ? signingKey : undefined,
  };
}

/** Git takes paths for addresses, also relative ones. */
function addressFrom(remote: string, root: string): string {
  if (/^[a-z+]+:\/\//.test(remote)) return remote;
  // `host:path` is an address of SSH; a path with a colon begins with a slash or a dot.
  if (!isAbsolute(remote) && !remote.startsWith('.') && remote.includes(':')) return remote;
  return pathToFileURL(isAbsolute(remote) ? remote : join(root, remote)).href;
}
