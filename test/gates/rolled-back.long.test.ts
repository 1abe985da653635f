import { howMany } from '../helpers/how-many';
import { playRolledBack } from '../helpers/rolled-back-histories';

/** Fewer of them: `HISTORIES=100 npm run test:long -- rolled-back`. */
const histories = howMany('HISTORIES', 1000);

test('in 1,000 histories, what somebody rolled back does not come again by itself', () => {
  const { broken, tempted, delivered } = playRolledBack(histories);

  process.stdout.write(`${tempted} times it was tried, and ${delivered} others came\n`);
  expect(broken).toEqual([]);
  expect(tempted).toBeGreaterThan(histories / 2);
  expect(delivered).toBeGreaterThan(histories);
}, 3_600_000);
