import { aRemote, aWriter } from '../helpers/a-remote';
import { aSpyGit } from '../helpers/a-spy-git';
import { howMany } from '../helpers/how-many';
import { runGitOften } from '../helpers/many-git-runs';

/** Fewer of them: `RUNS=100 npm run test:long -- run-git`. */
const runs = howMany('RUNS', 1000);

test('1,000 runs of Git leave no process: what hangs is ended with all that it started', async () => {
  const { ends, leftOver } = await runGitOften(runs);

  expect(Object.values(ends).reduce((sum, count) => sum + count, 0)).toBe(runs);
  expect([ends['late'], ends['too much']]).toEqual([Math.ceil(runs / 20), Math.ceil((runs - 10) / 20)]);
  expect(leftOver).toEqual([]);
}, 3_600_000);

test('a remote that lists refs without end costs 64 MB, and is said not to be reached', async () => {
  const { path } = aSpyGit('case "$*" in *ls-remote*) exec yes endless;; esac');

  await expect(aWriter(aRemote(), { variables: { PATH: path } })).rejects.toThrow(
    'it printed more than 67108864 bytes, and was ended',
  );
}, 600_000);
