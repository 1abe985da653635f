import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import { generateCatalog, serviceName } from '../../bench/generate-catalog';
import { synthesize } from '../../src/render/synthesize';
import { letThemAsk } from '../helpers/desk-processes';
import { aBareRepository, git } from '../helpers/a-repository';
import { temporaryFolder } from '../helpers/temporary-folder';
import { mergesOf, runIdsOf } from '../helpers/writer-processes';

jest.setTimeout(3_600_000);

test('8 processes ask for 200 releases each among 1,000 services: none is lost, none is there twice', async () => {
  const folder = temporaryFolder();
  generateCatalog(join(folder, 'catalog'), 1000);
  synthesize({ catalog: join(folder, 'catalog'), out: folder });
  git(folder, ['init', '--quiet', '--initial-branch=main']);
  git(folder, ['add', '--all']);
  git(folder, ['commit', '--quiet', '--message=the first catalog']);
  const remote = aBareRepository();
  git(folder, ['push', '--quiet', remote, 'main']);

  const uses = await letThemAsk(remote, 8, { changes: 200, batch: 25 }, (one) =>
    Array.from({ length: 125 }, (_, index) => serviceName(one * 125 + index)),
  );
  process.stdout.write(`${uses.map((one) => JSON.stringify(one)).join('\n')}\n`);

  const wanted = Array.from({ length: 8 }, (_, one) =>
    Array.from({ length: 200 }, (__, index) => `p${one}-${index}`),
  ).flat();
  expect([...runIdsOf(remote)].sort()).toEqual(wanted.sort());
  expect(mergesOf(remote)).toBe('');
  // What is there is what the catalog renders.
  const work = join(temporaryFolder(), 'work');
  execFileSync('git', ['clone', '--quiet', remote, work]);
  synthesize({ catalog: join(work, 'catalog'), out: work });
  expect(git(work, ['status', '--porcelain'])).toBe('');
});
