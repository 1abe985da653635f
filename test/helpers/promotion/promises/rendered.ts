import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import { synthesize } from '../../../../src/render/synthesize';
import { git } from '../../a-repository';
import { temporaryFolder } from '../../temporary-folder';
import type { Promised } from '../told';

/** Some commits, the last one among them, hold to the byte what their catalogs render. */
export const rendered: Promised = function* ({ remote, all }) {
  const places = new Set([all.length - 1, Math.floor(all.length / 2)]);
  for (const place of places) {
    const commit = all[place]?.commit ?? '';
    const folder = temporaryFolder();
    const archive = execFileSync('git', ['archive', commit], { cwd: remote, maxBuffer: 2 ** 26 });
    execFileSync('tar', ['--extract'], { cwd: folder, input: archive });
    synthesize({ catalog: join(folder, 'catalog'), out: folder });
    const index = join(temporaryFolder(), 'index');
    const inFolder = (...words: readonly string[]): string =>
      git(folder, [`--git-dir=${remote}`, `--work-tree=${folder}`, ...words], '', { GIT_INDEX_FILE: index });
    inFolder('add', '--all', '--force');
    const paths = inFolder('diff-tree', '-r', '--name-only', commit, inFolder('write-tree').trim());
    for (const path of paths.split('\n').filter((line) => line !== ''))
      yield `${commit}: ${path} is rendered otherwise`;
  }
};
