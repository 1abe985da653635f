import { DeliveryDoor } from '../../src/controller/delivery-door';
import type { AskedChange } from '../../src/controller/door';
import { environmentYaml } from '../helpers/a-catalog';
import { aDesk, aGitOpsRemote } from '../helpers/a-delivery';
import { headOf } from '../helpers/a-remote';
import { aSpyGit } from '../helpers/a-spy-git';

const asked = (runId: string, version: string, at = { service: 'api', environment: 'dev' }): AskedChange => ({
  request: { runId, verb: 'bump', fields: { ...at, version } },
  asker: { name: 'dev@example.com', proof: 'portal' },
  alsoInvolved: [],
  portalApprovers: [],
  hasWaited: false,
});

test('a batch asks the remote once about the branch and the evidence, and is one push', async () => {
  const spy = aSpyGit();
  const { door, remote } = await aDoor({ PATH: spy.path });
  await door.names();
  const before = spy.calls().length;

  await door.names();
  const outcomes = await door.submitAll([asked('one', 'v2.0.0'), asked('two', 'v3.0.0')]);

  expect(outcomes).toMatchObject([{ state: 'committed' }, { state: 'committed', commit: headOf(remote) }]);
  expect(outcomes.at(-1)?.placements).toMatchObject([{ service: 'api', environment: 'dev', version: 'v3.0.0' }]);
  const words = spy.calls().slice(before).flat();
  expect(words.filter((word) => ['ls-remote', 'fetch', 'push'].includes(word))).toEqual(['ls-remote', 'push']);
});

test('what others have pushed after that look is decided on all the same', async () => {
  const { door, remote } = await aDoor();
  await door.names();
  const other = await aDesk(remote, 'dev');
  await other.ask({ verb: 'bump', fields: { service: 'api', environment: 'dev', version: 'v2.0.0' } });

  const outcomes = await door.submitAll([asked('one', 'v3.0.0')]);

  expect(outcomes).toMatchObject([{ state: 'committed', commit: headOf(remote) }]);
  expect(outcomes[0]?.effects).toEqual([expect.stringContaining('release of api in dev: v2.0.0 -> v3.0.0')]);
});

test('the portal hears that a change waits on a branch, which commit it is, and that people commit another one', async () => {
  const { door, remote } = await aDoor(undefined, {
    'environments/dev.yaml': `${environmentYaml}delivery: pull-request\n`,
    'environments/staging.yaml': `${environmentYaml}delivery: work-tree\n`,
  });
  const before = headOf(remote);

  const outcomes = await door.submitAll([
    asked('one', 'v1.1.0', { service: 'web', environment: 'dev' }),
    asked('two', 'v1.1.0', { service: 'web', environment: 'staging' }),
  ]);
  const ticked = await door.tick();

  const branch = headOf(remote, 'refs/heads/changes/one');
  expect(outcomes).toMatchObject([
    {
      state: 'waiting',
      words: expect.stringContaining('waits on the branch changes/one'),
      digest: expect.stringMatching(/^sha256:/),
      link: `https://git.example.com/commit/${branch}`,
    },
    { state: 'refused', words: expect.stringContaining('people commit this themselves') },
  ]);
  for (const outcome of outcomes) expect(outcome).not.toHaveProperty('syncs');
  expect(ticked).toMatchObject([{ runId: 'one', state: 'waiting' }]);
  expect(headOf(remote)).toBe(before);
});

test.each([
  ['a secret', `ghp_${'aB3'.repeat(12)}`],
  ['no name at all', ''],
])('an approver whose name is %s is not counted, and the portal is told so', async (_, name) => {
  const { door } = await aDoor(undefined, {
    'environments/dev.yaml': `${environmentYaml}gates: { approvals: [{ count: 1, teams: [web-team] }] }\n`,
  });
  const [before] = await door.submitAll([asked('one', 'v2.0.0')]);

  const [outcome] = await door.submitAll([
    { ...asked('two', 'v2.0.0', { service: 'web', environment: 'dev' }), portalApprovers: [{ name, proof: 'portal' }] },
  ]);

  expect([before?.state, outcome?.state]).toEqual(['waiting', 'waiting']);
  expect(before?.words).not.toContain('does not count');
  expect(outcome?.words).toContain('an approval does not count, since the name of who gave it cannot be kept: ');
  if (name !== '') expect(outcome?.words).not.toContain(name);
});

async function aDoor(
  variables?: Readonly<Record<string, string>>,
  files?: Parameters<typeof aGitOpsRemote>[0],
): Promise<{ door: DeliveryDoor; remote: string }> {
  const remote = aGitOpsRemote(files);
  const { delivery } = await aDesk(remote, 'controller', variables === undefined ? {} : { variables });
  return {
    door: new DeliveryDoor(delivery, { commitUrl: 'https://git.example.com/commit/{commit}', root: '' }),
    remote,
  };
}
