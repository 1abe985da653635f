import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import * as fc from 'fast-check';

import { newSshKey } from '../../src/signatures/new-ssh-key';
import { unsafeLines } from '../helpers/arbitrary-hostile';
import { aStoryFolder, hostilePush, pushHostile, restore } from '../helpers/hostile-repository';
import { git } from '../helpers/a-repository';
import { runInProcess } from '../helpers/run-in-process';
import { runSlipway } from '../helpers/run-slipway';
import { temporaryFolder } from '../helpers/temporary-folder';

/** More of them: `HOSTILE_PUSHES=3000 npx jest --config jest.slow.config.js hostile-repository`. */
const runs = Number(process.env['HOSTILE_PUSHES'] ?? 60);

const { privateText } = newSshKey('somebody');
const root = mkdtempSync(join(tmpdir(), 'story-folder-'));

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

test(
  'nothing that somebody can push or say is shown as more than text, and nothing of it ends a command in a bug',
  async () => {
    const story = await aStoryFolder(root);
    await fc.assert(
      fc.asyncProperty(hostilePush(story), async (push) => {
        writeFileSync(join(root, 'key'), privateText, { mode: 0o600 });
        pushHostile(story, push);

        const { shown } = await runInProcess(push.words, root, {
          PATH: process.env['PATH'],
          SLIPWAY_CACHE_DIR: join(root, '.cache'),
        });

        restore(story, push);
        rmSync(join(root, '.cache'), { recursive: true, force: true });
        expect(unsafeLines(shown, push)).toEqual([]);
      }),
      { numRuns: runs },
    );
  },
  60_000 + runs * 3_000,
);

test.each([
  [['gate', 'main~1..main', '--reviews', 'reviews.json'], 'reviews.json:1:1: this is no JSON'],
  [['gate', 'main~1..main', '--bare', 'reviews.json'], 'git cannot be started in '],
  [['gate', 'main~1..main', '--bare', 'nowhere'], 'git cannot be started in '],
])('%j is told as what it is, and not as a bug', (words, sentence) => {
  const folder = temporaryFolder();
  git(folder, ['init', '--quiet', '--initial-branch=main']);
  git(folder, ['commit', '--quiet', '--allow-empty', '--message=a']);
  git(folder, ['commit', '--quiet', '--allow-empty', '--message=b']);
  writeFileSync(join(folder, 'reviews.json'), '<html>503</html>');
  // A hook judges where there is no catalog around.
  if (!words.includes('--bare')) {
    mkdirSync(join(folder, 'catalog'));
    writeFileSync(join(folder, 'catalog', 'platform.yaml'), '');
  }

  const { exitCode, stderr } = runSlipway(words, { workingDirectory: folder });

  expect(stderr).toContain(sentence);
  expect(stderr).not.toContain('SLIPWAY_DEBUG');
  expect(exitCode).not.toBe(0);
});
