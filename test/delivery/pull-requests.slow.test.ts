import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { environmentYaml } from '../helpers/a-catalog';
import { aCopiedRepository } from '../helpers/a-copied-repository';
import { aDesk, aGitOpsRemote, clock, gatedCatalog, release, type Desk } from '../helpers/a-delivery';
import { commitByHand, filesOf, textAt } from '../helpers/a-hand-commit';
import { gate as judgedIn, wordsOf } from '../helpers/a-released-story';
import { addHook, headOf } from '../helpers/a-remote';
import { git } from '../helpers/a-repository';
import { LocalRepository } from '../../src/gitops/local-repository';
import type { Review } from '../../src/delivery/review';

/** As a job judges them: in a repository that has the branch of the pull request. */
const gate: typeof judgedIn = async (remote, base, question) =>
  await judgedIn(remote, base, { commits: await LocalRepository.open(remote, process.env), ...question });

const record = 'changes/2026/11/to-prod.json';

const review = (by: string, commit: string, props: Partial<Review> = {}): Review => ({
  by,
  teams: [],
  answer: 'approve',
  commit,
  at: clock.now,
  ...props,
});

const bothSres = (commit: string): readonly Review[] =>
  ['sre-one', 'sre-two'].map((one) => review(`${one}@example.com`, commit));

interface Waiting {
  readonly remote: string;
  readonly dev: Desk;
  /** Head of the branch of the pull request. */
  readonly head: string;
  /** What it stands on. */
  readonly base: string;
}

/** v1.1.0 is in staging, and waits for prod on a branch of its own. */
async function aPullRequest(
  files: Readonly<Record<string, string>> = {},
  branch: string | true = true,
): Promise<Waiting> {
  const remote = await aCopiedRepository(`in staging ${JSON.stringify(files)}`, async () => {
    const made = aGitOpsRemote(files);
    await release(await aDesk(made, 'dev'), 'v1.1.0', 'staging');
    return made;
  });
  const dev = await aDesk(remote, 'dev');
  const base = headOf(remote);
  const request = {
    runId: 'to-prod',
    verb: 'promote' as const,
    fields: { service: 'web', to: 'prod' },
    ticket: 'CHG-1',
  };
  const [outcome] = await dev.delivery.submit([{ request, asker: dev.asker, branch }]);
  expect(outcome).toMatchObject({ state: 'branched', runId: 'to-prod' });
  if (outcome?.state !== 'branched') throw new Error('it is on no branch');
  expect(headOf(remote, `refs/heads/${outcome.branch}`)).toBe(outcome.commit);
  return { remote, dev, head: outcome.commit, base };
}

/** How a forge merges, each in a repository of its own. */
const merges: Readonly<Record<string, (waiting: Waiting) => string>> = {
  'a merge commit': ({ remote, head }) =>
    commitByHand(remote, {
      files: filesOf(remote, head),
      parents: [headOf(remote), head],
      author: 'sre-one@example.com',
      message: 'Merge pull request #7 from example/changes/to-prod\n',
    }),
  'a squash': ({ remote, head }) =>
    commitByHand(remote, { files: filesOf(remote, head), message: 'Promote web (#7)\n' }),
  'a rebase': ({ remote, head }) =>
    commitByHand(remote, { files: filesOf(remote, head), message: git(remote, ['log', '-1', '--format=%B', head]) }),
  'moving the branch forward': ({ remote, head }) => {
    git(remote, ['update-ref', 'refs/heads/main', head]);
    return head;
  },
};

