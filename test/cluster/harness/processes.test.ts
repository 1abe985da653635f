import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { temporaryFolder } from '../../helpers/temporary-folder';
import { endProcesses } from './end-processes';
import { Processes } from './processes';
import type { Program, ProcessesOptions, Step } from './processes';
import { isAlive, startOf } from './started-process';
import type { StartedProcess } from './started-process';

/** Children of children, and pids that are given again, are told apart by it. */
const describeWithProc = existsSync('/proc/self/environ') ? describe : describe.skip;

const toEnd: Processes[] = [];
afterEach(async () => {
  for (const processes of toEnd.splice(0)) await processes.end();
});

test('a program that dies at start is an error with its exit code and its last lines', async () => {
  const processes = aFolderOfProcesses();
  const lines = Array.from({ length: 30 }, (_, index) => `echo line ${index}`);

  const start = processes.start(aProgram('broken', [...lines, 'echo "no such flag: --x" >&2', 'exit 3'].join('\n')));

  await expect(start).rejects.toThrow(
    /^broken ended \(exit code 3\); its last lines:\n {2}line 11\n[^]* {2}line 29\n {2}no such flag: --x$/,
  );
});

test('a program that a signal ends is an error with the signal', async () => {
  const start = aFolderOfProcesses().start(aProgram('killed', 'kill -SEGV $$'));

  await expect(start).rejects.toThrow('killed ended (SIGSEGV); it wrote nothing');
});

test.each([
  ['that is never ready', async () => false],
  ['that fails when it is asked', () => Promise.reject(new Error('connection refused'))],
  ['that does not answer', () => new Promise<boolean>(() => undefined)],
])('a program %s is an error at the deadline', async (_, isReady) => {
  const processes = aFolderOfProcesses({ deadlineSeconds: 0.3 });

  const start = processes.start({ ...aProgram('slow', 'echo waiting for a friend; sleep 1000'), isReady });

  await expect(start).rejects.toThrow('slow was not ready after 0.3 s; its last lines:\n  waiting for a friend');
});

test('a file that is not there, and one that is given too much, are errors', async () => {
  const processes = aFolderOfProcesses();
  const isReady = async (): Promise<boolean> => false;

  await expect(processes.start({ name: 'absent', file: '/nowhere/etcd', args: [], isReady })).rejects.toThrow(
    'absent cannot be started (spawn /nowhere/etcd ENOENT); it wrote nothing',
  );
  const tooLong = ['x'.repeat(1_000_000)];
  await expect(processes.start({ name: 'verbose', file: '/bin/sh', args: tooLong, isReady })).rejects.toThrow(
    'verbose cannot be started (Error: spawn E2BIG)',
  );
});

test('after a failure, the end leaves no process and no folder', async () => {
  const processes = aFolderOfProcesses();
  await processes.start(aProgram('first', 'echo ready; exec sleep 1000'));
  await expect(processes.start(aProgram('second', 'exit 1'))).rejects.toThrow('second ended (exit code 1)');

  await processes.end();

  expect(processes.started.filter(isAlive)).toEqual([]);
  expect(existsSync(processes.folder)).toBe(false);
});

test('nobody is ready because another program answers in its place', async () => {
  const processes = aFolderOfProcesses();

  const start = processes.start({ ...aProgram('late', 'exit 1'), isReady: () => untilEnded(processes, 'late') });

  await expect(start).rejects.toThrow('late ended (exit code 1)');
});

test('who waits is told of each program', async () => {
  const steps: Step[] = [];
  const processes = aFolderOfProcesses({ onStep: (step) => steps.push(step) });

  await processes.start(aProgram('one', 'echo ready; exec sleep 1000'));

  expect(steps.map(({ name, state }) => `${name} ${state}`)).toEqual(['one starting', 'one ready']);
});

test('an end can be asked for twice, and nothing is started after it', async () => {
  const processes = aFolderOfProcesses();
  await processes.start(aProgram('one', 'echo ready; exec sleep 1000'));

  await Promise.all([processes.end(), processes.end()]);
  await processes.release();

  expect(processes.started.filter(isAlive)).toEqual([]);
  await expect(processes.start(aProgram('late', 'echo ready'))).rejects.toThrow(
    'late was not started: the processes before it were ended',
  );
});

