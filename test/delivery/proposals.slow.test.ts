import { environmentYaml } from '../helpers/a-catalog';
import { aDesk, aGitOpsRemote, gatedCatalog, keys, release } from '../helpers/a-delivery';
import { commitByHand, textAt } from '../helpers/a-hand-commit';
import { headOf } from '../helpers/a-remote';
import { damaged } from '../helpers/damaged-json';
import { git } from '../helpers/a-repository';
import { takeBack } from '../../src/delivery/close-proposal';
import { Proposals } from '../../src/delivery/proposals';
import { sshPublicLine } from '../../src/signatures/ssh-key';

const ref = 'refs/slipway/proposals/kept';

test.each([
  ['urgent', { hotfix: 'now or never' }],
  ['without the tests that it asked for', { runTests: false }],
  ["somebody else's", { email: 'other@example.com' }],
  ['of another ticket', { ticket: 'CHG-2' }],
])('approvals are of the request that was looked at: it cannot become %s afterwards', async (_, other) => {
  const remote = aGitOpsRemote();
  const [dev, one, two] = await Promise.all([aDesk(remote, 'dev'), aDesk(remote, 'sre-one'), aDesk(remote, 'sre-two')]);
  await dev.ask({
    verb: 'set',
    fields: { service: 'web', environment: 'prod', values: { terminationGracePeriodSeconds: 45 } },
    runId: 'kept',
    runTests: true,
    ticket: 'CHG-1',
  });
  await one.delivery.answer('kept', { answer: 'approve' });
  const sealed = JSON.parse(textAt(remote, ref, 'request.json'));
  const statement = JSON.stringify({ ...JSON.parse(sealed.statement), ...other });
  commitByHand(remote, { files: { 'request.json': JSON.stringify({ statement }) }, ref });

  const done = await two.delivery.answer('kept', { answer: 'approve' });
  expect(done).toMatchObject({ state: 'waiting' });
  expect(JSON.stringify(done)).toContain('has 1 (sre-two)');
});

test('who asked does not approve by taking his signature off the request', async () => {
  const remote = aGitOpsRemote();
  const [one, two] = await Promise.all([aDesk(remote, 'sre-one'), aDesk(remote, 'sre-two')]);
  const fields = { service: 'web', environment: 'prod', values: { terminationGracePeriodSeconds: 45 } };
  await one.ask({ verb: 'set', fields, runId: 'kept' });
  await two.delivery.answer('kept', { answer: 'approve' });
  await one.delivery.answer('kept', { answer: 'approve' });
  const { statement } = JSON.parse(textAt(remote, ref, 'request.json'));
  commitByHand(remote, { files: { 'request.json': JSON.stringify({ statement }) }, ref });

  await expect(two.delivery.tick()).resolves.toMatchObject([{ state: 'waiting' }]);
});

test('answers to another proposal, of other bytes, or put there under another name count for nothing', async () => {
  const remote = aGitOpsRemote();
  const [dev, one, two] = await Promise.all([aDesk(remote, 'dev'), aDesk(remote, 'sre-one'), aDesk(remote, 'sre-two')]);
  const fields = { service: 'web', environment: 'prod', values: { terminationGracePeriodSeconds: 45 } };
  for (const runId of ['kept', 'other']) await dev.ask({ verb: 'set', fields, runId });
  await one.delivery.answer('other', { answer: 'approve' });
  await two.delivery.answer('kept', { answer: 'approve' });
  const answer = textAt(remote, 'refs/slipway/proposals/other', 'answers/0001.json');
  const own = textAt(remote, ref, 'answers/0001.json');
  const forged = { ...JSON.parse(answer), statement: JSON.parse(answer).statement.replace('"other"', '"kept"') };
  commitByHand(remote, {
    files: { 'answers/0002.json': answer, 'answers/0003.json': own, 'answers/0004.json': JSON.stringify(forged) },
    ref,
  });
  const before = headOf(remote);
  await dev.delivery.tick();
  expect(headOf(remote)).toBe(before);
});