describe('a branch for a pull request', () => {
  test('it has one commit with the edit, what is rendered of it and the record, and nothing is on the branch of Argo CD', async () => {
    const { remote, base, head } = await aPullRequest();

    expect(headOf(remote)).toBe(base);
    expect(headOf(remote, 'refs/heads/changes/to-prod')).toBe(head);
    expect(git(remote, ['rev-parse', `${head}^`]).trim()).toBe(base);
    expect(Object.keys(filesOf(remote, head)).sort()).toEqual([
      'argocd/prod/apps/web.yaml',
      'catalog/services/web/prod.yaml',
      record,
      'services/web/overlays/prod/deployment.yaml',
    ]);
    expect(JSON.parse(textAt(remote, head, record)).predicate).toMatchObject({ branch: 'changes/to-prod' });
  });

  test('it is called as somebody wants it, but not like a branch that is there', async () => {
    const { remote, dev } = await aPullRequest({}, 'team-web/prod-now');
    expect(headOf(remote, 'refs/heads/team-web/prod-now')).not.toBe('');
    git(remote, ['branch', 'taken', 'main']);

    const request = {
      runId: 'other',
      verb: 'bump' as const,
      fields: { service: 'web', environment: 'dev', version: 'v9' },
    };
    const [taken] = await dev.delivery.submit([{ request, asker: dev.asker, branch: 'taken' }]);
    const [own] = await dev.delivery.submit([{ request, asker: dev.asker, branch: 'slipway/x' }]);

    expect(taken).toMatchObject({ state: 'rejected', words: expect.stringContaining('"taken" is there already') });
    expect(headOf(remote, 'refs/heads/taken')).toBe(headOf(remote));
    expect(own).toMatchObject({ state: 'invalid' });
  });

  test('asked again, it is the same branch', async () => {
    const { remote, dev, head } = await aPullRequest();
    const request = {
      runId: 'to-prod',
      verb: 'promote' as const,
      fields: { service: 'web', to: 'prod' },
      ticket: 'CHG-1',
    };

    const [again] = await dev.delivery.submit([{ request, asker: dev.asker, branch: true }]);

    expect(again).toMatchObject({ state: 'branched', commit: head });
    expect(headOf(remote, 'refs/heads/changes/to-prod')).toBe(head);
  });

  test('an environment asks for it, and then it needs no flag; others of the same push go on', async () => {
    const remote = aGitOpsRemote({
      'environments/prod.yaml': `${gatedCatalog['environments/prod.yaml']}delivery: pull-request\n`,
    });
    const dev = await aDesk(remote, 'dev');
    await release(dev, 'v1.1.0', 'staging');
    const requests = [
      { runId: 'p', verb: 'promote' as const, fields: { service: 'web', to: 'prod' }, ticket: 'CHG-1' },
      { runId: 'd', verb: 'bump' as const, fields: { service: 'web', environment: 'dev', version: 'v1.2.0' } },
    ];

    const outcomes = await dev.delivery.submit(requests.map((request) => ({ request, asker: dev.asker })));

    expect(outcomes).toMatchObject([{ state: 'branched', branch: 'changes/p' }, { state: 'committed' }]);
    expect(textAt(remote, 'main', 'catalog/services/web/prod.yaml')).toContain('v1.0.0');
    expect(textAt(remote, 'changes/p', 'catalog/services/web/prod.yaml')).toContain('v1.1.0');
    const [{ proposal } = { proposal: undefined }] = await dev.delivery.waiting();
    expect(JSON.parse(proposal?.request.statement ?? '{}')).toMatchObject({ runId: 'p', branch: 'changes/p' });
  });

  test('what gates refuse gets no branch', async () => {
    const remote = aGitOpsRemote({
      'environments/dev.yaml': `${environmentYaml}gates: { limits: { replicas: 3 } }\n`,
    });
    const dev = await aDesk(remote, 'dev');

    const request = { runId: 'r', verb: 'scale' as const, fields: { service: 'web', environment: 'dev', replicas: 4 } };
    const [outcome] = await dev.delivery.submit([{ request, asker: dev.asker, branch: true }]);

    expect(outcome).toMatchObject({ state: 'refused' });
    expect(git(remote, ['for-each-ref', '--format=%(refname)'])).toBe('refs/heads/main\n');
  });
});

