import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { cleanVariables, runSlipway, slipwayFile } from '../../helpers/run-slipway';
import { temporaryFolder } from '../../helpers/temporary-folder';

test('R1-09: six commands lead from an empty folder to a promoted change, and the simulation sees it run', async () => {
  const folder = temporaryFolder();
  const variables = { ...cleanVariables(), HOME: folder } as Record<string, string>;
  const game = spawn(process.execPath, [slipwayFile, 'play', 'game'], { cwd: folder, env: variables });
  let seen = '';
  game.stdout.on('data', (text) => (seen += String(text)));
  const sees = async (words: string): Promise<void> => {
    while (!seen.includes(words) && game.exitCode === null) await setTimeout(50);
    expect(seen).toContain(words);
  };
  try {
    await sees('hello in dev: v0.1.0 is healthy');
    const workingDirectory = join(folder, 'game', 'gitops');
    const slipway = (...words: readonly string[]): ReturnType<typeof runSlipway> =>
      runSlipway(words, { workingDirectory, variables });

    expect(slipway('bump', 'hello', '--version', 'v0.2.0')).toMatchObject({ exitCode: 0 });
    expect(slipway('promote', 'hello', '--to', 'staging', '--run-id', 'to-staging')).toMatchObject({ exitCode: 1 });
    expect(slipway('approve', 'to-staging')).toMatchObject({ exitCode: 1 });
    expect(slipway('approve', 'to-staging', '--key', '../keys/sre-one')).toMatchObject({ exitCode: 0 });
    await sees('hello in staging: v0.2.0 is healthy');
    expect(slipway('status').stdout).toMatch(/hello +v0\.2\.0 \d+ s healthy +v0\.2\.0 \d+ s healthy +v0\.1\.0/);
    expect(slipway('bump', 'hello', '--version', 'v0.3.0-bad')).toMatchObject({ exitCode: 0 });
    await sees('hello in dev: v0.3.0-bad is degraded');
    expect(slipway('status').stdout).toContain('v0.3.0-bad');
    expect(slipway('status').stdout).toContain('unhealthy');
  } finally {
    game.kill('SIGINT');
  }
  await once(game, 'close');

  expect(game.exitCode).toBe(0);
  const again = runSlipway(['play', 'game', '--once'], { workingDirectory: folder, variables });
  expect(again).toMatchObject({ exitCode: 0, stderr: '' });
  expect(again.stdout).toContain('the game in game goes on');
}, 60_000);

test('a folder with something else in it stays as it is', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'game'));
  writeFileSync(join(folder, 'game', 'mine.txt'), 'mine\n');
  const { exitCode, stderr } = runSlipway(['play', 'game'], { workingDirectory: folder });

  expect(exitCode).toBe(2);
  expect(stderr).toContain('"game" is not empty: it has "mine.txt"');
  expect(readFileSync(join(folder, 'game', 'mine.txt'), 'utf8')).toBe('mine\n');
});

test('what it makes says that it is a game', () => {
  const { stdout } = runSlipway(['play', 'game', '--once']);

  expect(stdout).toContain('This is a game: no cluster, and an Argo CD that is simulated.');
});
