import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { CommitDraft } from '../../src/gitops/commit-draft';
import { GitWriter } from '../../src/gitops/git-writer';
import type { GitWriterProps } from '../../src/gitops/git-writer';
import { aBareRepository, commitFiles, git } from './a-repository';
import { temporaryFolder } from './temporary-folder';

/** A bare repository that refuses what is not in order, with one commit of these files on `main`. */
export function aRemote(
  files: Readonly<Record<string, string>> = { 'a/one.txt': 'one\n', 'b/two.txt': 'two\n' },
): string {
  const repository = aBareRepository();
  git(repository, ['config', 'receive.fsckObjects', 'true']);
  if (Object.keys(files).length > 0) commitFiles(repository, files);
  return repository;
}

const writers: GitWriter[] = [];

afterEach(async () => {
  for (const writer of writers.splice(0)) await writer.close();
});

/** A writer with a clone of its own, which is given back after the test. */
export async function aWriter(repository: string, props: Partial<GitWriterProps> = {}): Promise<GitWriter> {
  const writer = await GitWriter.open({
    remote: `file://${repository}`,
    branch: 'main',
    folder: temporaryFolder(),
    committer: { name: 'Slipway', email: 'slipway@example.com' },
    variables: { PATH: process.env['PATH'] },
    ...props,
  });
  writers.push(writer);
  return writer;
}

/** A change of one file. */
export function aDraft(path: string, content: string | undefined, message = `change ${path}\n`): CommitDraft {
  const author = { name: 'A Developer', email: 'developer@example.com' };
  return { files: [{ path, content }], message, author, at: '2026-12-24T18:00:00+01:00' };
}

/** Makes a script a hook of a repository. */
export function addHook(repository: string, name: string, script: string): void {
  mkdirSync(join(repository, 'hooks'), { recursive: true });
  writeFileSync(join(repository, 'hooks', name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(repository, 'hooks', name), 0o755);
}

/** What a branch names. */
export function headOf(repository: string, name = 'refs/heads/main'): string {
  return git(repository, ['rev-parse', name]).trim();
}