describe('the gate judges it by reviews', () => {
  test('it waits for as many as the environment asks for, of this head', async () => {
    const { remote, base, head, dev } = await aPullRequest();
    const other = commitByHand(remote, { files: { 'README.md': 'x\n' }, ref: 'refs/heads/other', parents: [base] });

    expect(wordsOf(await gate(remote, base, { head }))).toContain(
      'prod: approvals: needs 2 approvals of sre-team, has none',
    );
    const [one] = bothSres(head);
    expect(wordsOf(await gate(remote, base, { head, reviews: one === undefined ? [] : [one] }))).toContain(
      'has 1 (sre-one',
    );
    expect(wordsOf(await gate(remote, base, { head, reviews: bothSres(other) }))).toContain('has none');
    expect(wordsOf(await gate(remote, base, { head, reviews: bothSres('1'.repeat(40)) }))).toContain('has none');
    const mine = [...bothSres(head).slice(1), review('dev@example.com', head, { teams: ['sre-team'] })];
    expect(wordsOf(await gate(remote, base, { head, reviews: mine }))).toContain('has 1 (sre-two');
    expect(await gate(remote, base, { head, reviews: bothSres(head) })).toMatchObject([
      { kind: 'change', isAllowed: true },
    ]);
    const no = [...bothSres(head), review('sre-one@example.com', head, { answer: 'reject' })];
    expect(wordsOf(await gate(remote, base, { head, reviews: no }))).toContain('has rejected it');
    expect(await dev.delivery.waiting()).toHaveLength(1);
  });

  test('a byte that somebody adds to the branch needs reviews of its own, and the record no longer explains it', async () => {
    const { remote, base, head } = await aPullRequest();
    const file = 'catalog/services/web/prod.yaml';
    const more = commitByHand(remote, {
      files: { [file]: textAt(remote, head, file).replace('v1.1.0', 'v6.6.6') },
      ref: 'refs/heads/changes/to-prod',
    });

    const judged = await gate(remote, base, { head: more, reviews: bothSres(head) });

    expect(judged.map(({ isAllowed }) => isAllowed)).toContain(false);
    expect(wordsOf(judged)).toContain('prod: approvals: needs 2 approvals of sre-team, has none');
  });

  test('approvals by key count beside reviews, and a rejection by key ends it for the gate, too', async () => {
    const { remote, base, head } = await aPullRequest();
    const [one, two] = await Promise.all([aDesk(remote, 'sre-one'), aDesk(remote, 'sre-two')]);

    const answered = await one.delivery.answer('to-prod', { answer: 'approve' });
    const reviews = bothSres(head).slice(1);

    expect(answered).toMatchObject({ state: 'branched' });
    expect(await gate(remote, base, { head, reviews })).toMatchObject([{ isAllowed: true }]);
    await expect(two.delivery.answer('to-prod', { answer: 'reject' })).resolves.toMatchObject({ state: 'refused' });
    expect(await two.delivery.waiting()).toEqual([]);
    expect(wordsOf(await gate(remote, base, { head, reviews: bothSres(head) }))).toContain('sre-two has rejected it');
    expect(headOf(remote)).toBe(base);
  });

  test('a freeze that began since it was proposed holds a merge back', async () => {
    const { remote, base, head } = await aPullRequest({
      'environments/prod.yaml': `${gatedCatalog['environments/prod.yaml']}freezes:
  - { reason: sale, from: "2026-11-25T11:00:00Z", until: "2026-11-25T13:00:00Z" }
`,
    });
    const at = (now: string): Parameters<typeof gate>[2] => ({ head, now, reviews: bothSres(head) });

    expect(await gate(remote, base, at('2026-11-25T10:30:00Z'))).toMatchObject([{ isAllowed: true }]);
    expect(wordsOf(await gate(remote, base, at('2026-11-25T12:00:00Z')))).toContain('prod: freeze');
  });
});

describe.each(Object.entries(merges))('merged by %s', (_, merge) => {
  test('it is known, is not done again, and an audit finds who agreed', async () => {
    const waiting = await aPullRequest();
    const { remote, dev, head } = waiting;
    const [one, two] = await Promise.all([aDesk(remote, 'sre-one'), aDesk(remote, 'sre-two')]);
    for (const sre of [one, two]) await sre.delivery.answer('to-prod', { answer: 'approve' });
    // Work goes on elsewhere.
    if (merge !== merges['moving the branch forward'])
      await dev.ask({ verb: 'bump', fields: { service: 'web', environment: 'dev', version: 'v1.2.0' } });
    const before = headOf(remote);

    merge(waiting);

    expect(await gate(remote, before, { reviews: bothSres(head) })).toMatchObject([
      { kind: 'change', isAllowed: true },
    ]);
    const merged = { runId: 'to-prod', state: 'committed', isEarlier: true, commit: headOf(remote) };
    const ended = await dev.delivery.tick();
    expect(ended).toMatchObject([merged]);
    const { standings, waiting: open } = await dev.delivery.status();
    expect(open).toEqual([]);
    expect(standings.find(({ environment }) => environment === 'prod')).toMatchObject({
      release: { version: 'v1.1.0' },
      arrival: { runId: 'to-prod', by: 'dev (signed)', ticket: 'CHG-1' },
    });
    const [arrival] = await dev.delivery.history('web', 'prod');
    expect(arrival).toMatchObject({
      runId: 'to-prod',
      by: 'dev (signed)',
      approvedBy: ['sre-one (signed)', 'sre-two (signed)'],
      ticket: 'CHG-1',
    });
    const request = {
      runId: 'to-prod',
      verb: 'promote' as const,
      fields: { service: 'web', to: 'prod' },
      ticket: 'CHG-1',
    };
    const [again] = await dev.delivery.submit([{ request, asker: dev.asker, branch: true }]);
    expect(again).toMatchObject(merged);
    expect(headOf(remote)).toBe(merged.commit);
    const audited = await gate(remote, before, { now: undefined, isRendering: false });
    expect(wordsOf(audited)).toBe(wordsOf(audited.filter(({ isAllowed }) => isAllowed)));
    expect(audited).toMatchObject([{ kind: 'change', isAllowed: true }]);
  });
});

