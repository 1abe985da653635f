import { Schedule } from '../../src/model/cron';

test.each([
  '0 2 * * *',
  '*/15 * * * *',
  '0 0 1 1 0',
  '30 1-5/2 1,15 * MON-FRI',
  '5 4 * jan sun',
  '0 0 * JAN-dec sun-6',
])('%s is a schedule', (text) => {
  expect(Schedule.safeParse(text).success).toBe(true);
});

test.each([
  '',
  '* * * *',
  '* * * * * *',
  '60 * * * *',
  '0 24 * * *',
  '0 0 0 * *',
  '0 0 * 13 *',
  '0 0 * * 7',
  '*/0 * * * *',
  '0 0 * * fri-mon',
  '50-10 * * * *',
  '@daily',
  '0  2 * * *',
  'a b c d e',
])('%p is no schedule', (text) => {
  expect(Schedule.safeParse(text).success).toBe(false);
});
