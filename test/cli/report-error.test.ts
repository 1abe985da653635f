import { spawnSync } from 'node:child_process';

import { coloursFor } from '../../src/cli/colours';
import { reportError } from '../../src/cli/report-error';
import { cleanVariables, runSlipway, slipwayFile } from '../helpers/run-slipway';
import { temporaryFolder } from '../helpers/temporary-folder';

function said(error: unknown): string {
  let text = '';
  const stderr = { write: (more: string) => (text += more), isTerminal: false, colours: coloursFor(false) };
  reportError(error, { outcome: '' }, { stderr, variables: {} });
  return text;
}

test.each([
  ['EACCES', 'open', 'cannot read "a.yaml": permission denied'],
  ['ENOENT', 'open', 'cannot read "a.yaml": there is no such file or folder; name one that is there, or run again'],
  ['ENOENT', 'spawn git', 'cannot run "a.yaml": there is no such program on the PATH; install it'],
  ['EEXIST', 'mkdir', 'cannot make "a.yaml": something else has this name; move it away'],
  ['EACCES', 'mkdir', 'cannot make "a.yaml": permission denied'],
  ['EROFS', 'mkdir', 'cannot make "a.yaml": the file system is read-only'],
  ['EMFILE', 'open', 'cannot read "a.yaml": too many files are open'],
  ['EIO', 'read', 'cannot read "a.yaml": the disk fails'],
  ['EACCES', 'spawn git', 'cannot run "a.yaml": permission denied'],
  ['EBUSY', 'rename', 'cannot write "a.yaml": the file system refused it'],
])('%s of %s is a sentence with the file and what to do, and no bug', (code, syscall, sentence) => {
  const text = said(Object.assign(new Error(`${code}: ${syscall}`), { code, syscall, path: 'a.yaml' }));

  expect(text).toContain(`error: ${sentence}`);
  expect(text).not.toMatch(/SLIPWAY_DEBUG|unexpected|\n +at /);
});

test('a full disk has no path in its error, and is said all the same', () => {
  const text = said(Object.assign(new Error('ENOSPC: write'), { code: 'ENOSPC', syscall: 'write' }));

  expect(text).toContain('error: cannot write: the disk is full; free space and run again (ENOSPC)');
});

test('a folder where a file should be is no bug', () => {
  const { exitCode, stdout, stderr } = runSlipway(['check', '--config', '.'], { workingDirectory: temporaryFolder() });

  expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: '' });
  expect(stdout).toMatch(/cannot read.*a folder stands where a file should be/);
});

test('a folder that was removed under whoever is in it is said in words', () => {
  const folder = temporaryFolder();
  const words = ['-c', `rmdir "$PWD" && exec "${process.execPath}" "${slipwayFile}" --version`];

  const { stderr } = spawnSync('sh', words, { cwd: folder, env: cleanVariables(), encoding: 'utf8' });

  expect(stderr).toBe('error: the folder that you are in is not there any more; go to another one and run again\n');
});
