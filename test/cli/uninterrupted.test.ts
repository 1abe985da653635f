import { spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { packageRoot } from '../helpers/run-slipway';
import { temporaryFolder } from '../helpers/temporary-folder';

const program = `
const { writeFileSync } = require('node:fs');
const { uninterrupted } = require(${JSON.stringify(join(packageRoot, 'src/cli/uninterrupted.ts'))});
const answer = uninterrupted(() => {
  writeFileSync('begun', '');
  const end = Date.now() + 500;
  while (Date.now() < end);
  writeFileSync('done', '');
  return 7;
});
setTimeout(() => writeFileSync('after-' + answer, ''), 2000);
`;
const listener = "process.once('SIGINT', () => require('node:fs').writeFileSync('heard', ''));";

async function run(
  signal: NodeJS.Signals | undefined,
  before = '',
): Promise<{ folder: string; signal: NodeJS.Signals | null }> {
  const folder = temporaryFolder();
  const words = ['--require', join(packageRoot, 'node_modules/tsx/dist/cjs/index.cjs'), '-e', before + program];
  const child = spawn(process.execPath, words, { cwd: folder, stdio: 'ignore' });
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.on('exit', (_, by) => resolve(by)));
  while (!existsSync(join(folder, 'begun')) && child.exitCode === null) await setTimeout(5);
  if (signal !== undefined) child.kill(signal);
  return { folder, signal: await ended };
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s ends the process when the work is done, at once',
  async (name) => {
    const { folder, signal } = await run(name);

    expect(existsSync(join(folder, 'done'))).toBe(true);
    expect(existsSync(join(folder, 'after-7'))).toBe(false);
    expect(signal).toBe(name);
    rmSync(folder, { recursive: true });
  },
);

test('without a signal nothing ends', async () => {
  const { folder, signal } = await run(undefined);

  expect(existsSync(join(folder, 'after-7'))).toBe(true);
  expect(signal).toBeNull();
});

test('who listens to a signal already is asked, and the process is theirs to end', async () => {
  const { folder, signal } = await run('SIGINT', listener);

  expect(existsSync(join(folder, 'heard'))).toBe(true);
  expect(existsSync(join(folder, 'after-7'))).toBe(true);
  expect(signal).toBeNull();
});
