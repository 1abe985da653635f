import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { temporaryFolder } from './temporary-folder';

/** A `git` before the real one on the PATH, which writes down how it is called. */
export interface SpyGit {
  readonly path: string;
  /** Words of each call, in order. */
  readonly calls: () => readonly (readonly string[])[];
  /** Variables of the last call. */
  readonly variables: () => Readonly<Record<string, string>>;
}

/** @param before shell commands that run before the real Git, with its words as `$@` */
export function aSpyGit(before = ''): SpyGit {
  const folder = temporaryFolder();
  const [calls, variables] = [join(folder, 'calls'), join(folder, 'variables')];
  const real = process.env['PATH'] ?? '';
  const script = [
    '#!/bin/sh',
    `for word in "$@"; do printf '%s\\001' "$word"; done >> '${calls}'; printf '\\002' >> '${calls}'`,
    `env -0 > '${variables}'`,
    `PATH='${real}'`,
    before,
    'exec git "$@"',
  ];
  writeFileSync(join(folder, 'git'), `${script.join('\n')}\n`);
  chmodSync(join(folder, 'git'), 0o755);
  return {
    path: `${folder}${delimiter}${real}`,
    calls: () => split(calls, '\u0002').map((call) => call.split('\u0001').slice(0, -1)),
    variables: () => Object.fromEntries(split(variables, '\0').map((pair) => pair.split(/=(.*)/s, 2))),
  };
}

function split(file: string, end: string): readonly string[] {
  return existsSync(file) ? readFileSync(file, 'utf8').split(end).slice(0, -1) : [];
}