test('reviews that are kept are in Git for an audit, signed by who passes them on', async () => {
  const waiting = await aPullRequest();
  const { remote, head } = waiting;
  const base = headOf(remote);
  merges['a squash']?.(waiting);
  const commits = await LocalRepository.open(remote, process.env);
  const judge = async (desk: Desk, reviews: readonly Review[]): ReturnType<typeof gate> =>
    await desk.delivery.judge(base, headOf(remote), { reviews, now: undefined, isRendering: false, commits });
  const [controller, stranger] = [await aDesk(remote, 'controller'), await aDesk(remote, 'stranger')];
  const keep = async (desk: Desk): Promise<void> =>
    await desk.delivery.keepReviews((await judge(desk, bothSres(head))).flatMap(({ reviewed }) => reviewed ?? []));

  await keep(stranger);
  expect(wordsOf(await judge(controller, []))).toContain('is a name that nobody has proved');
  await keep(controller);
  await keep(controller);

  expect(await judge(stranger, [])).toMatchObject([{ kind: 'change', isAllowed: true }]);
  const [arrival] = await stranger.delivery.history('web', 'prod');
  expect(arrival?.approvedBy).toEqual(['sre-one@example.com (forge)', 'sre-two@example.com (forge)']);
});

test('a review of a commit by hand is of what it does: a squash has it, and what others make of the same file has not', async () => {
  const file = 'catalog/services/web/prod.yaml';
  const hold = 'hold: { reason: x, by: x, since: "2026-11-25T09:00:00Z" }\n';
  const judged: string[] = [];
  for (const isElsewhere of [true, false]) {
    const remote = aGitOpsRemote();
    const text = textAt(remote, 'main', file);
    const files = { [file]: `${text}${hold}` };
    const looked = commitByHand(remote, { files, ref: 'refs/heads/side', parents: [headOf(remote)] });
    const other = isElsewhere ? { 'README.md': 'x\n' } : { [file]: `# theirs\n${text}` };
    const before = commitByHand(remote, { files: other });
    commitByHand(remote, { files });
    judged.push(wordsOf(await gate(remote, before, { reviews: bothSres(looked) })));
  }

  expect(judged[0]).toMatch(/^by hand allowed/);
  expect(judged[1]).toContain('prod: approvals: needs 2 approvals of sre-team, has none');
});

test('a branch that people took away ends what waited on it', async () => {
  const { remote, dev } = await aPullRequest();
  git(remote, ['update-ref', '-d', 'refs/heads/changes/to-prod']);

  const ended = await dev.delivery.tick();

  expect(ended).toMatchObject([{ state: 'unchanged', subject: expect.stringContaining('was taken away') }]);
  expect(await dev.delivery.waiting()).toEqual([]);
  expect(git(remote, ['for-each-ref', '--format=%(refname)', 'refs/heads'])).toBe('refs/heads/main\n');
});

