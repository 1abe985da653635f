import { coloursFor } from '../../../src/cli/colours';
import type { ApplicationRow } from './application-row';
import { countsLine, tableLines } from './table-lines';

const plain = coloursFor(false);

test('what is not settled comes first, and what has no room is counted', () => {
  const rows = [
    aRow({ name: 'a-dev' }),
    aRow({ name: 'b-dev' }),
    aRow({ name: 'c-dev', sync: 'OutOfSync', health: 'Missing', isSettled: false }),
    aRow({ name: 'd-dev', wave: -20 }),
  ];

  expect(tableLines(rows, 12.4, { rows: 6, columns: 80 }, plain)).toEqual([
    ' 12 s  4 Applications  1 on the way  3 settled',
    'APPLICATION  ENVIRONMENT  WAVE  SYNC       HEALTH   REVISION',
    'c-dev        dev             0  OutOfSync  Missing  a1b2c3d',
    'd-dev        dev           -20  Synced     Healthy  a1b2c3d',
    'and 2 more, settled',
  ]);
});

test('what has room is not counted instead', () => {
  const rows = [aRow({ name: 'a-dev' }), aRow({ name: 'b-dev' }), aRow({ name: 'c-dev' })];

  expect(tableLines(rows, 0, { rows: 6, columns: 80 }, plain).slice(2)).toHaveLength(3);
});

test.each([20, 30, 40, 50, 60])('no line is as wide as a window of %i columns', (columns) => {
  const rows = [
    aRow({ name: 'persistence-service-staging', environment: 'staging', health: 'Progressing', isSettled: false }),
    aRow({ name: 'web-prod', environment: 'prod', sync: 'OutOfSync', isManual: true }),
  ];

  const [counts = '', ...lines] = tableLines(rows, 100, { rows: 24, columns }, plain);

  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(Math.max(columns, 27));
  expect(counts.length).toBeLessThan(Math.max(columns, 22));
});

test('the counts say what goes on, what waits for a person, and what fails', () => {
  const rows = [
    aRow({}),
    aRow({ sync: 'OutOfSync', isManual: true }),
    aRow({ health: 'Suspended' }),
    aRow({ health: 'Progressing', isSettled: false }),
    aRow({ health: 'Degraded', isSettled: false }),
  ];

  expect(countsLine(rows, 3, 100, plain)).toBe(
    '  3 s  5 Applications  1 failing  1 on the way  1 settled  2 waiting for a person',
  );
});

function aRow(row: Partial<ApplicationRow>): ApplicationRow {
  return {
    name: 'web-dev',
    environment: 'dev',
    wave: 0,
    sync: 'Synced',
    health: 'Healthy',
    revision: 'a1b2c3d',
    operation: '',
    isManual: false,
    isSettled: true,
    ...row,
  };
}
