import { DeliveryDoor } from '../../src/controller/delivery-door';
import { aDesk, aGitOpsRemote } from '../helpers/a-delivery';
import { headOf } from '../helpers/a-remote';
import { aSpyGit } from '../helpers/a-spy-git';

const asker = { name: 'dev@example.com', proof: 'portal' as const };
const asked = (runId: string, version: string) => ({
  request: { runId, verb: 'bump' as const, fields: { service: 'api', environment: 'dev', version } },
  asker,
  alsoInvolved: [],
  portalApprovers: [],
  hasWaited: false,
});

test('a batch looks at the branch once, and at the evidence, and is one push', async () => {
  const spy = aSpyGit();
  const { door, remote } = await aDoor({ PATH: spy.path });
  await door.names();
  const before = spy.calls().length;

  await door.names();
  const outcomes = await door.submitAll([asked('one', 'v2.0.0'), asked('two', 'v3.0.0')]);

  expect(outcomes).toMatchObject([{ state: 'committed' }, { state: 'committed', commit: headOf(remote) }]);
  expect(outcomes.at(-1)?.placements).toMatchObject([{ service: 'api', environment: 'dev', version: 'v3.0.0' }]);
  const words = spy.calls().slice(before).flat();
  expect(words.filter((word) => ['ls-remote', 'fetch', 'push'].includes(word))).toEqual(['ls-remote', 'fetch', 'push']);
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

async function aDoor(variables?: Readonly<Record<string, string>>): Promise<{ door: DeliveryDoor; remote: string }> {
  const remote = aGitOpsRemote();
  const { delivery } = await aDesk(remote, 'controller', variables === undefined ? {} : { variables });
  return { door: new DeliveryDoor(delivery, { commitUrl: undefined, root: '' }), remote };
}
