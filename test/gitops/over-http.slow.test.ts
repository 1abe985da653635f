import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { GitError } from '../../src/gitops/run-git';
import { aCuttingProxy } from '../helpers/a-cutting-proxy';
import { aGitServer } from '../helpers/a-git-server';
import type { GitServer } from '../helpers/a-git-server';
import { aDraft, addHook, aRemote, aWriter, headOf } from '../helpers/a-remote';
import { temporaryFolder } from '../helpers/temporary-folder';

const authorization = `Basic ${Buffer.from('me:secret').toString('base64')}`;

let server: GitServer | undefined;

afterEach(async () => {
  await server?.stop();
  server = undefined;
});

test('a change is fetched, committed and pushed over HTTP, to a server that checks objects', async () => {
  const remote = aRemote();
  server = await aGitServer(remote);
  const writer = await aWriter(remote, { remote: server.url });

  const base = await writer.fetch();
  const [head = ''] = await writer.commit(base, [aDraft('x', '1')]);
  const outcome = await writer.push(base, head);

  expect(outcome).toEqual({ kind: 'done' });
  expect(headOf(remote)).toBe(head);
  expect(server.requests.map(({ path }) => path.split('/').at(-1))).toContain('git-receive-pack');
});

describe('credentials come from the variables that are handed in', () => {
  test('as a header', async () => {
    const remote = aRemote();
    server = await aGitServer(remote, { authorization });
    const variables = {
      PATH: process.env['PATH'],
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'http.extraHeader',
      GIT_CONFIG_VALUE_0: `Authorization: ${authorization}`,
    };

    const writer = await aWriter(remote, { remote: server.url, variables });

    expect(await writer.fetch()).toBe(headOf(remote));
  });

  test('from a program that is asked', async () => {
    const remote = aRemote();
    server = await aGitServer(remote, { authorization });
    const program = join(temporaryFolder(), 'askpass');
    writeFileSync(program, '#!/bin/sh\ncase $1 in Username*) echo me;; *) echo secret;; esac\n');
    chmodSync(program, 0o755);

    const writer = await aWriter(remote, {
      remote: server.url,
      variables: { PATH: process.env['PATH'], GIT_ASKPASS: program },
    });

    expect(await writer.fetch()).toBe(headOf(remote));
  });

  test('and from nowhere else: nobody is asked at a terminal', async () => {
    const remote = aRemote();
    server = await aGitServer(remote, { authorization });

    await expect(aWriter(remote, { remote: server.url })).rejects.toThrow(
      /cannot be reached: .*terminal prompts disabled/,
    );
  });
});

describe('a remote that does not answer any more', () => {
  test('is noticed, and what was started for it is ended', async () => {
    const remote = aRemote();
    server = await aGitServer(remote);
    const proxy = await aCuttingProxy(server.port);
    const url = server.url.replace(String(server.port), String(proxy.port));
    const folder = temporaryFolder();
    const before = await aWriter(remote, { remote: url, folder });
    const base = await before.fetch();
    const [head = ''] = await before.commit(base, [aDraft('x', '1')]);
    await before.close();
    proxy.stall();
    const writer = await aWriter(remote, { remote: url, folder, deadlineMilliseconds: 1000 });

    await expect(writer.push(base, head)).rejects.toThrow(
      new GitError(`"${url}" cannot be reached: it did not answer in time`),
    );
    expect(processesWith(String(proxy.port))).toEqual([]);
    expect(headOf(remote)).toBe(base);
    await proxy.stop();
  }, 120_000);

  test('but takes the push meanwhile is known to have it', async () => {
    const remote = aRemote();
    // The answer comes too late; what was pushed is there.
    addHook(remote, 'post-receive', 'exec >&- 2>&-; sleep 40');
    const writer = await aWriter(remote, { deadlineMilliseconds: 10_000 });
    const base = await writer.fetch();
    const [head = ''] = await writer.commit(base, [aDraft('x', '1')]);

    expect(await writer.push(base, head)).toEqual({ kind: 'done' });
    expect(headOf(remote)).toBe(head);
  });
});

/** Commands of running processes that have a text in them. */
function processesWith(text: string): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => {
      try {
        return readFileSync(join('/proc', name, 'cmdline'), 'utf8').replaceAll('\0', ' ');
      } catch {
        // It has ended.
        return '';
      }
    })
    .filter((command) => command.includes('git') && command.includes(text));
}
