import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { machineProcesses } from '../../src/tree/machine-processes';
import { ownershipLine } from '../../src/tree/ownership';
import { recover } from '../../src/tree/recover';
import { TreeWriter } from '../../src/tree/tree-writer';
import { textsBelow } from './tree-on-disk';

const OWN_LINE = ownershipLine();
const FILES = 150;

let bundles = '';
let root = '';
const children = new Set<ChildProcess>();

beforeAll(() => {
  bundles = mkdtempSync(join(tmpdir(), 'slipway-bundles-'));
  bundle(
    'writer',
    `import { TreeWriter } from './src/tree/tree-writer';
    import { ownershipLine } from './src/tree/ownership';
    const [root] = process.argv.slice(2);
    for (let round = 0; ; round += 1) {
      const writer = TreeWriter.open(root, { folders: ['services'] });
      const version = round % 2;
      for (let file = 0; file < ${FILES}; file += 1) {
        const folder = file % 3 === 0 ? 'both' : 'only-' + version;
        writer.put('services/' + folder + '/s' + (file % 10) + '/' + file + '.yaml', ownershipLine() + version + '\\n', 'file ' + file);
      }
      writer.putBlock('CODEOWNERS', [String(version)]);
      writer.commit();
      if (round === 0) process.stdout.write('ready');
    }`,
  );
  bundle(
    'holder',
    `import { TreeWriter } from './src/tree/tree-writer';
    TreeWriter.open(process.argv[2], { folders: [] });
    process.stdout.write('ready');
    setInterval(() => {}, 1000);`,
  );
  bundle(
    'racer',
    `import { closeSync, openSync, unlinkSync } from 'node:fs';
    import { TreeWriter } from './src/tree/tree-writer';
    const [root, inside] = process.argv.slice(2);
    for (let wins = 0; wins < 20; ) {
      let writer;
      try {
        writer = TreeWriter.open(root, { folders: [] });
      } catch (error) {
        if (error.name === 'TreeError') continue;
        throw error;
      }
      closeSync(openSync(inside, 'wx'));
      unlinkSync(inside);
      writer.abort();
      wins += 1;
    }`,
  );
});

afterAll(() => rmSync(bundles, { recursive: true, force: true }));

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'slipway-kill-'));
});

afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(root, { recursive: true, force: true });
});

test('a process killed at any moment leaves one of two trees, and files of others as they were', async () => {
  mkdirSync(join(root, 'services/only-0/s1'), { recursive: true });
  writeFileSync(join(root, 'services/only-0/s1/notes.md'), 'mine');
  writeFileSync(join(root, 'CODEOWNERS'), '* @them\n');
  const recoveries: Record<string, number> = {};

  for (let kill = 0; kill < 45; kill += 1) {
    const child = start('writer', root);
    await ready(child);
    if (kill % 2 === 0) await passed(kill);
    else lookFor(join(root, '.slipway/journal.json'), kill / 10);
    child.kill('SIGKILL');
    await once(child, 'exit');

    const recovery = recover(root);
    recoveries[recovery] = (recoveries[recovery] ?? 0) + 1;
    expectOneTree();
  }

  expect(recoveries).toMatchObject({ 'rolled back': expect.any(Number), 'rolled forward': expect.any(Number) });
}, 240_000);

test('a tree is written by one process at a time; the lock of a killed one is taken over', async () => {
  const child = start('holder', root);
  await ready(child);

  expect(() => TreeWriter.open(root, { folders: [] })).toThrow(
    `the tree is being written by process ${child.pid}; wait`,
  );
  expect(() => recover(root)).toThrow(`the tree is being written by process ${child.pid}; wait`);

  child.kill('SIGKILL');
  await once(child, 'exit');
  TreeWriter.open(root, { folders: [] }).abort();

  expect(existsSync(join(root, '.slipway'))).toBe(false);
});

test('of processes that race for a dead lock one at a time wins', async () => {
  mkdirSync(join(root, '.slipway'));
  writeFileSync(join(root, '.slipway/lock'), '999999999 1\n');

  const racers = Array.from({ length: 4 }, () => start('racer', root, join(root, 'inside')));
  const exits = await Promise.all(racers.map((child) => once(child, 'exit')));

  expect(exits.map(([code]: unknown[]) => code)).toEqual([0, 0, 0, 0]);
  expect(readdirSync(root)).toEqual([]);
}, 30_000);

test('a second writer of the same process is refused too', () => {
  const writer = TreeWriter.open(root, { folders: [] });

  expect(() => TreeWriter.open(root, { folders: [] })).toThrow(`written by process ${process.pid}`);
  writer.abort();
});

test('a lock of an earlier process with the same pid is taken over, as containers reuse small pids', () => {
  const hasStartTimes = machineProcesses.current.includes(' ');

  expect(machineProcesses.isAlive(machineProcesses.current)).toBe(true);
  expect(machineProcesses.isAlive(`${process.pid} 1`)).toBe(!hasStartTimes);
  expect(machineProcesses.isAlive('999999999 1')).toBe(false);
  expect(machineProcesses.isAlive('no number')).toBe(false);
});

function expectOneTree(): void {
  const owners = readFileSync(join(root, 'CODEOWNERS'), 'utf8');
  const version = owners.includes('1') ? 1 : 0;
  const expected: Record<string, string> = {
    CODEOWNERS: `* @them\n\n# slipway: begin\n${version}\n# slipway: end\n`,
    'services/only-0/s1/notes.md': 'mine',
  };
  for (let file = 0; file < FILES; file += 1) {
    const folder = file % 3 === 0 ? 'both' : `only-${version}`;
    expected[`services/${folder}/s${file % 10}/${file}.yaml`] = `${OWN_LINE}${version}\n`;
  }
  expect(textsBelow(root)).toEqual(expected);
}

async function passed(milliseconds: number): Promise<void> {
  await new Promise((done) => {
    setTimeout(done, milliseconds);
  });
}

/** Waits without giving way, because the file is there for some milliseconds only, and some time more. */
function lookFor(file: string, thenMilliseconds: number): void {
  const giveUp = performance.now() + 2000;
  while (!existsSync(file) && performance.now() < giveUp);
  const end = performance.now() + thenMilliseconds;
  while (performance.now() < end);
}

function bundle(name: string, contents: string): void {
  buildSync({
    stdin: { contents, resolveDir: resolve(__dirname, '../..'), loader: 'ts' },
    bundle: true,
    platform: 'node',
    outfile: join(bundles, `${name}.js`),
  });
}

function start(name: string, ...parameters: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [join(bundles, `${name}.js`), ...parameters], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.add(child);
  return child;
}

async function ready(child: ChildProcess): Promise<void> {
  if (child.stdout === null) throw new Error('the output of the child is not piped');
  await once(child.stdout, 'data');
}
