import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { addHook, aDraft, aRemote, aWriter } from '../helpers/a-remote';
import { aSpyGit } from '../helpers/a-spy-git';
import { temporaryFolder } from '../helpers/temporary-folder';

test('no push of a shared ref is ever told to force, and no ref is pushed but by its whole name', async () => {
  const spy = aSpyGit();
  const remote = aRemote();
  const [writer, other] = [await aWriter(remote, { variables: { PATH: spy.path } }), await aWriter(remote)];
  const base = await writer.fetch();
  const [ours = ''] = await writer.commit(base, [aDraft('x', '1')]);
  await other.fetch();
  const [theirs = ''] = await other.commit(base, [aDraft('x', '2')]);

  await writer.push(base, ours);
  await other.push(base, theirs);
  await other.fetch();
  await writer.push(base, ours);
  await writer.tag({ name: 'v1', commit: ours, message: 'v1', at: '2026-12-24T18:00:00Z' });
  await writer.pushBranch('changes/x', ours);
  await writer.pushRef('refs/slipway/x', undefined, ours);
  await writer.pushRef('refs/slipway/x', ours, undefined);
  addHook(remote, 'pre-receive', 'exit 1');
  const [next = ''] = await writer.commit(ours, [aDraft('y', '1')]);
  await writer.push(ours, next);

  const pushes = spy
    .calls()
    .filter((words) => words.includes('push'))
    .map((words) => words.slice(words.indexOf('push') + 1));
  const shared = pushes.filter((words) => !/:refs\/slipway\//.test(words.at(-1) ?? ''));
  expect(pushes.length - shared.length).toBe(2);
  expect(shared.length).toBeGreaterThanOrEqual(5);
  expect(shared.flat().filter((word) => /force|^-f|^\+|mirror|delete|prune|^:/.test(word))).toEqual([]);
  for (const words of pushes) {
    expect(words.at(-3)).toBe('--end-of-options');
    expect(words.at(-2)).toBe(`file://${remote}`);
    expect(words.at(-1)).toMatch(/^[0-9a-f]*:refs\/(heads\/(main|changes\/x)|tags\/v1|slipway\/x)$/);
  }
});

test('nothing of the machine, of a person or of the variables at hand reaches Git but what is on the list', async () => {
  const spy = aSpyGit();
  const [home, bad] = [temporaryFolder(), join(temporaryFolder(), 'touched')];
  writeFileSync(join(home, '.gitconfig'), `[core]\n\tfsmonitor = touch ${bad}\n[user]\n\tname = x\n`);
  const remote = aRemote();
  const variables = {
    PATH: spy.path,
    HOME: home,
    SECRET_OF_OTHERS: 'x',
    GIT_DIR: '/nowhere',
    GIT_WORK_TREE: '/nowhere',
    GIT_INDEX_FILE: '/nowhere',
    GIT_OBJECT_DIRECTORY: '/nowhere',
    GIT_ALTERNATE_OBJECT_DIRECTORIES: '/nowhere',
    GIT_CONFIG_GLOBAL: join(home, '.gitconfig'),
    GIT_CONFIG_PARAMETERS: "'core.bare=false'",
    GIT_EXEC_PATH: '/nowhere',
    GIT_TRACE: '1',
    GIT_TRACE_CURL: '1',
    GIT_SSH: '/nowhere',
    GIT_PROXY_COMMAND: '/nowhere',
    GIT_EXTERNAL_DIFF: '/nowhere',
    GIT_ALLOW_PROTOCOL: 'ext',
    GIT_TERMINAL_PROMPT: '1',
    GIT_NAMESPACE: 'x',
    GIT_PUSH_OPTION_COUNT: '1',
    GIT_CONFIG_COUNT: '5',
    GIT_CONFIG_KEY_0: 'core.hooksPath',
    GIT_CONFIG_VALUE_0: '/nowhere',
    GIT_CONFIG_KEY_1: 'http.extraHeader',
    GIT_CONFIG_VALUE_1: 'Authorization: Bearer x',
    GIT_CONFIG_KEY_2: 'core.sshCommand',
    GIT_CONFIG_VALUE_2: 'touch x',
    GIT_CONFIG_KEY_3: 'http.https://example.com.sslCAInfo',
    GIT_CONFIG_VALUE_3: '/ca.pem',
    GIT_CONFIG_KEY_4: 'remote.origin.uploadpack',
    GIT_CONFIG_VALUE_4: 'touch x',
    GIT_ASKPASS: '/askpass',
    GIT_SSH_COMMAND: 'ssh -i key',
    SSH_AUTH_SOCK: '/agent',
  };

  const writer = await aWriter(remote, { variables });
  const base = await writer.fetch();
  const [head = ''] = await writer.commit(base, [aDraft('x', '1')]);
  await writer.push(base, head);

  const { PATH: path, PWD: pwd, _: last, OLDPWD: old, SHLVL: level, ...others } = spy.variables();
  expect([path, last === undefined || pwd !== undefined || old === undefined || level === undefined]).toEqual([
    spy.path,
    true,
  ]);
  expect(others).toEqual({
    HOME: home,
    GIT_ASKPASS: '/askpass',
    GIT_SSH_COMMAND: 'ssh -i key',
    SSH_AUTH_SOCK: '/agent',
    GIT_CONFIG_COUNT: '2',
    GIT_CONFIG_KEY_0: 'http.extraHeader',
    GIT_CONFIG_VALUE_0: 'Authorization: Bearer x',
    GIT_CONFIG_KEY_1: 'http.https://example.com.sslCAInfo',
    GIT_CONFIG_VALUE_1: '/ca.pem',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ALLOW_PROTOCOL: 'file:http:https:ssh',
    LC_ALL: 'C',
  });
  for (const words of spy.calls().filter((call) => call[0] !== 'init')) {
    expect(words).toContain('core.hooksPath=/dev/null');
    expect(words).toContain('protocol.ext.allow=never');
  }
});
