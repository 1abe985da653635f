import { environmentYaml } from '../helpers/a-catalog';
import { aDesk, aGitOpsRemote, clock, digestOf, release } from '../helpers/a-delivery';
import { git } from '../helpers/a-repository';
import { addHook, headOf } from '../helpers/a-remote';

const ticket = 'CHG-12345';

test('R1-10, R2-08, R2-09: a release goes from dev to prod: each step is a signed commit with its edit, its rendering and its record', async () => {
  const remote = aGitOpsRemote();
  const [dev, one, two] = await Promise.all([aDesk(remote, 'dev'), aDesk(remote, 'sre-one'), aDesk(remote, 'sre-two')]);
  await release(dev, 'v1.1.0', 'staging');
  const asked = await dev.ask({ verb: 'promote', fields: { service: 'web', to: 'prod' }, ticket, runId: 'to-prod' });

  expect(asked).toMatchObject({ state: 'waiting', runId: 'to-prod' });
  await expect(one.delivery.answer('to-prod', { answer: 'approve' })).resolves.toMatchObject({ state: 'waiting' });
  const done = await two.delivery.answer('to-prod', { answer: 'approve' });

  expect(done).toMatchObject({ state: 'committed', commit: headOf(remote) });
  expect(git(remote, ['log', '--format=%s', 'main'])).toBe(
    'promote web v1.1.0 to prod\npromote web v1.1.0 to staging\nbump web v1.1.0 in dev\nthe first catalog\n',
  );
  expect(git(remote, ['show', '--format=', '--name-only', 'main'])).toBe(
    'argocd/prod/apps/web.yaml\ncatalog/services/web/prod.yaml\nchanges/2026/11/to-prod.json\nservices/web/overlays/prod/deployment.yaml\n',
  );
  expect(git(remote, ['show', 'main:catalog/services/web/prod.yaml'])).toContain('# what customers see');
  expect(git(remote, ['log', '-1', '--format=%(trailers:only)', 'main'])).toBe(
    'Run-Id: to-prod\nRequested-By: dev (signed)\nApproved-By: sre-one (signed)\nApproved-By: sre-two (signed)\nChange-Ticket: CHG-12345\n\n',
  );
  expect(git(remote, ['for-each-ref', '--format=%(refname)'])).toBe('refs/heads/main\n');
});

test('a secret in what people say, and a reason of one letter for an urgent fix, are refused before anything is signed', async () => {
  const remote = aGitOpsRemote();
  const dev = await aDesk(remote, 'dev');
  const toDev = { verb: 'bump', fields: { service: 'web', environment: 'dev', version: 'v1.2.4' } } as const;

  await expect(dev.ask({ ...toDev, reason: `token ghp_${'aB3dE6gH9'.repeat(4)}` })).resolves.toMatchObject({
    state: 'invalid',
    problems: [{ path: ['reason'], message: 'a token of GitHub is in it, and Git keeps it for ever' }],
  });
  await expect(dev.ask({ ...toDev, hotfix: 'x' })).resolves.toMatchObject({
    state: 'invalid',
    problems: [{ path: ['hotfix'], message: expect.stringContaining('"x" says too little') }],
  });
  expect(git(remote, ['for-each-ref', '--format=%(refname)'])).toBe('refs/heads/main\n');
  expect(git(remote, ['rev-list', '--count', 'main'])).toBe('1\n');
});

test('R1-11, R2-06: an urgent fix is in prod first, with one person and its own ticket; the others get the same bytes after it', async () => {
  const hotfix = 'hotfix: { skips: [order], approvals: [{ count: 1, teams: [sre-team] }], ticket: { prefix: INC- } }';
  const remote = aGitOpsRemote({
    'environments/prod.yaml': `${environmentYaml}gates:
  after: [staging]
  approvals:
    - { count: 2, teams: [sre-team] }
  ticket: { prefix: CHG-, kinds: [release] }
  ${hotfix}
`,
  });
  const [dev, one] = await Promise.all([aDesk(remote, 'dev'), aDesk(remote, 'sre-one')]);
  const fix = { service: 'web', version: 'v1.2.4', digest: digestOf('v1.2.4') };
  const toProd = { verb: 'bump', fields: { ...fix, environment: 'prod' }, ticket: 'INC-1', runId: 'fix' } as const;

  await expect(dev.ask({ ...toProd, runId: 'usual' })).resolves.not.toMatchObject({ state: 'committed' });
  await expect(dev.ask({ ...toProd, hotfix: 'nobody can log in' })).resolves.toMatchObject({ state: 'waiting' });
  await expect(one.delivery.answer('fix', { answer: 'approve' })).resolves.toMatchObject({ state: 'committed' });
  const inDev = await dev.ask({ verb: 'bump', fields: { ...fix, environment: 'dev' } });
  const inStaging = await dev.ask({ verb: 'promote', fields: { service: 'web', to: 'staging' } });

  expect([inDev.state, inStaging.state]).toEqual(['committed', 'committed']);
  for (const environment of ['dev', 'staging', 'prod'])
    expect(git(remote, ['show', `main:services/web/overlays/${environment}/deployment.yaml`])).toContain(
      `web:v1.2.4@${fix.digest}`,
    );
});

