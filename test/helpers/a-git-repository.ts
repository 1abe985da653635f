import { execFileSync } from 'node:child_process';

/** Runs Git in a folder as a person that no developer's settings know. @returns what it printed */
export function git(folder: string, ...words: readonly string[]): string {
  const person = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', [...person, ...words], { cwd: folder, encoding: 'utf8' });
}

/** Makes a repository of a folder, and commits all that is in it. */
export function makeRepository(folder: string, ...options: readonly string[]): void {
  git(folder, 'init', '--quiet', '--initial-branch=main', ...options);
  commitAll(folder);
}

/** Commits all that is in a folder. */
export function commitAll(folder: string): void {
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--message=x');
}
