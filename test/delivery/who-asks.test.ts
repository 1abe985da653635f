import { writeFileSync } from 'node:fs';

import { LocalRepository } from '../../src/gitops/local-repository';
import { sshSigner } from '../../src/signatures/signer';
import { environmentYaml } from '../helpers/a-catalog';
import { aDesk, aGitOpsRemote, keys } from '../helpers/a-delivery';
import { commitByHand } from '../helpers/a-hand-commit';
import { gate, wordsOf } from '../helpers/a-released-story';
import { headOf } from '../helpers/a-remote';
import { git } from '../helpers/a-repository';
import { sshPublicLine } from '../../src/signatures/ssh-key';

const apiFile = 'catalog/services/api/dev.yaml';
const bumped = { [apiFile]: 'release: { version: v2.0.0 }\n' };

/** A repository in whose dev web-team and the pipeline controller may release, and nobody else. */
function aRemote(): string {
  return aGitOpsRemote({
    'environments/dev.yaml': `${environmentYaml}gates:
  permissions:
    - { verbs: [bump, promote, rollback], teams: [web-team], tokens: [controller] }
`,
  });
}

/** Signs a commit as `git commit -S` does: over all of it but the signature. @returns its new id */
async function signed(
  remote: string,
  commit: string,
  who: keyof typeof keys,
  { namespace = 'git', spoil = (text: string) => text, ref = 'refs/heads/main' } = {},
): Promise<string> {
  const text = git(remote, ['cat-file', 'commit', commit]);
  const signature = await sshSigner(keys[who], namespace).sign(Buffer.from(text));
  const header = `gpgsig ${signature.trimEnd().replaceAll('\n', '\n ')}\n`;
  const whole = spoil(text.replace('\n\n', `\n${header}\n`));
  const id = git(remote, ['hash-object', '-t', 'commit', '-w', '--stdin'], whole).trim();
  git(remote, ['update-ref', ref, id]);
  return id;
}

async function judged(remote: string, base: string): Promise<string> {
  const commits = await LocalRepository.open(remote, process.env);
  return wordsOf(await gate(remote, base, { isRendering: false, commits }));
}

const claimed = 'dev: permissions: dev@example.com may not ask for bump or promote or rollback here, and nobody has';

test('who signs a commit by hand with a key of people.yaml asks for it, and is who Git says, too', async () => {
  const remote = aRemote();
  const base = headOf(remote);
  const unsigned = commitByHand(remote, { files: bumped });
  const before = await judged(remote, base);
  await signed(remote, unsigned, 'dev');
  // Git itself takes the signature.
  const allowed = `dev@example.com ${sshPublicLine(keys.dev.publicKey)}\n`;
  const file = `${remote}/allowed`;
  writeFileSync(file, allowed);

  expect(before).toContain(claimed);
  expect(await judged(remote, base)).toContain('by hand allowed');
  git(remote, ['-c', `gpg.ssh.allowedSignersFile=${file}`, 'verify-commit', 'main']);
});

test('a pipeline that may ask for changes signs for itself', async () => {
  const remote = aRemote();
  const base = headOf(remote);
  await signed(remote, commitByHand(remote, { files: bumped }), 'controller');
  expect(await judged(remote, base)).toContain('by hand allowed');
});

test.each([
  ['somebody whom nobody lists', 'stranger', {}],
  ['for something else', 'dev', { namespace: 'slipway-approval' }],
  ['another commit', 'dev', { spoil: (text: string) => `${text}one line more\n` }],
] as const)('it stays a claim when it is signed by or for %s', async (_, who, props) => {
  const remote = aRemote();
  const base = headOf(remote);
  await signed(remote, commitByHand(remote, { files: bumped }), who, props);
  expect(await judged(remote, base)).toContain(claimed);
});

test('who is known and may not, may not', async () => {
  const remote = aRemote();
  const base = headOf(remote);
  await signed(remote, commitByHand(remote, { files: bumped }), 'sre-one');
  expect(await judged(remote, base)).toContain('dev: permissions: sre-one may not ask for');
});

test('who lists his own key in the commit, or in one before it, is nobody yet', async () => {
  const remote = aRemote();
  const base = headOf(remote);
  const people = git(remote, ['show', 'main:catalog/people.yaml']);
  const line = sshPublicLine(keys.dev.publicKey);
  const own = people.replace(`"${line}"`, `"${line}", "${sshPublicLine(keys.stranger.publicKey)}"`);
  const both = { ...bumped, 'catalog/people.yaml': own };
  await signed(remote, commitByHand(remote, { files: both }), 'stranger');
  expect(await judged(remote, base)).toContain(
    'bump or promote or rollback here, and nobody has proved that it is him',
  );

  git(remote, ['update-ref', 'refs/heads/main', base]);
  commitByHand(remote, { files: { 'catalog/people.yaml': own } });
  await signed(remote, commitByHand(remote, { files: bumped }), 'stranger');
  expect(await judged(remote, base)).toContain(claimed);
});

test('a signature asks for what its commit does to its parent, and for nothing else', async () => {
  const remote = aRemote();
  const base = headOf(remote);
  const old = await signed(remote, commitByHand(remote, { files: bumped }), 'dev');
  const later = await signed(
    remote,
    commitByHand(remote, { files: { [apiFile]: 'release: { version: v3.0.0 }\n' } }),
    'dev',
  );
  expect(await judged(remote, base)).not.toContain('refused');
  // Somebody moves the branch back to what dev has signed once.
  git(remote, ['update-ref', 'refs/heads/main', old]);
  expect(await judged(remote, later)).toContain(claimed);
});

test('a merge is asked for by who merges, and whose signature it brings in approves nothing of it', async () => {
  const remote = aGitOpsRemote();
  const base = headOf(remote);
  const held = {
    'catalog/services/web/prod.yaml': `${git(remote, ['show', 'main:catalog/services/web/prod.yaml'])}hold: { reason: x, by: x, since: "2026-11-25T09:00:00Z" }\n`,
  };
  const ref = 'refs/heads/side';
  const side = await signed(remote, commitByHand(remote, { files: held, ref, parents: [base] }), 'sre-one', { ref });
  const merged = commitByHand(remote, { files: held, parents: [base, side], message: 'Merge pull request #7\n' });
  const reviews = ['sre-one', 'sre-two'].map((one) => ({
    by: `${one}@example.com`,
    teams: [],
    answer: 'approve' as const,
    commit: merged,
    at: '2026-11-25T10:00:00Z',
  }));
  expect(wordsOf(await gate(remote, base, { reviews }))).toContain(
    'sre-one@example.com asked for it or had a hand in it',
  );
});

test.each([
  ['a program that may ask for changes, for itself', 'controller', 'controller', true, 'token'],
  ['the same for another one', 'controller', 'other', true, 'claimed'],
  ['the same as no pipeline', 'controller', 'controller', false, 'claimed'],
  ['a person', 'dev', 'controller', true, 'claimed'],
  ['nobody', undefined, 'controller', true, 'claimed'],
] as const)('a request by a pipeline is proved by its own key alone: %s', async (_, who, name, isPipeline, proof) => {
  const desk = await aDesk(aRemote(), who);
  const request = {
    runId: 'r',
    verb: 'bump' as const,
    fields: { service: 'api', environment: 'dev', version: 'v2.0.0' },
  };
  const by = { name, proof: 'token' as const, teams: [], isPipeline };
  const [outcome] = await desk.delivery.submit([{ request, asker: { by } }]);
  expect(outcome).toMatchObject({
    state: proof === 'token' ? 'committed' : 'refused',
    requester: { name, proof, isPipeline },
  });
});
