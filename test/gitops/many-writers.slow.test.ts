import { git } from '../helpers/a-repository';
import { aRemote } from '../helpers/a-remote';
import { letThemWrite } from '../helpers/concurrent-writers';
import { mergesOf, runIdsOf } from '../helpers/writer-processes';

jest.setTimeout(600_000);

test('8 processes make 25 changes each on one branch, while somebody commits by hand: none is lost, none is there twice', async () => {
  const remote = aRemote();

  const byHand = await letThemWrite({ remote, processes: 8, changes: 25, batch: 5 });

  const wanted = Array.from({ length: 8 }, (_, name) =>
    Array.from({ length: 25 }, (_unused, one) => `p${name}-${one}`),
  );
  const found = runIdsOf(remote);
  expect([...found].sort()).toEqual(wanted.flat().sort());
  // The changes of one process are in its order.
  for (const [name, ids] of wanted.entries()) expect(found.filter((id) => id.startsWith(`p${name}-`))).toEqual(ids);
  const subjects = git(remote, ['log', '--format=%s', 'main']).split('\n');
  expect(byHand.length).toBeGreaterThan(0);
  expect(byHand.filter((subject) => !subjects.includes(subject))).toEqual([]);
  expect(subjects).toHaveLength(200 + byHand.length + 2);
  expect(mergesOf(remote)).toBe('');
  expect(git(remote, ['fsck', '--strict', '--no-dangling'])).toBe('');
  for (const name of wanted.keys())
    expect(git(remote, ['show', `main:services/p${name}/release.yaml`])).toBe('version: 24\n');
});
