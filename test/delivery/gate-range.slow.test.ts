import { environmentYaml } from '../helpers/a-catalog';
import { aDesk, aGitOpsRemote, clock, gatedCatalog, keys } from '../helpers/a-delivery';
import { commitByHand, filesOf, reverted, textAt } from '../helpers/a-hand-commit';
import { aReleasedStory, audit, gate, wordsOf } from '../helpers/a-released-story';
import { headOf } from '../helpers/a-remote';
import { git } from '../helpers/a-repository';
import { sshPublicLine } from '../../src/signatures/ssh-key';

const prodFile = 'catalog/services/web/prod.yaml';
const deployment = 'services/web/overlays/prod/deployment.yaml';
const record = 'changes/2026/11/to-prod.json';

const review = (
  by: string,
  commit: string,
): { by: string; teams: string[]; answer: 'approve'; commit: string; at: string } => ({
  by,
  teams: ['sre-team'],
  answer: 'approve',
  commit,
  at: '2026-11-25T10:00:00Z',
});

test('what went the right way is allowed again, from Git alone', async () => {
  const { remote, commits } = await aReleasedStory();
  const judged = await gate(remote, commits[0]);
  expect(wordsOf(judged.filter(({ isAllowed }) => !isAllowed))).toBe('');
  expect(judged.map(({ kind }) => kind)).toEqual(['change', 'change', 'change']);
  expect((await audit(remote)).map(({ kind, isAllowed }) => `${kind} ${isAllowed}`)).toEqual([
    'by hand true',
    'change true',
    'change true',
    'change true',
  ]);
});

test('a record explains one commit for ever: not again at another path, nor after it was taken away', async () => {
  const { remote, commits } = await aReleasedStory();
  const [toProd = ''] = commits.slice(-1);
  const { [record]: text, ...files } = filesOf(remote, toProd);
  const { [record]: _, ...back } = reverted(remote, toProd);
  const before = commitByHand(remote, { files: back });
  commitByHand(remote, { files: { ...files, 'changes/2026/12/to-prod.json': text } });
  expect(wordsOf(await gate(remote, before))).toContain('"to-prod" was committed before');

  const without = commitByHand(remote, { files: { ...back, [record]: undefined }, parents: [toProd] });
  commitByHand(remote, { files: { ...files, [record]: text } });
  expect(wordsOf(await gate(remote, without))).toContain('"to-prod" was committed before');
});

test('records are never written again, nor taken away, nor made up', async () => {
  const { remote, commits } = await aReleasedStory();
  const head = commits.at(-1) ?? '';
  const text = textAt(remote, head, record);
  for (const files of [
    { [record]: undefined },
    { [record]: text.replace('CHG-1', 'CHG-2') },
    { 'changes/2026/11/burnt.json': '{}\n' },
    { [record]: { link: '../x' } },
  ]) {
    commitByHand(remote, { files, parents: [head] });
    const judged = await gate(remote, head);
    expect(judged).toMatchObject([{ isAllowed: false, kind: 'unexplained' }]);
    expect(wordsOf(judged)).toMatch(/record/);
  }
});

test('history that another parent comes first in, or that is cut, is judged by what it does to the base', async () => {
  const { remote, commits } = await aReleasedStory();
  const [, , inStaging = '', toProd = ''] = commits;
  const { [record]: _, ...back } = reverted(remote, toProd);
  const base = commitByHand(remote, { files: back });
  // The old commit is an honest change of its own parent; a merge makes it the first one.
  commitByHand(remote, { files: {}, parents: [toProd, base] });
  expect(wordsOf(await gate(remote, base))).toContain('prod: approvals');

  git(remote, ['update-ref', 'refs/heads/main', toProd]);
  const cut = await gate(remote, toProd, { head: inStaging });
  expect(wordsOf(cut)).toContain('prod: approvals');
  expect(cut).toMatchObject([{ isAllowed: false }]);
});

test('a merge is judged by all that it does to the branch', async () => {
  const { remote, commits } = await aReleasedStory();
  const head = commits.at(-1) ?? '';
  const side = commitByHand(remote, {
    files: { [prodFile]: textAt(remote, head, prodFile).replace('v1.1.0', 'v6.6.6') },
    ref: 'refs/heads/side',
    parents: [head],
  });
  for (const parents of [
    [head, side],
    [head, side, commits[0] ?? ''],
  ]) {
    commitByHand(remote, { files: { [prodFile]: textAt(remote, side, prodFile) }, parents });
    const judged = await gate(remote, head);
    expect(judged.some(({ isAllowed }) => !isAllowed)).toBe(true);
    expect(wordsOf(judged)).toContain('prod: approvals');
  }
});

