import { aDesk, aGitOpsRemote, digestOf } from '../helpers/a-delivery';

test('who has changed a file before looks at the same change of it as whoever reads the branch anew', async () => {
  const remote = aGitOpsRemote();
  const [dev, another] = await Promise.all([aDesk(remote, 'dev'), aDesk(remote, 'sre-one')]);
  const web = { service: 'web', environment: 'staging' };
  await expect(
    dev.ask({ verb: 'set', fields: { ...web, values: { terminationGracePeriodSeconds: 45 } } }),
  ).resolves.toMatchObject({ state: 'committed' });

  // It was in no dev, so it waits.
  const asked = await dev.ask({ verb: 'bump', fields: { ...web, version: 'v9.0.0', digest: digestOf('v9.0.0') } });
  const [seen] = await another.delivery.waiting();

  expect(asked).toMatchObject({ state: 'waiting', digest: expect.stringMatching(/^sha256:/) });
  expect(seen?.outcome).toMatchObject({ state: 'waiting', digest: 'digest' in asked ? asked.digest : undefined });
});
