import { git } from '../helpers/a-repository';
import { aRemote } from '../helpers/a-remote';
import { letThemWrite } from '../helpers/concurrent-writers';
import { mergesOf, runIdsOf } from '../helpers/writer-processes';

/** `npm run test:slow` has 25 changes of each, and `npm run test:long` 200 in 27,000 files. */
test('8 processes make 3 changes each on one branch, while somebody commits by hand: none is lost, none is there twice', async () => {
  const remote = aRemote();

  const byHand = await letThemWrite({ remote, processes: 8, changes: 3, batch: 3 });

  const wanted = Array.from({ length: 8 }, (_, name) => Array.from({ length: 3 }, (_unused, one) => `p${name}-${one}`));
  expect([...runIdsOf(remote)].sort()).toEqual(wanted.flat().sort());
  const subjects = git(remote, ['log', '--format=%s', 'main']).split('\n');
  expect(byHand.filter((subject) => !subjects.includes(subject))).toEqual([]);
  expect(mergesOf(remote)).toBe('');
  expect(git(remote, ['fsck', '--strict', '--no-dangling'])).toBe('');
}, 600_000);