test('who wrote what is merged approves nothing of it', async () => {
  const { remote, commits } = await aReleasedStory();
  const head = commits.at(-1) ?? '';
  const text = textAt(remote, head, 'catalog/services/web/dev.yaml');
  const files = {
    'catalog/services/web/prod.yaml': `${textAt(remote, head, prodFile)}hold: { reason: x, by: x, since: "2026-11-25T09:00:00Z" }\n`,
  };
  expect(text).toContain('release');
  const side = commitByHand(remote, { files, ref: 'refs/heads/side', parents: [head], author: 'sre-one@example.com' });
  const merged = commitByHand(remote, { files, parents: [head, side] });
  const reviews = [review('sre-one@example.com', merged), review('sre-two@example.com', merged)];
  expect(wordsOf(await gate(remote, head, { reviews }))).toContain(
    'sre-one@example.com asked for it or had a hand in it',
  );
  const others = commitByHand(remote, { files, parents: [head] });
  const good = [review('sre-one@example.com', others), review('sre-two@example.com', others)];
  expect(wordsOf(await gate(remote, head, { reviews: good }))).not.toContain('approvals');
});

test.each([
  ['as a forge writes it', 'Co-authored-by: SRE <sre-one@example.com>'],
  ['in other letters, with an end of line of others', 'CO-AUTHORED-BY : "SRE" <sre-one@example.com>\r'],
  ['without brackets', 'Co-authored-by: sre-one@example.com'],
  ['by a name that people.yaml has', 'Co-developed-by: sre-one'],
] as const)('whom a commit names that is merged approves nothing of it: %s', async (_, trailer) => {
  const { remote, commits } = await aReleasedStory();
  const head = commits.at(-1) ?? '';
  const hold = 'hold: { reason: x, by: x, since: "2026-11-25T09:00:00Z" }\n';
  const files = { [prodFile]: `${textAt(remote, head, prodFile)}${hold}` };
  const side = { ref: 'refs/heads/side', parents: [head] };
  const named = commitByHand(remote, { ...side, files, message: `by two\n\n${trailer}\n` });
  const later = commitByHand(remote, { ...side, files: { 'README.md': 'later\n' }, parents: [named] });
  const merged = commitByHand(remote, { files, parents: [head, later], message: 'Merge pull request #7\n' });
  const reviews = [review('sre-one@example.com', merged), review('sre-two@example.com', merged)];

  expect(wordsOf(await gate(remote, head, { reviews }))).toContain(
    'sre-one@example.com asked for it or had a hand in it',
  );
});

test('who wrote what lies between the last catalog that was valid and a commit approves nothing of it', async () => {
  const { remote, commits } = await aReleasedStory();
  const head = commits.at(-1) ?? '';
  const hold = 'hold: { reason: x, by: x, since: "2026-11-25T09:00:00Z" }\n';
  const held = { [prodFile]: `${textAt(remote, head, prodFile)}${hold}` };
  const platform = textAt(remote, head, 'catalog/platform.yaml');
  const broken = { ...held, 'catalog/platform.yaml': 'teams: [\n' };
  const base = commitByHand(remote, { files: broken, author: 'sre-one@example.com' });
  const mended = commitByHand(remote, { files: { 'catalog/platform.yaml': platform } });
  const reviews = [review('sre-one@example.com', mended), review('sre-two@example.com', mended)];

  expect(wordsOf(await gate(remote, base, { reviews }))).toContain(
    'sre-one@example.com asked for it or had a hand in it',
  );
});

test('what is rendered is what the catalog renders, whoever has agreed to something else', async () => {
  const { remote, commits } = await aReleasedStory();
  const head = commits.at(-1) ?? '';
  for (const files of [
    { [deployment]: textAt(remote, head, deployment).replace('replicas: ', 'replicas: 1') },
    { [deployment]: undefined },
    { [deployment]: { link: '/etc/passwd' } },
    { 'services/web/overlays/prod/more.yaml': 'kind: Pod\n' },
    { 'services/web/overlays/prod/deep/er/more.yaml': 'kind: Pod\n' },
    { 'argocd/prod/apps/evil.yaml': 'kind: Application\n' },
    { 'argocd/prod/elsewhere.yaml': 'kind: Application\n' },
    { 'services/gone/overlays/prod/x.yaml': 'kind: Pod\n' },
    { 'services/web/overlays/prod/module': { submodule: 'a'.repeat(40) } },
  ]) {
    const tip = commitByHand(remote, { files, parents: [head] });
    const reviews = [review('sre-one@example.com', tip), review('sre-two@example.com', tip)];
    const agreed = await gate(remote, head, { reviews });
    expect([files, agreed]).toMatchObject([files, [{ isAllowed: false }]]);
    expect(wordsOf(agreed)).toContain('is not what the catalog renders');
    // The bytes decide whose gates are asked.
    expect(wordsOf(await gate(remote, head, { isRendering: false }))).toContain('prod: approvals');
  }
});

