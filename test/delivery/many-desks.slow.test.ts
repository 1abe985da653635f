import { aGitOpsRemote } from '../helpers/a-delivery';
import { letThemAsk } from '../helpers/desk-processes';
import { git } from '../helpers/a-repository';
import { mergesOf, runIdsOf } from '../helpers/writer-processes';

jest.setTimeout(600_000);

test('8 processes ask for 25 releases each on one branch: none is lost, none is there twice', async () => {
  const remote = aGitOpsRemote();
  const uses = await letThemAsk(remote, 8, { changes: 25, batch: 25 }, (index) => [index % 2 === 0 ? 'web' : 'api']);
  process.stdout.write(`${uses.map((one) => JSON.stringify(one)).join('\n')}\n`);

  const wanted = Array.from({ length: 8 }, (_, one) =>
    Array.from({ length: 25 }, (__, index) => `p${one}-${index}`),
  ).flat();
  expect([...runIdsOf(remote)].sort()).toEqual(wanted.sort());
  expect(git(remote, ['ls-tree', '-r', '--name-only', 'main', 'changes']).trim().split('\n')).toHaveLength(200);
  expect(mergesOf(remote)).toBe('');
});
