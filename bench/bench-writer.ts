import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { measure } from './measure';
import { print } from './rows';

/** Files of a repository of 1,000 services in 3 environments. */
const filesOfRepository = 27_000;

/** Changes in one push. */
const batch = 50;

/** Changes of the control, which takes long. */
const changesByHand = 20;

/**
 * How many changes a second reach a remote on this machine: by the Git writer, with and without signatures, and beside it by
 * what a script does: add, commit and push in a work tree.
 */
export function benchWriter(root: string, runs: number): void {
  const folder = join(root, 'writer');
  const seed = join(folder, 'seed.git');
  mkdirSync(folder, { recursive: true });
  makeRepository(seed);
  print(`changes in a repository of ${filesOfRepository} files, two files each, pushed to a remote on this machine`);
  print('                                              a second   ms each');
  const write = (words: readonly string[]): number =>
    middle(Array.from({ length: runs }, (_, run) => writeCommits(folder, seed, `${words[0]}-${run}`, words)));
  const signed = write(['signed', String(batch)]);
  line(`${batch} in a push, signed`, signed);
  line(`${batch} in a push, not signed`, write(['plain', String(batch)]));
  line('1 in a push, signed', write(['signed', '1']));
  const control = middle(Array.from({ length: runs }, (_, run) => commitByHand(folder, seed, `by-hand-${run}`)));
  line('control: git add, commit, push; not signed', control);
  print(`  the writer makes ${(control / signed).toFixed(0)} changes while the control makes one\n`);
  rmSync(folder, { recursive: true, force: true });
}

/** @returns seconds of one change */
function writeCommits(folder: string, seed: string, name: string, words: readonly string[]): number {
  const remote = join(folder, `${name}.git`);
  execFileSync('git', ['clone', '--quiet', '--bare', '--local', seed, remote]);
  const program = ['--import', 'tsx', join(__dirname, 'write-commits.ts'), remote, join(folder, name), ...words];
  const { seconds, changes } = JSON.parse(measure(program).stdout);
  rmSync(remote, { recursive: true });
  rmSync(join(folder, name), { recursive: true });
  return Number(seconds) / Number(changes);
}

/** @returns seconds of one change */
function commitByHand(folder: string, seed: string, name: string): number {
  const [remote, work] = [join(folder, `${name}.git`), join(folder, name)];
  const person = ['-c', 'user.name=bench', '-c', 'user.email=bench@example.com', '-c', 'commit.gpgsign=false'];
  const git = (...words: readonly string[]): void =>
    void execFileSync('git', [...person, ...words], { cwd: work, stdio: ['ignore', 'ignore', 'ignore'] });
  execFileSync('git', ['clone', '--quiet', '--bare', '--local', seed, remote]);
  execFileSync('git', ['clone', '--quiet', `file://${remote}`, work]);
  const started = performance.now();
  for (let change = 0; change < changesByHand; change += 1) {
    writeFileSync(join(work, fileOf(change)), `version: ${change}\n`);
    mkdirSync(join(work, 'changes'), { recursive: true });
    writeFileSync(join(work, 'changes', `${change}.json`), `{"runId":"${change}"}\n`);
    git('add', '--all');
    git('commit', '--quiet', '--message', `change ${change}`);
    git('push', '--quiet', 'origin', 'HEAD');
  }
  const seconds = (performance.now() - started) / 1000;
  for (const path of [remote, work]) rmSync(path, { recursive: true });
  return seconds / changesByHand;
}

function makeRepository(folder: string): void {
  execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', folder]);
  const files = Array.from({ length: filesOfRepository }, (_, index) => {
    const content = `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: file-${index}\n`;
    return `M 100644 inline ${fileOf(index)}\ndata ${content.length}\n${content}\n`;
  });
  const head = 'commit refs/heads/main\ncommitter bench <bench@example.com> 0 +0000\ndata 0\n';
  execFileSync('git', ['fast-import', '--quiet'], { cwd: folder, input: head + files.join('') });
}

/** A file of another service for each number below 1,000. */
function fileOf(index: number): string {
  const [service, environment] = [index % 1000, Math.floor(index / 1000) % 3];
  return `services/service-${service}/overlays/env-${environment}/file-${Math.floor(index / 3000)}.yaml`;
}

function line(name: string, seconds: number): void {
  print(`  ${name.padEnd(44)} ${(1 / seconds).toFixed(1).padStart(8)} ${(seconds * 1000).toFixed(1).padStart(9)}`);
}

function middle(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}
