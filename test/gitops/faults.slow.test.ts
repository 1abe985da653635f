import { git } from '../helpers/a-repository';
import { aRemote } from '../helpers/a-remote';
import { cutPushes } from '../helpers/cut-pushes';
import { killWriters } from '../helpers/kill-writers';
import { mergesOf, runIdsOf } from '../helpers/writer-processes';

jest.setTimeout(600_000);

test('a push whose connection is cut at any byte is done once, and said to be done', async () => {
  const remote = aRemote();

  const { outcomes, done, cuts } = await cutPushes(remote, 20);

  expect(outcomes).toEqual({ done: 21 });
  expect(cuts).toBeGreaterThan(10);
  expect(git(remote, ['log', '--reverse', '--format=%H', '--skip=0', 'main']).trim().split('\n').slice(1)).toEqual(
    done,
  );
  expect(git(remote, ['fsck', '--strict', '--no-dangling'])).toBe('');
});

test('a process that is killed at any moment loses nothing, doubles nothing and leaves nothing', async () => {
  const remote = aRemote();

  const { histogram, wanted, leftOvers } = await killWriters(remote, 20);

  expect(runIdsOf(remote)).toEqual(wanted);
  expect(mergesOf(remote)).toBe('');
  expect(leftOvers).toEqual([]);
  expect(Object.keys(histogram).sort()).toEqual(['commit', 'fetch', 'open', 'push']);
  expect(git(remote, ['fsck', '--strict', '--no-dangling'])).toBe('');
});
