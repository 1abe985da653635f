import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { commands } from '../../src/cli/program';
import type { CommandSpec } from '../../src/cli/command';
import { neededWords } from '../helpers/hostile-words';
import { aScene } from '../helpers/faults/scene';
import { runHere } from '../helpers/run-in-process';
import { cleanVariables, slipwayFile } from '../helpers/run-slipway';
import { temporaryFolder } from '../helpers/temporary-folder';

const surprised = /SLIPWAY_DEBUG|unexpected|\b[A-Z][A-Za-z]*Error\b|\n +at .+:\d+:\d+/;

/** A shell of its own, in which file systems can be mounted that nobody else sees; only root may, and not in every container. */
const mayMount = spawnSync('unshare', ['--mount', 'true']).status === 0;
const isRoot = process.getuid?.() === 0;

function shell(script: string, folder: string, options: { readonly uid?: number } = {}): SpawnSyncReturns<string> {
  const words =
    mayMount && options.uid === undefined ? ['unshare', '--mount', 'sh', '-ec', script] : ['sh', '-ec', script];
  const [program = 'sh', ...rest] = words;
  return spawnSync(program, rest, {
    cwd: folder,
    env: { ...cleanVariables(), SLIPWAY: `"${process.execPath}" "${slipwayFile}"` },
    encoding: 'utf8',
    ...options,
  });
}

if (mayMount) {
  test.each([
    ['init', 'init new'],
    ['demo', 'demo shown'],
    ['synth', 'synth --catalog "$CATALOG" --out tree'],
    ['import', 'import "$MANIFESTS" --out imported'],
  ])('%s on a disk with room for a few files says so, and leaves no file of it', (_, words) => {
    const scene = aScene();
    const disk = join(temporaryFolder(), 'disk');
    mkdirSync(disk);

    const { stdout, stderr } = shell(
      `mount -t tmpfs -o size=16k none '${disk}'; cd '${disk}'
       export CATALOG='${scene}/clone/catalog' MANIFESTS='${scene}/clone/k8s'
       eval "$SLIPWAY ${words.replaceAll('"', '\\"')}" > /dev/null || echo "failed, with $(find . -type f | wc -l) left"`,
      disk,
    );

    expect(stdout).toMatch(/^failed, with 0 left$/m);
    expect(stderr).toContain('the disk is full; free space and run again (ENOSPC)');
    expect(stderr).not.toMatch(surprised);
  });

  test.each([
    ['synth', 'synth --no-cache'],
    ['init', 'init new'],
    ['bump', 'bump web --version v0.9.0 --edit'],
    ['rename', 'rename web new'],
    ['check', 'check k8s --accept'],
  ])('%s in a read-only file system says so', (_, words) => {
    const clone = join(aScene(), 'clone');

    const { stderr } = shell(
      `mount --bind '${clone}' '${clone}'; mount -o remount,ro,bind '${clone}'; cd '${clone}'
       eval "$SLIPWAY ${words}" > /dev/null && exit 3 || exit 0`,
      clone,
    );

    expect(stderr).toContain('the file system is read-only; mount it writable and run again (EROFS)');
    expect(stderr).not.toMatch(surprised);
  });
}

if (isRoot)
  test.each([
    ['synth', 'synth --no-cache', 'catalog'],
    ['check', 'check catalog', 'catalog'],
    ['explain', 'explain web dev', 'catalog'],
    ['comment', 'comment https://github.com/acme/gitops/pull/7 comment.md', 'comment.md'],
  ])('%s says what it may not read', (_, words, closed) => {
    const clone = join(aScene(), 'clone');
    for (const folder of [join(clone, '..'), clone]) chmodSync(folder, 0o755);
    chmodSync(join(clone, closed), 0);

    const { stdout, stderr, status } = shell(`eval "$SLIPWAY ${words}"`, clone, { uid: 65534 });

    expect(status).not.toBe(0);
    expect(stderr + stdout).toMatch(/permission (?:is )?denied/);
    expect(stderr).not.toMatch(surprised);
  });

test('with too few files to open it says so, or Node does before it is there', () => {
  const clone = join(aScene(), 'clone');

  for (const limit of [20, 24, 28]) {
    const { stderr } = shell(`ulimit -n ${limit}; eval "$SLIPWAY synth --no-cache"`, clone);
    const isOfNode = /node::|FATAL ERROR|uv_/.test(stderr);

    expect([limit, isOfNode || !surprised.test(stderr)]).toEqual([limit, true]);
  }
});

/** Options and arguments that name a place, each as the words that name it. */
function placesOf(command: CommandSpec): readonly ((path: string) => readonly string[])[] {
  const needed = neededWords(command);
  const inOptions = command.options.flatMap(({ flags, values }) => {
    const [, option] = /(--[\w-]+) [<[](?:DIR|FILE|PATH)/.exec(flags) ?? [];
    const isPlace = option !== undefined && (values === 'folders' || /<(?:DIR|FILE)>/.test(flags));
    return isPlace ? [(path: string) => [command.name, ...needed, option, path]] : [];
  });
  const inArguments = command.arguments.flatMap(({ values }, index) =>
    values === 'folders' ? [(path: string) => [command.name, ...needed.toSpliced(index, 1, path)]] : [],
  );
  return [...inOptions, ...inArguments];
}

test.each(
  commands
    .filter(({ name }) => name !== 'play' && name !== 'controller')
    .flatMap((command) => placesOf(command).map((words) => [words('PLACE').join(' '), words] as const)),
)('slipway %s: a place that is none is said in words', async (_, wordsAt) => {
  const folder = temporaryFolder();
  const places = ['loop', 'x'.repeat(300), 'file/below', 'empty', 'nothing'];
  symlinkSync('loop', join(folder, 'loop'));
  writeFileSync(join(folder, 'file'), '');
  mkdirSync(join(folder, 'empty'));

  for (const place of places) {
    const words = wordsAt(place);
    // "check" of no folder checks that of the process, which is all of this repository.
    const checked = words[0] === 'check' && words[1]?.startsWith('-') === true ? [join(folder, 'empty')] : [];
    const { stdout, stderr } = await runHere([...words, ...checked], { workingDirectory: folder });

    expect(`${place}: ${stderr}${stdout}`).not.toMatch(surprised);
  }
});
