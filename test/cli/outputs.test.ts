import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';

import { aCatalogFolder } from '../helpers/a-catalog';
import { cleanVariables, slipwayFile } from '../helpers/run-slipway';

/** A file of the system on whose disk there is never room. */
const full = '/dev/full';

// What is written into a file that is cut off looks like an answer: `slipway check --format sarif > report.sarif`.
if (existsSync(full)) {
  test.each([
    ['rules', []],
    ['completion', ['bash']],
    ['list', ['--catalog', 'catalog']],
    ['explain', ['web', 'dev', '--catalog', 'catalog', '--json']],
  ])('what "%s" prints to a full disk is an error in words, and no success', (command, words) => {
    const { exitCode, stderr } = toFullDisk([command, ...words]);

    expect(exitCode).toBe(1);
    expect(stderr).toBe(
      'error: cannot write to standard output: the disk is full; free space and run again (ENOSPC)\n',
    );
  });

  test('errors that cannot be printed leave the exit code to tell', () => {
    const descriptor = openSync(full, 'w');

    const { status, signal } = spawnSync(process.execPath, [slipwayFile, 'explain', 'nobody'], {
      cwd: aCatalogFolder(),
      env: cleanVariables(),
      stdio: ['ignore', 'pipe', descriptor],
    });
    closeSync(descriptor);

    expect([status === 1 || status === 2, signal]).toEqual([true, null]);
  });
}

test('whoever has read enough gets no error', () => {
  const { status, stderr } = spawnSync('sh', ['-c', `"${process.execPath}" "${slipwayFile}" rules | head -n 1`], {
    env: cleanVariables(),
    encoding: 'utf8',
  });

  expect([status, stderr]).toEqual([0, '']);
});

function toFullDisk(words: readonly string[]): { readonly exitCode: number | null; readonly stderr: string } {
  const descriptor = openSync(full, 'w');
  const { status, stderr } = spawnSync(process.execPath, [slipwayFile, ...words], {
    cwd: `${aCatalogFolder()}/..`,
    env: cleanVariables(),
    stdio: ['ignore', descriptor, 'pipe'],
    encoding: 'utf8',
  });
  closeSync(descriptor);
  return { exitCode: status, stderr };
}
