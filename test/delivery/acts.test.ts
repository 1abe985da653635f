import type { Act } from '../../src/delivery/act-statement';
import { aDesk, aGitOpsRemote } from '../helpers/a-delivery';
import { commitByHand } from '../helpers/a-hand-commit';
import { headOf } from '../helpers/a-remote';
import { git } from '../helpers/a-repository';

const ref = 'refs/slipway/acts';

function anAct(over: Partial<Act> = {}): Act {
  return {
    application: 'web-prod',
    service: 'web',
    environment: 'prod',
    id: 'web-prod.187c',
    by: 'alice',
    what: 'ran action promote-full on resource argoproj.io/Rollout/web',
    at: '2026-11-25T09:00:00Z',
    ...over,
  };
}

const aborted = anAct({
  id: 'web-prod.187d',
  by: 'bob',
  what: 'ran action abort on resource argoproj.io/Rollout/web',
  at: '2026-11-25T09:10:00Z',
});

test('R2-04: who promoted and who aborted is in Git, signed by who has seen it, and is kept once', async () => {
  const remote = aGitOpsRemote();
  const controller = await aDesk(remote, 'controller');

  await controller.delivery.keepActs([anAct(), aborted, anAct({ service: 'api', environment: 'dev' })]);
  const first = headOf(remote, ref);
  await controller.delivery.keepActs([aborted, anAct()]);
  const auditor = await aDesk(remote, undefined);

  expect(headOf(remote, ref)).toBe(first);
  expect(await auditor.delivery.acts('web', 'prod')).toEqual([
    { ...aborted, isProved: true },
    { ...anAct(), isProved: true },
  ]);
  expect(await auditor.delivery.acts('web')).toHaveLength(2);
  expect(await auditor.delivery.acts('web', 'staging')).toEqual([]);
});

test('two who keep at the same moment lose nothing', async () => {
  const remote = aGitOpsRemote();
  const [one, other] = await Promise.all([aDesk(remote, 'controller'), aDesk(remote, 'controller')]);

  await Promise.all([one.delivery.keepActs([anAct()]), other.delivery.keepActs([aborted, anAct()])]);

  const ids = (await one.delivery.acts('web', 'prod')).map(({ id }) => id);
  expect(ids).toEqual([aborted.id, anAct().id]);
});

test('whoever may push takes none away, and hides none behind another one', async () => {
  const remote = aGitOpsRemote();
  const controller = await aDesk(remote, 'controller');
  await controller.delivery.keepActs([aborted]);
  const [path = ''] = git(remote, ['ls-tree', '-r', '--name-only', ref]).trim().split('\n');
  const claim = {
    statement: JSON.stringify({ ...aborted, what: 'ran action retry on resource argoproj.io/Rollout/web' }),
  };

  commitByHand(remote, { files: { [path]: JSON.stringify(claim) }, ref });
  commitByHand(remote, { files: { [path]: undefined }, ref });

  expect(await controller.delivery.acts('web', 'prod')).toEqual([{ ...aborted, isProved: true }]);
});

test.each([
  ['has no key', undefined],
  ['has a key that no attester has', 'stranger'],
  ['is a person', 'sre-one'],
] as const)('what somebody says who %s is only claimed, until it is seen', async (_, who) => {
  const remote = aGitOpsRemote();
  const somebody = await aDesk(remote, who);
  await somebody.delivery.keepActs([anAct()]);
  const claimed = await somebody.delivery.acts('web', 'prod');
  const controller = await aDesk(remote, 'controller');
  await controller.delivery.keepActs([anAct()]);

  expect(claimed).toEqual([{ ...anAct(), isProved: false }]);
  expect(await somebody.delivery.acts('web', 'prod')).toEqual([{ ...anAct(), isProved: true }]);
});

test('an environment that is none is refused', async () => {
  const desk = await aDesk(aGitOpsRemote(), 'controller');

  await expect(desk.delivery.acts('web', 'porduction')).rejects.toThrow(/unknown environment "porduction"/);
});
