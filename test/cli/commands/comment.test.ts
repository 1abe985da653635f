import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { cleanVariables, runSlipway, slipwayFile, type Run } from '../../helpers/run-slipway';
import { temporaryFolder } from '../../helpers/temporary-folder';
import { ReviewHost } from '../review/review-host';

const mark = '<!-- slipway diff -->';
let host: ReviewHost;

afterEach(async () => host.stop());

/** Runs `slipway comment` beside the host, which is in this process and has to answer. */
async function comment(text: string, path = '/acme/gitops/pull/7', token = 'the-token'): Promise<Run> {
  const workingDirectory = temporaryFolder();
  writeFileSync(join(workingDirectory, 'comment.md'), text);
  const servers = { GITHUB_SERVER_URL: host.origin, CI_SERVER_URL: host.origin };
  const env = { ...cleanVariables(), ...servers, GITHUB_TOKEN: token, GITLAB_TOKEN: token };
  return new Promise((resolve) => {
    const words = [slipwayFile, 'comment', `${host.origin}${path}`, 'comment.md'];
    const child = execFile(process.execPath, words, { cwd: workingDirectory, env }, (_, stdout, stderr) => {
      resolve({ exitCode: child.exitCode, stdout, stderr });
    });
  });
}

test('the first run makes a comment, later runs update it', async () => {
  host = await ReviewHost.start();

  const first = await comment(`${mark}\none\n`);
  const second = await comment(`${mark}\ntwo\n`);

  expect(first).toMatchObject({
    exitCode: 0,
    stderr: '',
    stdout: expect.stringMatching(/^created the comment on http/),
  });
  expect(second.stdout).toMatch(/^updated the comment on /);
  expect(host.comments.map(({ body }) => body)).toEqual([`${mark}\ntwo\n`]);
  expect(host.writes).toEqual([
    'POST /api/v3/repos/acme/gitops/issues/7/comments',
    'PATCH /api/v3/repos/acme/gitops/issues/comments/1',
  ]);
});

test('its own comment is found behind hundreds of others', async () => {
  host = await ReviewHost.start();
  for (let index = 0; index < 250; index++) host.add('somebody', `talk ${index}`);
  await comment(`${mark}\none\n`);

  await comment(`${mark}\ntwo\n`);

  expect(host.comments).toHaveLength(251);
  expect(host.comments.at(-1)?.body).toBe(`${mark}\ntwo\n`);
});

test.each([
  ['a bot', 'github-actions[bot]'],
  ['a person whose token it is', 'ci-user'],
])('a comment of somebody else that begins with the mark is left alone by %s', async (_, me) => {
  host = await ReviewHost.start(me);
  host.add('mallory', `${mark}\nall is well\n`);

  await comment(`${mark}\ndanger\n`);
  await comment(`${mark}\nmore danger\n`);

  expect(host.comments.map(({ author, body }) => [author, body])).toEqual([
    ['mallory', `${mark}\nall is well\n`],
    [me, `${mark}\nmore danger\n`],
  ]);
});

test.each(['github-actions[bot]', 'acme-deploys[bot]'])('%s leaves the comment of another bot alone', async (me) => {
  host = await ReviewHost.start(me);
  host.add('dependabot[bot]', `${mark}\nof another\n`);

  await comment(`${mark}\none\n`);
  await comment(`${mark}\ntwo\n`);

  expect(host.comments.map(({ author, body }) => [author, body])).toEqual([
    ['dependabot[bot]', `${mark}\nof another\n`],
    [me, `${mark}\ntwo\n`],
  ]);
});

test('a host that always has one more page is asked a hundred times', async () => {
  host = await ReviewHost.start();
  host.isEndless = true;

  const { exitCode, stderr } = await comment(`${mark}\none\n`);

  expect(exitCode).toBe(1);
  expect(stderr).toContain('GitHub has more than 10000 comments');
  expect(host.requests).toBe(100);
  expect(host.writes).toEqual([]);
});

test.each([
  ['GitHub', '/acme/gitops/pull/7', 'Bearer (the token)'],
  ['GitLab', '/acme/gitops/-/merge_requests/7', '(the token)'],
])('what %s answers is text, and the token is not in it', async (name, path, shown) => {
  host = await ReviewHost.start();
  host.refusal = 500;

  const { stderr } = await comment(`${mark}\none\n`, path);

  expect(stderr).toContain(`${name} answers 500`);
  expect(stderr).toContain(shown);
  for (const text of ['the-token', '\u202e', '\u001b']) expect(stderr).not.toContain(text);
  expect(stderr.split('\n').filter((line) => /^\s*::/.test(line))).toEqual([]);
});

