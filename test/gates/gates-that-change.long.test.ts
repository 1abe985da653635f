import { playChangesOfGates } from './gates-that-change';

test('20,000 changes of gates and people make nothing possible that is in the same change', () => {
  expect(playChangesOfGates(20_000)).toBeGreaterThan(2_000);
}, 1_800_000);
