import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { temporaryFolder } from './temporary-folder';

/** What a pull request has added to a folder so that Git, started there, takes it for a repository. */
export interface EmbeddedRepository {
  /** A file that is there once a program was started that only the settings of this repository name. */
  readonly touched: string;
  /** Where its settings send whoever asks for `origin`. */
  readonly remote: string;
}

/**
 * Makes files of a folder that Git takes for a bare repository with a work tree: `HEAD`, `config`, `objects` and `refs`. It has
 * all commits of the real one, and its settings name programs wherever Git starts one.
 *
 * @param root of the real repository
 * @param folder below it
 * @param commit where its branch is
 * @see https://git-scm.com/docs/git-config#Documentation/git-config.txt-safebareRepository
 */
export function anEmbeddedRepository(root: string, folder: string, commit: string): EmbeddedRepository {
  const touched = join(temporaryFolder(), 'touched');
  const program = join(temporaryFolder(), 'program');
  writeFileSync(program, `#!/bin/sh\ntouch '${touched}'\n`);
  chmodSync(program, 0o755);
  const remote = 'https://stranger.example.com/x.git';
  mkdirSync(join(folder, 'objects', 'info'), { recursive: true });
  mkdirSync(join(folder, 'refs', 'heads'), { recursive: true });
  writeFileSync(
    join(folder, 'objects', 'info', 'alternates'),
    `${join('..', relative(folder, root), '.git', 'objects')}\n`,
  );
  writeFileSync(join(folder, 'refs', 'heads', 'main'), `${commit}\n`);
  writeFileSync(join(folder, 'HEAD'), 'ref: refs/heads/main\n');
  const worktree = relative(folder, root) || '.';
  const settings = {
    core: { repositoryformatversion: 0, bare: false, worktree, fsmonitor: program, sshCommand: program },
    log: { showSignature: true },
    gpg: { program },
    'gpg "ssh"': { program, allowedSignersFile: '/dev/null' },
    diff: { external: program },
    'remote "origin"': { url: remote },
    user: { email: 'owner@example.com', signingKey: '/etc/hostname' },
  };
  const lines = Object.entries(settings).flatMap(([section, values]) => [
    `[${section}]`,
    ...Object.entries(values).map(([name, value]) => `\t${name} = ${value}`),
  ]);
  writeFileSync(join(folder, 'config'), `${lines.join('\n')}\n`);
  return { touched, remote };
}
