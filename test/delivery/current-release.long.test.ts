import { howMany } from '../helpers/how-many';
import { releaseOnTop } from '../helpers/releases-on-top';

jest.setTimeout(3 * 3_600_000);

/** Fewer of them: `RELEASES=5 npm run test:long -- current-release`. */
const releases = howMany('RELEASES', 50);

test('8 processes release one service 50 times each, each on top of what it has seen: nobody takes away what he has not', async () => {
  const { commits, tooLate, notOnTop, merges } = await releaseOnTop(8, releases);

  process.stdout.write(`${commits} releases, ${tooLate} were too late\n`);
  expect({ commits, notOnTop, merges }).toEqual({ commits: 8 * releases, notOnTop: [], merges: '' });
});