test('a block of lines of ours is what the catalog says', async () => {
  const { remote, commits } = await aReleasedStory();
  const head = commits.at(-1) ?? '';
  const owners = textAt(remote, head, 'CODEOWNERS');
  commitByHand(remote, { files: { CODEOWNERS: owners.replace('@your-org/web-team', '@mallory') } });
  expect(wordsOf(await gate(remote, head))).toContain('"CODEOWNERS" is not what the catalog renders');
});

test('a link, a submodule or a name in capitals is no file of a catalog', async () => {
  const { remote, commits } = await aReleasedStory();
  const head = commits.at(-1) ?? '';
  for (const files of [
    { [prodFile]: { link: 'dev.yaml' } },
    { 'catalog/services/new': { submodule: 'a'.repeat(40) } },
    { 'catalog/services/Web/prod.yaml': 'release: { version: v6.6.6 }\n' },
    { 'catalog/People.yaml': 'people: {}\n' },
  ]) {
    commitByHand(remote, { files, parents: [head] });
    expect([files, await gate(remote, head)]).toMatchObject([files, [{ isAllowed: false, kind: 'invalid' }]]);
  }
});

test('a catalog that was broken, or gone, is no way past the gates before it', async () => {
  const { remote, commits } = await aReleasedStory();
  const head = commits.at(-1) ?? '';
  const platform = textAt(remote, head, 'catalog/platform.yaml');
  const open = {
    'catalog/platform.yaml': platform,
    [prodFile]: textAt(remote, head, prodFile).replace('v1.1.0', 'v6.6.6'),
  };
  const all = git(remote, ['ls-tree', '-r', '--name-only', head, 'catalog']).trim().split('\n');
  for (const broken of [
    { 'catalog/platform.yaml': 'teams: [\n' },
    Object.fromEntries(all.map((path) => [path, undefined])),
  ]) {
    const middle = commitByHand(remote, { files: broken, parents: [head] });
    commitByHand(remote, {
      files: { ...Object.fromEntries(all.map((path) => [path, textAt(remote, head, path)])), ...open },
    });
    const judged = await gate(remote, head);
    expect(judged.map(({ isAllowed }) => isAllowed)).toEqual([false, false]);
    expect(wordsOf(await gate(remote, middle))).toContain('prod: approvals');
  }
});

test('a history may begin before its catalog', async () => {
  const { remote } = await aReleasedStory();
  const tree = git(remote, ['ls-tree', '-r', 'main']);
  const first = commitByHand(remote, { files: { 'README.md': 'hello\n' }, parents: [], at: '2026-11-25T07:00:00Z' });
  expect(tree).not.toBe('');
  await expect(audit(remote)).resolves.toMatchObject([{ commit: first, kind: 'nothing', isAllowed: true }]);
});

test('who adds a key, a person or a team in a range has nobody more to agree in it', async () => {
  const { remote, commits } = await aReleasedStory();
  const head = commits.at(-1) ?? '';
  const people = textAt(remote, head, 'catalog/people.yaml');
  const stranger = sshPublicLine(keys.stranger.publicKey);
  const line = sshPublicLine(keys['sre-two'].publicKey);
  commitByHand(remote, { files: { 'catalog/people.yaml': people.replace(`"${line}"`, `"${line}", "${stranger}"`) } });
  const [dev, one, other] = await Promise.all([
    aDesk(remote, 'dev'),
    aDesk(remote, 'sre-one'),
    aDesk(remote, 'stranger'),
  ]);
  await dev.ask({
    verb: 'set',
    fields: { service: 'web', environment: 'prod', values: { terminationGracePeriodSeconds: 45 } },
    runId: 'again',
  });
  await one.delivery.answer('again', { answer: 'approve' });
  await other.delivery.answer('again', { answer: 'approve' });
  const judged = await gate(remote, head);
  expect(judged.at(-1)).toMatchObject({ kind: 'change', isAllowed: false });
  expect(wordsOf(judged.slice(-1))).toContain('prod: approvals');
});