test.each([301, 302, 303, 307, 308])('nobody is asked whom a host names in an answer %i', async (status) => {
  host = await ReviewHost.start();
  const other = await ReviewHost.start();
  host.redirectTo = `${other.origin}/api/v3/repos/acme/gitops/issues/7/comments`;
  host.redirectStatus = status;

  const { exitCode, stderr } = await comment(`${mark}\none\n`);
  const asked = other.requests;
  await other.stop();

  expect(exitCode).toBe(1);
  expect(stderr).toContain('GitHub cannot be asked');
  expect(asked).toBe(0);
});

test.each(['the-token\nof-two-lines', 'the-token\u0007', 'the-t\u00f6ken\u2028'])(
  'a token that no header takes is in no message: %j',
  async (token) => {
    host = await ReviewHost.start();

    const { exitCode, stderr } = await comment(`${mark}\none\n`, undefined, token);

    expect(exitCode).not.toBe(0);
    expect(stderr).not.toMatch(/the-t/);
    expect(host.requests).toBe(0);
  },
);

test.each([
  ['https://evil.example/acme/gitops/pull/7', 'set GITHUB_SERVER_URL=https://evil.example if it is yours'],
  ['https://evil.example/acme/gitops/-/merge_requests/7', 'set CI_SERVER_URL=https://evil.example if it is yours'],
  ['http://127.0.0.1:9/acme/gitops/pull/7', 'set GITHUB_SERVER_URL=http://127.0.0.1:9 if it is yours'],
  ['https://github.com@evil.example/acme/gitops/pull/7', 'is no address of a pull request'],
  ['https://github.com.evil.example/acme/gitops/pull/7', 'the token is not sent to "github.com.evil.example"'],
])('the token goes to no server that is not known: %s', async (address, message) => {
  host = await ReviewHost.start();
  const workingDirectory = temporaryFolder();
  writeFileSync(join(workingDirectory, 'comment.md'), `${mark}\none\n`);

  const { exitCode, stderr } = runSlipway(['comment', address, 'comment.md'], {
    workingDirectory,
    variables: { GITHUB_TOKEN: 'x', GITLAB_TOKEN: 'x', GITHUB_SERVER_URL: 'https://github.acme.com' },
  });

  expect(exitCode).toBe(2);
  expect(stderr).toContain(message);
});

test('a merge request of GitLab has the same', async () => {
  host = await ReviewHost.start('ci-user');
  const path = '/group/team/gitops/-/merge_requests/12';

  await comment(`${mark}\none\n`, path);
  const { stdout } = await comment(`${mark}\ntwo\n`, path);

  expect(stdout).toMatch(/^updated/);
  expect(host.writes).toEqual([
    'POST /api/v4/projects/group%2Fteam%2Fgitops/merge_requests/12/notes',
    'PUT /api/v4/projects/group%2Fteam%2Fgitops/merge_requests/12/notes/1',
  ]);
});

test('a refusal of the host is shown with its answer and what the token needs; the token is not', async () => {
  host = await ReviewHost.start();

  const { exitCode, stderr } = await comment(`${mark}\none\n`, undefined, 'a-secret');

  expect(exitCode).toBe(1);
  expect(stderr).toMatch(
    /^error: GitHub answers 401 to GET http.*who are you.*; the token needs pull-requests: write\n$/,
  );
  expect(stderr).not.toContain('a-secret');
});

test.each([
  ['an address of something else', ['https://github.com/acme/gitops', 'x.md'], 'is no address of a pull request'],
  ['an address without TLS', ['http://github.com/acme/gitops/pull/7', 'x.md'], 'is no address of a pull request'],
  ['a file that is not there', ['https://github.com/acme/gitops/pull/7', 'x.md'], 'there is no file "x.md"'],
])('%s is refused before anybody is asked', async (_, words, message) => {
  host = await ReviewHost.start();

  const { exitCode, stderr } = runSlipway(['comment', ...words], { variables: { GITHUB_TOKEN: 'x' } });

  expect(exitCode).toBe(2);
  expect(stderr).toContain(message);
});

test('a text without a mark, one that is too long, and a token that is missing are refused', async () => {
  host = await ReviewHost.start();

  expect((await comment('no mark\n')).stderr).toContain('does not begin with a line that marks the comment');
  expect((await comment(`${mark}\n${'x'.repeat(65_536)}`)).stderr).toContain(
    'has 65558 characters, and GitHub takes 65536',
  );
  expect((await comment(`${mark}\n`, undefined, '')).stderr).toContain('GITHUB_TOKEN is not set');
  expect(host.writes).toEqual([]);
});
