import { playChangesOfGates } from './gates-that-change';

test('a change of gates and people makes nothing possible that is in the same change', () => {
  expect(playChangesOfGates(60)).toBeGreaterThan(5);
});