test('what was released lives on, and is ended by its record', async () => {
  const processes = aFolderOfProcesses();
  await processes.start(aProgram('one', 'echo ready; exec sleep 1000'));

  await processes.release();
  const alive = processes.started.filter(isAlive).length;
  await endProcesses(processes.started, processes.folder);

  expect(alive).toBe(1);
  expect(processes.started.filter(isAlive)).toEqual([]);
  expect(existsSync(processes.folder)).toBe(false);
});

describeWithProc('where there is /proc', () => {
  test('the end reaches children of children, those with a session of their own, and those whose parent is gone', async () => {
    const processes = aFolderOfProcesses();
    await processes.start(
      aProgram(
        'family',
        '(sleep 1000 & echo $!; wait) & setsid sh -c "echo \\$\\$; exec sleep 1000" & sleep 0.2; echo ready; wait',
      ),
    );
    await processes.start(aProgram('orphan', 'sleep 1000 & echo $!; echo ready; sleep 0.5'));
    const children = [...numbersIn(processes.log('family')), ...numbersIn(processes.log('orphan'))].map(theProcess);

    await untilEnded(processes, 'orphan');
    const alive = children.map(isAlive);

    await processes.end();

    expect(alive).toEqual([true, true, true]);
    expect(children.filter(isAlive)).toEqual([]);
  });

  test('a keeper that somebody killed is missed by nobody', async () => {
    const processes = aFolderOfProcesses();
    await processes.start(aProgram('one', 'echo ready; exec sleep 1000'));

    for (const keeper of keepersOf(process.pid)) process.kill(keeper, 'SIGKILL');
    await processes.start(aProgram('two', 'echo ready; exec sleep 1000'));
    await processes.end();

    expect(processes.started.filter(isAlive)).toEqual([]);
    expect(existsSync(processes.folder)).toBe(false);
  });

  test('a pid that belongs to another process now is left alone', async () => {
    const other = spawn('sleep', ['1000'], { detached: true });
    const { pid = 0 } = other;
    const folder = join(temporaryFolder(), 'cluster');

    await endProcesses([{ name: 'etcd', pid, start: '1' }], folder);
    const isThere = isAlive(theProcess(pid));
    other.kill('SIGKILL');

    expect(isThere).toBe(true);
  });
});

describe.each(['SIGKILL', 'SIGINT', 'SIGTERM', 'SIGHUP'] as const)('an owner that ends by %s', (signal) => {
  test('takes its processes and their folder with it', async () => {
    const folder = join(temporaryFolder(), 'cluster');
    const script = 'sleep 1000 & echo $!; echo ready; wait';
    const owner = spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'an-owner.ts'), folder, script], {
      // A group of its own, as the shell of a terminal makes one.
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => owner.stdout.once('data', resolve));
    const child = theProcess(numbersIn(readFileSync(join(folder, 'logs', 'owned.log'), 'utf8'))[0] ?? 0);
    const wasAlive = isAlive(child);

    // SIGKILL is for one process; the others come from a terminal, and reach its whole group.
    process.kill(signal === 'SIGKILL' ? (owner.pid ?? 0) : -(owner.pid ?? 0), signal);

    expect(wasAlive).toBe(true);
    await eventually(() => !isAlive(child) && !existsSync(folder));
  });
});

function aFolderOfProcesses(options: ProcessesOptions = {}): Processes {
  const processes = new Processes(join(temporaryFolder(), 'cluster'), options);
  toEnd.push(processes);
  return processes;
}

/** A script of a shell, which is ready as soon as it says so. */
function aProgram(name: string, script: string): Program {
  return {
    name,
    file: '/bin/sh',
    args: ['-c', script],
    isReady: async () =>
      toEnd.some((processes) => existsSync(processes.folder) && logOf(processes, name).includes('ready')),
  };
}

function logOf(processes: Processes, name: string): string {
  return processes.log(name);
}

async function untilEnded(processes: Processes, name: string): Promise<boolean> {
  await eventually(() => processes.ended.includes(name));
  return true;
}

async function eventually(check: () => boolean): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!check()) {
    if (Date.now() > deadline) throw new Error('it did not happen within 20 s');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function theProcess(pid: number): StartedProcess {
  return { name: 'a process', pid, start: startOf(pid) };
}

function numbersIn(text: string): readonly number[] {
  return [...text.matchAll(/^\d+$/gm)].map(([number]) => Number(number));
}

function keepersOf(parent: number): readonly number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => {
      try {
        const isChild = readFileSync(`/proc/${pid}/status`, 'utf8').includes(`PPid:\t${parent}\n`);
        return isChild && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('keeper.mjs');
      } catch {
        return false;
      }
    });
}
