import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import { measure, medianOf } from './measure';
import { print } from './rows';
import { Tree } from './tree';

/** Seconds of a first load, and of a second one that knows the first and finds one file changed. */
interface Loads {
  readonly seconds: number;
  readonly againSeconds: number;
}

/** How long a catalog takes to be read and checked, from its folder and from a commit of a bare repository. */
export function benchSources(root: string, services: number, runs: number): void {
  const tree = new Tree(join(root, 'sources'), services);
  tree.commit(['catalog']);
  tree.changeService();
  tree.commit(['catalog']);
  const bare = join(tree.root, 'bare.git');
  execFileSync('git', ['clone', '--quiet', '--bare', `file://${tree.root}`, bare], { stdio: 'inherit' });
  // By turns, so that what else the machine does falls on both.
  const pairs = Array.from({ length: runs }, () => [load(tree.catalog), load(bare, 'HEAD~1', 'HEAD')] as const);
  const folders = pairs.map(([folder]) => folder);
  const commits = pairs.map(([, commit]) => commit);

  print(`a catalog of ${services} services, read and checked only`);
  print('                            first s   ms once more, one file changed');
  line('from its folder', folders);
  line('from a commit, bare repository', commits);
  const times = medianOf(commits.map(({ seconds }) => seconds)) / medianOf(folders.map(({ seconds }) => seconds));
  print(`  a commit takes ${times.toFixed(2)} times what the folder takes\n`);
  tree.remove();
}

function load(...place: readonly string[]): Loads {
  const { stdout } = measure(['--import', 'tsx', join(__dirname, 'load-catalog.ts'), ...place]);
  const { seconds, againSeconds } = JSON.parse(stdout);
  return { seconds: Number(seconds), againSeconds: Number(againSeconds) };
}

function line(name: string, loads: readonly Loads[]): void {
  const first = medianOf(loads.map(({ seconds }) => seconds));
  const again = medianOf(loads.map(({ againSeconds }) => againSeconds));
  print(`  ${name.padEnd(30)} ${first.toFixed(2)} ${(again * 1000).toFixed(0).padStart(6)}`);
}