test('R3-17: nobody approves twice, nor what he asked for himself, nor without a key that the catalog lists', async () => {
  const remote = aGitOpsRemote();
  const dev = await aDesk(remote, 'sre-one');
  await release(dev, 'v1.1.0', 'staging');
  await dev.ask({ verb: 'promote', fields: { service: 'web', to: 'prod' }, ticket, runId: 'mine' });
  const stranger = await aDesk(remote, 'stranger');
  const nobody = await aDesk(remote, undefined);
  const two = await aDesk(remote, 'sre-two');

  for (const desk of [dev, stranger, nobody, two, two])
    await expect(desk.delivery.answer('mine', { answer: 'approve' })).resolves.toMatchObject({ state: 'waiting' });
  expect(headOf(remote)).not.toBe('');
  expect(git(remote, ['log', '-1', '--format=%s', 'main'])).toBe('promote web v1.1.0 to staging\n');
});

test('one rejection ends a proposal, and a program may not say no in the name of somebody', async () => {
  const remote = aGitOpsRemote();
  const [dev, one] = await Promise.all([aDesk(remote, 'dev'), aDesk(remote, 'sre-one')]);
  await release(dev, 'v1.1.0', 'staging');
  await dev.ask({ verb: 'promote', fields: { service: 'web', to: 'prod' }, ticket, runId: 'no' });

  await expect(one.delivery.answer('no', { answer: 'reject', comment: 'not today' })).resolves.toMatchObject({
    state: 'refused',
  });
  await expect(one.delivery.answer('no', { answer: 'approve' })).rejects.toThrow('no proposal "no" waits');
});

test('an approval outlives commits elsewhere, and ends with the first byte that it was about', async () => {
  const remote = aGitOpsRemote();
  const [dev, one, two] = await Promise.all([aDesk(remote, 'dev'), aDesk(remote, 'sre-one'), aDesk(remote, 'sre-two')]);
  await release(dev, 'v1.1.0', 'staging');
  await dev.ask({ verb: 'promote', fields: { service: 'web', to: 'prod' }, ticket, runId: 'kept' });
  await one.delivery.answer('kept', { answer: 'approve' });
  await dev.ask({ verb: 'bump', fields: { service: 'api', environment: 'dev', version: 'v2.0.0' } });
  const [waiting] = await two.delivery.waiting();

  expect(waiting?.outcome).toMatchObject({ state: 'waiting' });
  expect(JSON.stringify(waiting?.outcome)).toContain('has 1 (sre-one)');

  const [before] = await dev.delivery.waiting();
  // Everything that is rendered of the service becomes another thing in prod, too.
  await dev.ask({
    verb: 'set',
    fields: { service: 'web', values: { terminationGracePeriodSeconds: 45 } },
    runId: 'wide',
  });
  await one.delivery.answer('wide', { answer: 'approve' });
  await two.delivery.answer('wide', { answer: 'approve' });
  const [after] = await dev.delivery.waiting();

  expect(after?.outcome).toMatchObject({ state: 'waiting' });
  expect(JSON.stringify(after?.outcome)).toContain('has none');
  const digestIn = (of: typeof before): unknown => of !== undefined && 'digest' in of.outcome && of.outcome.digest;
  expect(digestIn(after)).not.toBe(digestIn(before));
  await expect(two.delivery.answer('kept', { answer: 'approve', of: String(digestIn(before)) })).rejects.toThrow(
    'does something else now',
  );
});

test('a service-wide edit asks the gates of every environment whose bytes it changes', async () => {
  const remote = aGitOpsRemote();
  const dev = await aDesk(remote, 'dev');
  const outcome = await dev.ask({
    verb: 'set',
    fields: { service: 'web', values: { terminationGracePeriodSeconds: 45 } },
  });

  expect(outcome).toMatchObject({ state: 'waiting' });
  expect(JSON.stringify(outcome)).toContain('needs 2 approvals of sre-team');
});

