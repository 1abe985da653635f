import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { aGitServer } from '../../helpers/a-git-server';
import { git } from '../../helpers/a-repository';
import { runSlipway, slipwayFile } from '../../helpers/run-slipway';
import { temporaryFolder } from '../../helpers/temporary-folder';

test('the story goes over HTTP, to a server that takes nothing that is not in order', async () => {
  const folder = temporaryFolder();
  const variables = { PATH: process.env['PATH'] ?? '', SLIPWAY_CACHE_DIR: temporaryFolder() };
  expect(runSlipway(['play', 'game', '--once'], { workingDirectory: folder, variables })).toMatchObject({
    exitCode: 0,
  });
  const [remote, clone] = [join(folder, 'game', 'remote.git'), join(folder, 'game', 'gitops')];
  const server = await aGitServer(remote);
  git(clone, ['remote', 'set-url', 'origin', server.url]);
  // Not in one step: the server answers in this process.
  const slipway = async (...words: readonly string[]): Promise<number | null> => {
    const child = spawn(process.execPath, [slipwayFile, ...words], { cwd: clone, env: variables, stdio: 'ignore' });
    await once(child, 'close');
    return child.exitCode;
  };
  const key = (who: string): readonly string[] => ['--key', join('..', 'keys', who)];
  const codes = [
    await slipway('bump', 'hello', '--version', 'v0.2.0'),
    await slipway('promote', 'hello', '--to', 'staging', '--run-id', 'to-staging'),
    await slipway('approve', 'to-staging', ...key('sre-one')),
    await slipway('rollback', 'hello', 'staging', '--release', 'v0.1.0', '--reason', 'slow', '--run-id', 'back'),
    await slipway('approve', 'back', ...key('sre-two')),
    await slipway('audit'),
  ];
  await server.stop();

  expect(codes).toEqual([0, 1, 0, 1, 0, 0]);
  expect(git(remote, ['config', 'receive.fsckObjects']).trim()).toBe('true');
  expect(git(remote, ['log', '--format=%s', 'main'])).toBe(
    'rollback hello to v0.1.0 in staging\npromote hello v0.2.0 to staging\nbump hello v0.2.0 in dev\nStart to play\n',
  );
  expect(git(remote, ['fsck', '--strict', '--no-dangling'])).toBe('');
}, 60_000);
