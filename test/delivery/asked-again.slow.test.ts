import { aDesk, aGitOpsRemote, release } from '../helpers/a-delivery';
import { headOf } from '../helpers/a-remote';
import { git } from '../helpers/a-repository';
import { runIdsOf } from '../helpers/writer-processes';

const toStaging = { verb: 'promote' as const, fields: { service: 'web', to: 'staging', release: 'v1.1.0' } };
const toProd = {
  verb: 'promote' as const,
  fields: { service: 'web', to: 'prod', release: 'v1.1.0' },
  ticket: 'CHG-1',
  runId: 'to-prod',
};
const by = (name: string) => ({ name, proof: 'portal' as const, teams: ['sre-team'] });

test('who has not heard of a commit hears all of it when the same is asked for again, whatever came after it', async () => {
  const remote = aGitOpsRemote();
  const desk = await aDesk(remote, 'dev');
  await release(desk, 'v1.1.0');
  const first = await desk.ask({ ...toStaging, runId: 'once' });
  await release(desk, 'v1.2.0', 'staging');
  const head = headOf(remote);

  const again = await (await aDesk(remote, 'controller')).ask({ ...toStaging, runId: 'once' });

  expect(again).toEqual({ ...first, isEarlier: true, decision: expect.anything() });
  expect(again).toMatchObject({ touched: [{ name: 'web-staging', folder: 'services/web/overlays/staging' }] });
  expect(headOf(remote)).toBe(head);
});

test('an answer that comes again is one answer, and says what became of it: while the request waits, and when it is committed', async () => {
  const remote = aGitOpsRemote();
  const desk = await aDesk(remote, 'controller');
  await release(await aDesk(remote, 'dev'), 'v1.1.0', 'staging');
  await desk.ask(toProd);
  const first = { answer: 'approve' as const, by: by('sre-one@example.com'), id: 'answer-1' };
  const second = { answer: 'approve' as const, by: by('sre-two@example.com'), id: 'answer-2' };

  for (let times = 0; times < 3; times++)
    await expect(desk.delivery.answer('to-prod', first)).resolves.toMatchObject({ state: 'waiting' });
  expect(git(remote, ['rev-list', '--count', 'refs/slipway/proposals/to-prod']).trim()).toBe('2');
  const committed = await desk.delivery.answer('to-prod', second);
  expect(committed).toMatchObject({ state: 'committed', commit: headOf(remote) });
  for (const one of [first, second])
    await expect((await aDesk(remote, 'controller')).delivery.answer('to-prod', one)).resolves.toMatchObject({
      state: 'committed',
      commit: headOf(remote),
      touched: [{ name: 'web-prod' }],
    });
  await expect(desk.delivery.answer('to-prod', { ...first, id: 'answer-3' })).rejects.toThrow('no proposal "to-prod"');
  expect(runIdsOf(remote).filter((id) => id === 'to-prod')).toEqual(['to-prod']);
});

test('a rejection that comes again is the same rejection until the next tick, which ends the request for good', async () => {
  const remote = aGitOpsRemote();
  const desk = await aDesk(remote, 'controller');
  await release(await aDesk(remote, 'dev'), 'v1.1.0', 'staging');
  await desk.ask(toProd);
  const no = { answer: 'reject' as const, by: by('sre-one@example.com'), id: 'answer-1' };

  for (let times = 0; times < 2; times++)
    await expect(desk.delivery.answer('to-prod', no)).resolves.toMatchObject({ state: 'refused' });
  await desk.delivery.tick();

  await expect(desk.delivery.recall(['to-prod', 'once'])).resolves.toEqual([undefined, undefined]);
  await expect(desk.delivery.waiting()).resolves.toEqual([]);
});

test('what waited is asked about, and not asked for: it goes ahead, waits on, or is found in Git', async () => {
  const remote = aGitOpsRemote();
  const desk = await aDesk(remote, 'controller');
  await release(await aDesk(remote, 'dev'), 'v1.1.0', 'staging');
  await desk.ask(toProd);
  await expect(desk.delivery.recall(['to-prod'])).resolves.toMatchObject([{ state: 'waiting' }]);

  for (const who of ['sre-one', 'sre-two'] as const)
    await (await aDesk(remote, who)).delivery.answer('to-prod', { answer: 'approve' });

  await expect(desk.delivery.recall(['to-prod'])).resolves.toMatchObject([
    { state: 'committed', commit: headOf(remote), touched: [{ name: 'web-prod' }] },
  ]);
});