test('a program whose word counts for one thing says nothing of another', async () => {
  const remote = aGitOpsRemote({
    'platform.yaml': `${gatedCatalog['platform.yaml']}  ci: { keys: ["${sshPublicLine(keys.stranger.publicKey)}"], of: [tests] }\n`,
    'environments/staging.yaml': `${environmentYaml}gates:
  after: [dev]
  evidence: { healthyFor: 30m }
`,
  });
  const [dev, ci, controller] = await Promise.all([
    aDesk(remote, 'dev'),
    aDesk(remote, 'stranger'),
    aDesk(remote, 'controller'),
  ]);
  const fields = { service: 'web', environment: 'prod', values: { terminationGracePeriodSeconds: 45 } };
  await dev.ask({ verb: 'set', fields, runId: 'kept' });
  const by = (name: string): { name: string; proof: 'portal'; teams: string[] } => ({
    name,
    proof: 'portal',
    teams: ['sre-team'],
  });
  for (const name of ['sre-one@example.com', 'sre-two@example.com'])
    await expect(ci.delivery.answer('kept', { answer: 'approve', by: by(name) })).resolves.toMatchObject({
      state: 'waiting',
    });
  await release(dev, 'v1.1.0');
  await ci.delivery.observe([
    {
      service: 'web',
      environment: 'dev',
      verdict: 'healthy',
      healthySince: '2026-11-25T09:00:00Z',
      head: headOf(remote),
      observedAt: '2026-11-25T09:59:00Z',
    },
  ]);
  await expect(
    dev.ask({ verb: 'promote', fields: { service: 'web', to: 'staging', release: 'v1.1.0' } }),
  ).resolves.toMatchObject({ state: 'waiting' });

  await controller.delivery.answer('kept', { answer: 'approve', by: by('sre-one@example.com') });
  await expect(
    controller.delivery.answer('kept', { answer: 'approve', by: by('sre-two@example.com') }),
  ).resolves.toMatchObject({ state: 'committed' });
});

test('what somebody writes in the place of a proposal, an answer or evidence holds up nobody else', async () => {
  const remote = aGitOpsRemote();
  const [dev, one] = await Promise.all([aDesk(remote, 'dev'), aDesk(remote, 'sre-one')]);
  const fields = { service: 'web', environment: 'prod', values: { terminationGracePeriodSeconds: 45 } };
  await dev.ask({ verb: 'set', fields, runId: 'kept', reason: 'why', ticket: 'CHG-1' });
  await one.delivery.answer('kept', { answer: 'approve' });
  const [request, answer] = ['request.json', 'answers/0001.json'].map((path) => textAt(remote, ref, path));
  const values = [
    null,
    -1,
    '',
    {},
    [],
    '__proto__',
    '\u0000',
    '+275760-09-13T00:00:00Z',
    { depth: 3000 },
    { depth: 90_000 },
  ];
  for (let index = 0; index < 40; index++) {
    const damage = {
      leaf: index * 7,
      inStatement: index % 4 !== 0,
      value: values[index % values.length],
      isKey: index % 9 === 5,
    };
    const runId = `hostile-${index}`;
    const files = {
      'request.json': damaged(request?.replaceAll('\\"kept\\"', `\\"${runId}\\"`) ?? '', damage),
      'answers/0001.json': damaged(answer ?? '', damage),
      'answers/0002.json/x': 'a folder',
    };
    commitByHand(remote, { files, parents: [], ref: `refs/slipway/proposals/${runId}` });
  }
  for (const depth of [90, 1_000, 100_000]) {
    const runId = `deep-${depth}`;
    const nested = '['.repeat(depth) + ']'.repeat(depth);
    const sealed = (request ?? '').replaceAll('\\"kept\\"', `\\"${runId}\\"`);
    for (const [name, text] of [
      ['a', sealed.replace('\\"value\\":45', `\\"value\\":${nested}`)],
      ['b', sealed.replace('\\"terminationGracePeriodSeconds\\":45', `\\"a\\":${nested}`)],
    ] as const) {
      expect(text).toContain('[[[');
      const files = { 'request.json': text.replaceAll(runId, `${runId}-${name}`) };
      commitByHand(remote, { files, parents: [], ref: `refs/slipway/proposals/${runId}-${name}` });
    }
  }
  const statement = '['.repeat(90_000);
  const evidence = {
    'health/web/prod.json': statement,
    'health/x': statement,
    'tests/web.json': JSON.stringify([{ statement }]),
  };
  commitByHand(remote, { files: evidence, parents: [], ref: 'refs/slipway/evidence' });

  const waiting = await dev.delivery.waiting();

  expect(waiting.map(({ proposal }) => proposal.runId)).toContain('kept');
  await expect(dev.delivery.tick()).resolves.toBeDefined();
  await expect(one.delivery.answer('kept', { answer: 'reject' })).resolves.toMatchObject({ state: 'refused' });
});

test('what somebody takes back is gone, with the answer that came in the same moment', async () => {
  const remote = aGitOpsRemote();
  const [dev, one] = await Promise.all([aDesk(remote, 'dev'), aDesk(remote, 'sre-one')]);
  const fields = { service: 'web', environment: 'prod', values: { terminationGracePeriodSeconds: 45 } };
  await dev.ask({ verb: 'set', fields, runId: 'kept' });
  const proposals = new Proposals(dev.writer);
  const seen = await proposals.existing('kept');
  await one.delivery.answer('kept', { answer: 'approve' });

  await takeBack(seen, { writer: dev.writer, proposals });

  expect(git(remote, ['for-each-ref', '--format=%(refname)', 'refs/slipway/proposals/'])).toBe('');
  await expect(takeBack(seen, { writer: dev.writer, proposals })).resolves.toBeUndefined();
});
