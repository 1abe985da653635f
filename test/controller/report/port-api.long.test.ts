import { howMany } from '../../helpers/how-many';
import { callOften } from './many-calls';

/** Fewer of them: `CALLS=1000 npm run test:long -- port-api`. Port's own limit is 3,000 in a minute, so the clock goes faster. */
const calls = howMany('CALLS', 10_000);

test('10,000 calls ask for one token, for another one when it has ended, and once more when it was revoked; none fails', async () => {
  const { statuses, tokens } = await callOften(calls);

  expect(statuses).toEqual({ 200: Math.ceil(calls / 3) * 3 });
  expect(tokens).toBe(3);
}, 1_200_000);
