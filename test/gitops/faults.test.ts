import { git } from '../helpers/a-repository';
import { aRemote } from '../helpers/a-remote';
import { cutPushes } from '../helpers/cut-pushes';

/** `npm run test:slow` cuts more, and `npm run test:long` 500. */
test('pushes whose connection is cut are done once, and said to be done', async () => {
  const remote = aRemote();

  const { outcomes, done, cuts } = await cutPushes(remote, 4);

  expect(outcomes).toEqual({ done: 5 });
  expect(cuts).toBeGreaterThan(0);
  expect(git(remote, ['log', '--reverse', '--format=%H', 'main']).trim().split('\n').slice(1)).toEqual(done);
  expect(git(remote, ['fsck', '--strict', '--no-dangling'])).toBe('');
}, 600_000);