test.each([
  ['merged', (waiting: Waiting) => merges['a squash']?.(waiting)],
  ['taken away', ({ remote }: Waiting) => git(remote, ['update-ref', '-d', 'refs/heads/changes/to-prod'])],
])(
  'when people have %s a branch, the next change of the same place has one of its own, on the head',
  async (_, act) => {
    const waiting = await aPullRequest();
    const { remote, dev } = waiting;
    act(waiting);
    const request = {
      runId: 'next',
      verb: 'set' as const,
      fields: { service: 'web', environment: 'prod', values: { terminationGracePeriodSeconds: 40 } },
    };

    const [next] = await dev.delivery.submit([{ request, asker: dev.asker, branch: true }]);

    expect(next).toMatchObject({ state: 'branched', branch: 'changes/next' });
    expect(git(remote, ['rev-parse', 'changes/next^']).trim()).toBe(headOf(remote));
    expect(git(remote, ['diff', '--name-only', 'main', 'changes/next', '--', 'catalog'])).toBe(
      'catalog/services/web/prod.yaml\n',
    );
  },
);

test('who asked without a key is only claimed, and a pull request says so', async () => {
  const remote = aGitOpsRemote({ 'environments/staging.yaml': environmentYaml });
  const nobody = await aDesk(remote, undefined);
  const request = {
    runId: 'n',
    verb: 'bump' as const,
    fields: { service: 'web', environment: 'staging', version: 'v3' },
  };

  const [outcome] = await nobody.delivery.submit([{ request, asker: nobody.asker, branch: true }]);

  expect(outcome).toMatchObject({ state: 'branched', requester: { name: 'nobody@example.com', proof: 'claimed' } });
});

describe('tags of what a forge merges', () => {
  const tagging = { 'environments/prod.yaml': `${gatedCatalog['environments/prod.yaml']}releaseTags: true\n` };
  const tagsOf = (remote: string): string =>
    git(remote, ['for-each-ref', '--format=%(refname:short) %(objecttype) %(*objectname)', 'refs/tags']).trim();

  test.each(Object.entries(merges))(
    '%s gets its tag by the next tick, signed, on the commit of the branch',
    async (_, merge) => {
      const waiting = await aPullRequest(tagging);
      const merged = merge(waiting);

      await waiting.dev.delivery.tick();
      expect(tagsOf(waiting.remote)).toBe(`web/v1.1.0 tag ${merged}`);
      expect(git(waiting.remote, ['cat-file', 'tag', 'web/v1.1.0'])).toContain('-----BEGIN SSH SIGNATURE-----');
      expect(await waiting.dev.delivery.waiting()).toEqual([]);

      await waiting.dev.delivery.tick();
      expect(tagsOf(waiting.remote)).toBe(`web/v1.1.0 tag ${merged}`);
    },
  );

  test('a tag that the remote refuses is said, and asked for again', async () => {
    const waiting = await aPullRequest(tagging);
    const merged = merges['a squash']?.(waiting);
    addHook(waiting.remote, 'update', 'case $1 in refs/tags/*) echo "no tags"; exit 1;; esac');

    expect(await waiting.dev.delivery.tick()).toMatchObject([
      { state: 'rejected', runId: 'to-prod', words: expect.stringContaining('no tags') },
    ]);
    rmSync(join(waiting.remote, 'hooks/update'));
    expect(await waiting.dev.delivery.tick()).toMatchObject([{ state: 'committed', isEarlier: true }]);
    expect(tagsOf(waiting.remote)).toBe(`web/v1.1.0 tag ${merged}`);
  });
});

describe('a request that is taken back', () => {
  test('takes the branch along that was made for it', async () => {
    const { remote, dev } = await aPullRequest();

    expect(await dev.delivery.withdraw('to-prod')).toEqual({ name: 'changes/to-prod' });

    expect(git(remote, ['branch', '--list', '--format=%(refname:short)']).trim()).toBe('main');
    expect(await dev.delivery.waiting()).toEqual([]);
  });

  test('leaves a branch to which somebody has added, and takes none twice', async () => {
    const { remote, dev, head } = await aPullRequest();
    const tree = git(remote, ['rev-parse', `${head}^{tree}`]).trim();
    const added = git(remote, ['commit-tree', tree, '-p', head, '-m', 'a word more']).trim();
    git(remote, ['update-ref', 'refs/heads/changes/to-prod', added]);

    expect(await dev.delivery.withdraw('to-prod')).toEqual({
      name: 'changes/to-prod',
      stays: 'somebody has added to it',
    });

    expect(headOf(remote, 'refs/heads/changes/to-prod')).toBe(added);
    await expect(dev.delivery.withdraw('to-prod')).rejects.toThrow('no proposal "to-prod" waits');
  });
});
