import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A key that ssh-keygen has made. */
export interface KeyFile {
  readonly file: string;
  /** The line of its `.pub` file, without a comment. */
  readonly publicLine: string;
}

/** Makes a key without a passphrase. @param folder where it lies */
export function aKeyFile(folder: string, name: string): KeyFile {
  const file = join(folder, name);
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', file]);
  return { file, publicLine: readFileSync(`${file}.pub`, 'utf8').trim() };
}
