import { runGit } from '../../src/gitops/run-git';
import { runGitOften, variablesWithGit } from '../helpers/many-git-runs';
import { temporaryFolder } from '../helpers/temporary-folder';

const here = (): { readonly folder: string; readonly variables: Readonly<Record<string, string | undefined>> } => ({
  folder: temporaryFolder(),
  variables: { PATH: process.env['PATH'] },
});

test('Git that ends before it has read what it is given says why, and ends nothing but itself', async () => {
  const input = Buffer.alloc(16 * 1024 * 1024, 'x');

  const done = await runGit({ ...here(), words: ['--version'], input });
  const failed = await runGit({ ...here(), words: ['cat-file', '--batch'], input });

  expect(done).toMatchObject({ status: 0, isLate: false });
  expect(done.stdout.toString()).toMatch(/^git version /);
  expect(failed.status).toBe(128);
  expect(failed.stderr.toString()).toContain('not a git repository');
});

test('what prints without end is ended, says so, and has cost no more than what it may print', async () => {
  const variables = variablesWithGit('exec yes endless');

  const { status, stdout, stderr } = await runGit({ ...here(), words: ['x'], variables, mostBytes: 1_000_000 });

  expect(status).toBe(null);
  expect(stdout.length).toBeLessThanOrEqual(1_000_000);
  expect(stderr.toString()).toBe('\nit printed more than 1000000 bytes, and was ended\n');
});

test('what prints just as much as it may is heard to its end', async () => {
  const variables = variablesWithGit('printf 12345');

  const answer = await runGit({ ...here(), words: ['x'], variables, mostBytes: 5 });

  expect(answer).toMatchObject({ status: 0, stdout: Buffer.from('12345') });
});

/** `npm run test:long` has 1,000. */
test('40 runs leave no process: what hangs is ended with all that it started', async () => {
  const { ends, leftOver } = await runGitOften(40);

  expect(ends).toEqual({ 'status 0': 16, 'status 128': 20, late: 2, 'too much': 2 });
  expect(leftOver).toEqual([]);
});
