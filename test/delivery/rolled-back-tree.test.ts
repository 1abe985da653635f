import { aDesk, aGitOpsRemote, release } from '../helpers/a-delivery';
import { git } from '../helpers/a-repository';
import { headOf } from '../helpers/a-remote';

test('a release that is gone back to has the tree that it had: what is added is its record, and the hold', async () => {
  const remote = aGitOpsRemote();
  const desk = await aDesk(remote, 'dev');
  await release(desk, 'v1.1.0');
  const then = headOf(remote);
  await release(desk, 'v1.2.0');

  const fields = { service: 'web', environment: 'dev', release: 'v1.1.0' };
  await expect(
    desk.ask({ verb: 'rollback', fields, reason: 'it answers nothing', runId: 'back' }),
  ).resolves.toMatchObject({ state: 'committed' });

  const changed = git(remote, ['diff', '--name-only', then, 'main']).trim().split('\n');
  expect(changed.filter((path) => !/^changes\/2026\/11\/(?:back|run-\d+)\.json$/.test(path))).toEqual([
    'catalog/services/web/dev.yaml',
  ]);
  const textAt = (commit: string): string => git(remote, ['show', `${commit}:catalog/services/web/dev.yaml`]);
  expect(textAt('main').replace(textAt(then), '')).toMatch(/^hold:.*it answers nothing/s);
});
