import { execFileSync } from 'node:child_process';

import { temporaryFolder } from './temporary-folder';

/** What a commit holds at a path: a file, a symbolic link, or a submodule. */
export type Committed = string | Buffer | { readonly link: string } | { readonly submodule: string };

/** A bare repository, which is removed after the test. */
export function aBareRepository(format: 'sha1' | 'sha256' = 'sha1'): string {
  const folder = temporaryFolder();
  git(folder, ['init', '--quiet', '--bare', '--initial-branch=main', `--object-format=${format}`]);
  return folder;
}

/** Makes a commit of these files alone the branch `main`, and returns its id. */
export function commitFiles(repository: string, files: Readonly<Record<string, Committed>>): string {
  const changes = Object.entries(files).flatMap(([path, content]) => changeOf(path, content));
  const commit = ['commit refs/heads/main\ncommitter a <a@example.com> 0 +0000\ndata 0\ndeleteall\n', ...changes];
  git(repository, ['fast-import', '--quiet', '--force'], Buffer.concat(commit.map((part) => Buffer.from(part))));
  return git(repository, ['rev-parse', 'refs/heads/main']).trim();
}

function changeOf(path: string, content: Committed): readonly (string | Buffer)[] {
  // A path in quotes is written as in C.
  const quoted = JSON.stringify(path);
  if (typeof content === 'object' && 'submodule' in content) return [`M 160000 ${content.submodule} ${quoted}\n`];
  const [mode, text] =
    typeof content === 'object' && 'link' in content ? ['120000', content.link] : ['100644', content];
  return [`M ${mode} inline ${quoted}\ndata ${Buffer.byteLength(text)}\n`, text, '\n'];
}

/** Runs Git with nothing of the developer's own settings. */
export function git(
  folder: string,
  words: readonly string[],
  input: string | Buffer = '',
  variables: Readonly<Record<string, string>> = {},
): string {
  const person = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false'];
  const env = { PATH: process.env['PATH'], GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', ...variables };
  // A list of 27,000 files is longer than what Node keeps by default.
  return execFileSync('git', [...person, ...words], { cwd: folder, env, input, encoding: 'utf8', maxBuffer: 2 ** 26 });
}
