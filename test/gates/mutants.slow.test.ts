import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

// A process of its own: a mutant that goes round for ever is stopped, which jest's own context does not let happen.
// Every fourth one of each file: `npm run mutants` takes all.
test('mutants of the gates are killed by a test, or said to be none', () => {
  const parameters = ['--import', 'tsx', 'test/gates/mutants/main.ts', '--every', '4'];
  const { stdout, stderr } = spawnSync(process.execPath, parameters, {
    cwd: join(__dirname, '../..'),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const lines = stdout.split('\n');

  expect(stderr).toBe('');
  expect(lines.filter((line) => /^(survived|wrongly excused) /.test(line))).toEqual([]);
  expect(lines.filter((line) => line.startsWith('killed ')).length).toBeGreaterThan(200);
}, 3_600_000);
