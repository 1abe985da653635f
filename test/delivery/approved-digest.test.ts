import { approvedAmong } from '../helpers/approved-among';

test('an approval outlives edits of others, and dies by any byte that it was about', async () => {
  await expect(approvedAmong(60, 20)).resolves.toBe(3);
});