test('a record whose edit makes other bytes explains nothing', async () => {
  const { remote, commits } = await aReleasedStory();
  const [, , inStaging = '', toProd = ''] = commits;
  const files = filesOf(remote, toProd);
  // Even with a comment: nothing in it means anything else, and the approvals were of other bytes.
  for (const text of [`${files[prodFile]}# a word\n`, files[prodFile]?.replace('v1.1.0', 'v6.6.6')]) {
    commitByHand(remote, { files: { ...files, [prodFile]: text }, parents: [inStaging] });
    expect(await gate(remote, inStaging)).toMatchObject([{ kind: 'unexplained', isAllowed: false }]);
  }
  // A record of one edit that names the digest of another one.
  const lie = JSON.parse(files[record] ?? '');
  const request = JSON.parse(lie.predicate.request.statement);
  request.edit = [['services/web/prod.yaml', { kind: 'change', operations: [] }]];
  lie.predicate.request = { statement: JSON.stringify(request) };
  commitByHand(remote, { files: { ...files, [record]: `${JSON.stringify(lie, null, 2)}\n` }, parents: [inStaging] });
  const judged = await gate(remote, inStaging);
  expect(judged).toMatchObject([{ kind: 'unexplained', isAllowed: false }]);
  expect(wordsOf(judged)).toContain('leads to other files of the catalog');
});

const frozen = {
  'environments/dev.yaml': `${environmentYaml}freezes:
  - { reason: closing, from: "2026-11-25T09:30:00Z", until: "2026-11-26T00:00:00Z" }
`,
};

test.each([
  ['dev', false],
  ['controller', true],
] as const)('when a record says it was decided counts for a program alone that may say so: %s', async (who, counts) => {
  const remote = aGitOpsRemote(frozen);
  const base = headOf(remote);
  const desk = await aDesk(remote, who);
  clock.now = '2026-11-25T09:00:00.000Z';
  await expect(
    desk.ask({ verb: 'bump', fields: { service: 'api', environment: 'dev', version: 'v2.0.0' } }),
  ).resolves.toMatchObject({ state: 'committed' });
  clock.now = '2026-11-25T10:00:00.000Z';
  expect(await gate(remote, base)).toMatchObject([{ isAllowed: counts, kind: 'change' }]);
});

test('nobody escapes a freeze by a date of his own', async () => {
  const remote = aGitOpsRemote(frozen);
  const base = headOf(remote);
  const file = 'catalog/services/api/dev.yaml';
  commitByHand(remote, { files: {}, at: '2026-11-25T09:45:00Z' });
  commitByHand(remote, { files: { [file]: 'release: { version: v2.0.0 }\n' }, at: '2026-11-25T09:00:00Z' });
  expect(wordsOf(await audit(remote))).toContain('earlier than its parent');
  expect(wordsOf(await gate(remote, base))).toContain('dev: freeze');

  commitByHand(remote, {
    files: { [file]: 'release: { version: v2.0.0 }\n' },
    parents: [base],
    at: '2026-11-27T09:00:00Z',
  });
  expect(wordsOf(await audit(remote))).toContain('is still to come');
});

test('a verb that somebody writes into a request is no permission for something else', async () => {
  const remote = aGitOpsRemote({
    'environments/dev.yaml': `${environmentYaml}gates:
  permissions:
    - { verbs: [scale], teams: [web-team] }
    - { verbs: [bump], teams: [sre-team] }
`,
  });
  const [dev, sre] = await Promise.all([aDesk(remote, 'dev'), aDesk(remote, 'sre-one')]);
  const base = headOf(remote);
  await expect(
    sre.ask({ verb: 'bump', fields: { service: 'api', environment: 'dev', version: 'v2.0.0' }, runId: 'honest' }),
  ).resolves.toMatchObject({ state: 'committed' });
  const path = 'changes/2026/11/honest.json';
  const forged = JSON.parse(textAt(remote, 'main', path));
  const statement = JSON.stringify({ ...JSON.parse(forged.predicate.request.statement), verb: 'scale' });
  const signature = await dev.sign('slipway-request', statement);
  const proposal = { 'request.json': JSON.stringify({ statement, signature }) };
  git(remote, ['update-ref', 'refs/heads/main', base]);
  const desk = await aDesk(remote, 'dev');
  commitByHand(remote, { files: proposal, parents: [], ref: 'refs/slipway/proposals/honest' });
  await expect(desk.delivery.tick()).resolves.toMatchObject([{ state: 'refused' }]);
  expect(headOf(remote)).toBe(base);
  expect(gatedCatalog['platform.yaml']).toContain('attesters');
});
