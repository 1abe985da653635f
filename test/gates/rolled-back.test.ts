import { playRolledBack } from '../helpers/rolled-back-histories';

test('what somebody rolled back does not come again by itself until somebody resumes it, or the end of its hold comes', () => {
  const { broken, tempted, delivered } = playRolledBack(60);

  expect(broken).toEqual([]);
  expect(tempted).toBeGreaterThan(30);
  expect(delivered).toBeGreaterThan(60);
});
