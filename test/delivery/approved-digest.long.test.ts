import { approvedAmong } from '../helpers/approved-among';

test('an approval outlives 10,000 edits of others, and dies by any byte that it was about', async () => {
  await expect(approvedAmong(10_000, 1000)).resolves.toBe(10);
}, 1_800_000);
