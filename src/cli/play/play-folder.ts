import { chmodSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { GitVariables } from '../../gitops/git-variables';
import { withoutGit } from '../../gitops/git-variables';
import { GitError, runGit } from '../../gitops/run-git';
import { synthesize } from '../../render/synthesize';
import { newSshKey, type SshKeyTexts } from '../../signatures/new-ssh-key';
import { makeFolder } from '../../tree/make-folder';
import { isOnDisk, writeContent } from '../../tree/named-calls';
import { fillNewFolder } from '../init/new-folder';
import { addressOf, playCatalog, players, simulation } from './play-texts';

/** Where things of a game lie. */
export interface PlayFolder {
  readonly folder: string;
  /** The bare repository that everybody pushes to. */
  readonly remote: string;
  /** The developer's clone. */
  readonly clone: string;
  /** The file of a private key. */
  readonly keyOf: (who: string) => string;
  /** The clone of the simulation. */
  readonly simulation: string;
}

/** Names the places of a game. @param folder absolute path */
export function playFolder(folder: string): PlayFolder {
  return {
    folder,
    remote: join(folder, 'remote.git'),
    clone: join(folder, 'gitops'),
    keyOf: (who) => join(folder, 'keys', who),
    simulation: join(folder, simulation),
  };
}

/** Whether a game was made there before. */
export function isPlayFolder({ remote, clone, keyOf }: PlayFolder): boolean {
  return [remote, clone, keyOf(simulation)].every((path) => isOnDisk(path));
}

/**
 * Makes a game: a bare repository, a clone with a catalog that is rendered and pushed, and a key for every player.
 *
 * @param shown the folder as it was typed
 * @throws Refusal when the folder is not empty
 * @throws GitError when Git cannot do it; then nothing is left behind
 */
export async function makePlayFolder(
  place: PlayFolder,
  shown: string,
  variables: GitVariables,
  now: Date,
): Promise<void> {
  const wasThere = isOnDisk(place.folder);
  fillNewFolder(place.folder, shown, (staging) => {
    const keys = Object.fromEntries([...players, simulation].map((who) => [who, newSshKey(who)]));
    const staged = playFolder(staging);
    for (const [who, { privateText, publicLine }] of Object.entries(keys)) {
      write(staged.keyOf(who), privateText);
      chmodSync(staged.keyOf(who), 0o600);
      write(`${staged.keyOf(who)}.pub`, `${publicLine}\n`);
    }
    for (const { path, text } of playCatalog(complete(keys))) write(join(staged.clone, path), text);
    synthesize({ catalog: join(staged.clone, 'catalog'), out: staged.clone });
  });
  try {
    await commitAndPush(place, variables, now);
  } catch (error) {
    for (const path of [place.remote, place.clone, dirname(place.keyOf(''))])
      rmSync(path, { recursive: true, force: true });
    if (!wasThere) rmSync(place.folder, { recursive: true, force: true });
    throw error;
  }
}

async function commitAndPush(
  { folder, remote, clone, keyOf }: PlayFolder,
  variables: GitVariables,
  now: Date,
): Promise<void> {
  // Nothing of a person's own settings: the game is the same for everybody.
  const own = { ...withoutGit(variables), GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  const at = now.toISOString();
  const git = async (where: string, ...words: readonly string[]): Promise<void> => {
    const dated = { ...own, GIT_AUTHOR_DATE: at, GIT_COMMITTER_DATE: at };
    const { status, stderr } = await runGit({ folder: where, words, variables: dated });
    if (status !== 0) throw new GitError(`git ${words[0] ?? ''} in "${where}": ${stderr.toString('utf8').trim()}`);
  };
  await git(folder, 'init', '--quiet', '--bare', '--initial-branch=main', remote);
  await git(remote, 'config', 'receive.fsckObjects', 'true');
  await git(folder, 'init', '--quiet', '--initial-branch=main', clone);
  // Relative, so that the whole folder can be moved; the key is found from any folder of the clone.
  await git(clone, 'remote', 'add', 'origin', '../remote.git');
  for (const [name, value] of [
    ['user.name', 'developer'],
    ['user.email', addressOf('developer')],
    ['gpg.format', 'ssh'],
    ['user.signingKey', keyOf('developer')],
  ] as const)
    await git(clone, 'config', name, value);
  await git(clone, 'add', '--all');
  await git(clone, 'commit', '--quiet', '--message=Start to play');
  await git(clone, 'push', '--quiet', '--set-upstream', 'origin', 'main');
}

function write(path: string, text: string): void {
  makeFolder(dirname(path));
  writeContent(path, text);
}

function complete(keys: Readonly<Record<string, SshKeyTexts>>): Parameters<typeof playCatalog>[0] {
  const of = (who: string): SshKeyTexts => keys[who] ?? newSshKey(who);
  return {
    developer: of('developer'),
    'sre-one': of('sre-one'),
    'sre-two': of('sre-two'),
    [simulation]: of(simulation),
  };
}
