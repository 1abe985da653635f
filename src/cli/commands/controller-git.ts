import { chmodSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { GitVariables } from '../../gitops/git-variables';
import { Refusal } from '../../model/refusal';
import { makeFolder } from '../../tree/make-folder';
import { isOnDisk, readText, writeContent } from '../../tree/named-calls';

/** Files of secrets that Git needs, beside those of `secretFiles`. */
export const gitSecretFiles = {
  token: 'git-token',
  user: 'git-user',
  sshKey: 'git-ssh-key',
  knownHosts: 'git-known-hosts',
} as const;

/** Where Git's credentials are, and for what. */
export interface GitCredentialsQuestion {
  readonly remote: string;
  /** Folder of secrets. */
  readonly secrets: string;
  /** Folder of the clone: what asks for the token lies beside it. */
  readonly clone: string;
  readonly variables: GitVariables;
}

/**
 * Variables by which Git gets in: a program that reads the token when Git asks for it, so that a token which is changed is the one
 * that counts; or an SSH key with the hosts that are known. Neither is in an argument, a configuration or a variable.
 *
 * @throws Refusal when a secret does not fit the address, or would be seen on its way
 */
export function gitCredentials({ remote, secrets, clone, variables }: GitCredentialsQuestion): GitVariables {
  const file = (name: keyof typeof gitSecretFiles): string | undefined => {
    const path = join(secrets, gitSecretFiles[name]);
    return isOnDisk(path) ? path : undefined;
  };
  if (/^https?:/.test(remote)) {
    const token = file('token');
    if (token === undefined) return variables;
    if (!isSafe(remote))
      throw new Refusal(
        `"${join(secrets, gitSecretFiles.token)}" would be readable on its way to "${remote}"; use https://, or take the token away`,
        'usage',
      );
    return { ...variables, GIT_ASKPASS: askingProgram(clone, token, file('user')) };
  }
  if (remote.startsWith('file:')) return variables;
  const key = file('sshKey');
  const hosts = file('knownHosts');
  if (key === undefined) return variables;
  if (hosts === undefined)
    throw new Refusal(
      `"${join(secrets, gitSecretFiles.knownHosts)}" is missing: put the lines of "ssh-keyscan HOST" there, and compare them ` +
        'with what the host says of its keys',
      'usage',
    );
  const options = ['IdentitiesOnly=yes', 'StrictHostKeyChecking=yes', 'BatchMode=yes', 'ConnectTimeout=20'];
  const words = [
    'ssh',
    '-F',
    '/dev/null',
    '-i',
    key,
    ...[`UserKnownHostsFile=${hosts}`, ...options].flatMap((one) => ['-o', one]),
  ];
  return { ...variables, GIT_SSH_COMMAND: words.map(quoted).join(' ') };
}

/** A program that answers what Git asks for (gitcredentials(7)): "Username for ..." or "Password for ...". */
function askingProgram(clone: string, token: string, user: string | undefined): string {
  const file = `${clone}.askpass`;
  const name = user === undefined ? 'x-access-token' : readText(user).trim();
  makeFolder(dirname(file));
  writeContent(
    file,
    [
      '#!/bin/sh',
      'case "$1" in',
      `Username*) printf '%s\\n' ${quoted(name)} ;;`,
      `*) head -n 1 ${quoted(token)} ;;`,
      'esac',
      '',
    ].join('\n'),
  );
  chmodSync(file, 0o700);
  return file;
}

function isSafe(remote: string): boolean {
  return remote.startsWith('https:') || /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/]/.test(remote);
}

/** A word of a shell. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