test('the same run id is one commit for ever, whoever repeats it and from wherever', async () => {
  const remote = aGitOpsRemote();
  const [dev, other] = await Promise.all([aDesk(remote, 'dev'), aDesk(remote, 'sre-one')]);
  const bump = {
    verb: 'bump' as const,
    fields: { service: 'api', environment: 'dev', version: 'v2.0.0' },
    runId: 'once',
  };
  const first = await dev.ask(bump);

  expect(first.state).toBe('committed');
  const head = headOf(remote);
  for (const desk of [dev, other, await aDesk(remote, 'dev')])
    await expect(desk.ask(bump)).resolves.toMatchObject({ state: 'committed', commit: head, isEarlier: true });
  const elsewise = await dev.ask({ ...bump, fields: { ...bump.fields, version: 'v3.0.0' } });
  expect(elsewise).toMatchObject({ state: 'invalid' });
  expect(JSON.stringify(elsewise)).toContain('was committed before, for another request: ');
  expect(headOf(remote)).toBe(head);
});

test('after a race the decision is made again on what the other one has made', async () => {
  const remote = aGitOpsRemote();
  const desks = await Promise.all([aDesk(remote, 'dev'), aDesk(remote, 'sre-one'), aDesk(remote, 'sre-two')]);
  const outcomes = await Promise.all(
    desks.map((desk, index) =>
      desk.ask({
        verb: 'bump',
        fields: { service: 'web', environment: 'dev', version: `v2.0.${index}`, digest: digestOf(`v2.0.${index}`) },
      }),
    ),
  );

  expect(outcomes.map(({ state }) => state)).toEqual(['committed', 'committed', 'committed']);
  expect(git(remote, ['rev-list', '--count', 'main']).trim()).toBe('4');
  expect(git(remote, ['log', '--merges', '--format=%H', 'main'])).toBe('');
});

test('one change that the remote refuses does not stop the others of its batch', async () => {
  const remote = aGitOpsRemote();
  addHook(
    remote,
    'pre-receive',
    'while read old new ref; do git log --format=%s $old..$new 2>/dev/null | grep -q "v6.6.6" && { echo "no beasts" >&2; exit 1; }; done; exit 0',
  );
  const dev = await aDesk(remote, 'dev');
  const asker = { email: 'dev@example.com' };
  const outcomes = await dev.delivery.submit(
    ['v2.0.0', 'v6.6.6', 'v2.0.1', 'v2.0.2'].map((version, index) => ({
      request: { runId: `b${index}`, verb: 'bump' as const, fields: { service: 'api', environment: 'dev', version } },
      asker,
    })),
  );

  expect(outcomes.map(({ state }) => state)).toEqual(['committed', 'rejected', 'committed', 'committed']);
  expect(outcomes[1]).toMatchObject({ words: expect.stringContaining('no beasts') });
  expect(git(remote, ['show', 'main:catalog/services/api/dev.yaml'])).toContain('v2.0.2');
});

test('a scale with an end returns by itself, byte for byte', async () => {
  const remote = aGitOpsRemote();
  const dev = await aDesk(remote, 'dev');
  const read = (): string => git(remote, ['show', 'main:catalog/services/web/dev.yaml']);
  const before = read();
  await dev.ask({
    verb: 'scale',
    fields: { service: 'web', environment: 'dev', replicas: 4, until: '2026-11-25T14:00:00Z' },
  });

  expect(read()).toContain('replicas: 4');
  await expect(dev.delivery.tick()).resolves.toEqual([]);
  clock.now = '2026-11-25T14:00:01.000Z';
  await expect(dev.delivery.tick()).resolves.toMatchObject([{ state: 'committed' }]);
  expect(read()).toBe(before);
  await expect(dev.delivery.tick()).resolves.toEqual([]);
});

test('what was healthy long enough may go on: evidence counts when a program has signed that may', async () => {
  const remote = aGitOpsRemote({
    'environments/staging.yaml': `${environmentYaml}gates:
  after: [dev]
  evidence: { healthyFor: 30m }
`,
  });
  const [dev, controller, stranger] = await Promise.all([
    aDesk(remote, 'dev'),
    aDesk(remote, 'controller'),
    aDesk(remote, 'stranger'),
  ]);
  await release(dev, 'v1.1.0');
  const sighting = {
    service: 'web',
    environment: 'dev',
    verdict: 'healthy' as const,
    healthySince: '2026-11-25T09:00:00Z',
    head: headOf(remote),
    observedAt: '2026-11-25T09:59:00Z',
  };
  await stranger.delivery.observe([sighting]);
  const early = await dev.ask({ verb: 'promote', fields: { service: 'web', to: 'staging', release: 'v1.1.0' } });

  expect(early).toMatchObject({ state: 'waiting' });
  await dev.delivery.withdraw(early.runId);
  await controller.delivery.observe([{ ...sighting, observedAt: '2026-11-25T09:59:30Z' }]);
  await expect(
    dev.ask({ verb: 'promote', fields: { service: 'web', to: 'staging', release: 'v1.1.0' } }),
  ).resolves.toMatchObject({ state: 'committed' });
});
