import { holdRequests, holdTimedScale, holdWayBack } from '../helpers/request-properties';

test('any request makes a catalog that loads, or is refused with what to do; asked again, it changes nothing', () => {
  expect(holdRequests(2000)).toBeGreaterThan(7);
}, 1_800_000);

test('promote, rollback and resume leave the bytes that were there', () => {
  expect(holdWayBack(500)).toBeGreaterThan(0);
}, 1_800_000);

test('a scale with an end leaves the bytes that were there, when its end has come', () => {
  expect(holdTimedScale(500)).toBeGreaterThan(0);
}, 1_800_000);
