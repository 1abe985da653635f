import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { Delivery } from '../../src/delivery/delivery';
import { LocalRepository } from '../../src/gitops/local-repository';
import { synthesize } from '../../src/render/synthesize';
import { sshSigner } from '../../src/signatures/signer';
import { sshPublicLine } from '../../src/signatures/ssh-key';
import { clock, gatedCatalog, keys } from '../helpers/a-delivery';
import { aWriter, headOf } from '../helpers/a-remote';
import { aBareRepository, git } from '../helpers/a-repository';
import { temporaryFolder } from '../helpers/temporary-folder';

const platform = gatedCatalog['platform.yaml']?.replace('gitops.git }', 'gitops.git, path: infra }') ?? '';
const others = '/docs/ @your-org/writers\n';

/** A repository with a catalog in a folder, which its platform calls `infra`, beside things of others. */
async function aLargerRepository(at = 'infra', catalog = 'catalog') {
  const folder = temporaryFolder();
  const files = { ...gatedCatalog, 'platform.yaml': platform };
  for (const [file, text] of Object.entries(files)) write(join(folder, at, catalog, file), text);
  write(join(folder, 'CODEOWNERS'), others);
  write(join(folder, 'tool/services/web/overlays/dev/notes.yaml'), '# of others\n');
  const render = () => synthesize({ catalog: join(folder, at, catalog), out: join(folder, at) });
  render();
  const remote = aBareRepository();
  git(folder, ['init', '--quiet', '--initial-branch=main']);
  commitAll(folder, 'the first catalog');
  git(folder, ['push', '--quiet', remote, 'main']);
  const signer = sshSigner(keys.dev);
  const delivery = new Delivery({
    writer: await aWriter(remote, { signer }),
    places: { catalog: `${at}/${catalog}`, root: at },
    now: () => clock.now,
    version: '1.0.0',
    seal: async (namespace, text) => await sshSigner(keys.dev, namespace).sign(Buffer.from(text)),
  });
  return { folder, remote, delivery, render };
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function commitAll(folder: string, message: string): void {
  git(folder, ['add', '--all']);
  git(folder, ['commit', '--quiet', `--message=${message}`], '', {
    GIT_AUTHOR_DATE: clock.now,
    GIT_COMMITTER_DATE: clock.now,
  });
}

const asker = { email: 'dev@example.com', key: sshPublicLine(keys.dev.publicKey) };

test('a change in a folder of a repository writes its owners at the root, where forges read them', async () => {
  const { folder, remote, delivery } = await aLargerRepository();
  const fields = { name: 'mail', team: 'web-team', environment: 'dev', version: 'v1.0.0' };

  const [outcome] = await delivery.submit([{ request: { runId: 'one', verb: 'create', fields }, asker }]);

  expect(outcome).toMatchObject({ state: 'committed' });
  const changed = git(remote, ['diff', '--name-only', 'main~1', 'main']).trim().split('\n');
  expect(changed).toContain('CODEOWNERS');
  expect(changed).toContain('infra/services/mail/overlays/dev/deployment.yaml');
  expect(changed.filter((path) => path !== 'CODEOWNERS' && !path.startsWith('infra/'))).toEqual([]);

  // What was committed is what is rendered of it.
  git(folder, ['pull', '--quiet', remote, 'main']);
  expect(synthesize({ catalog: join(folder, 'infra/catalog'), out: join(folder, 'infra') }).written).toEqual([]);
  expect(readFileSync(join(folder, 'CODEOWNERS'), 'utf8')).toMatch(
    new RegExp(`^${others}\n# slipway: begin infra\n[^]*/infra/services/mail/ @your-org/web-team\n`),
  );
});

test.each([
  ['a tree that lies elsewhere than its platform says', 'elsewhere', 'catalog'],
  ['a catalog that is called otherwise', 'infra', 'clusters/shop'],
])('%s has its owners where synth writes them, whoever renders it', async (_, at, catalog) => {
  const { folder, remote, delivery, render } = await aLargerRepository(at, catalog);
  const fields = { name: 'mail', team: 'web-team', environment: 'dev', version: 'v1.0.0' };

  const [outcome] = await delivery.submit([{ request: { runId: 'one', verb: 'create', fields }, asker }]);

  expect(outcome).toMatchObject({ state: 'committed' });
  git(folder, ['pull', '--quiet', remote, 'main']);
  expect(render().written).toEqual([]);
  const owners = readFileSync(join(folder, at === 'infra' ? 'CODEOWNERS' : `${at}/CODEOWNERS`), 'utf8');
  expect(owners).toContain(`/infra/${catalog}/services/mail/ @your-org/web-team\n`);
});

test('the folder of a clone that is called as the tree is no reason to write above it', () => {
  const above = temporaryFolder();
  const folder = join(above, 'infra');
  for (const [file, text] of Object.entries({ ...gatedCatalog, 'platform.yaml': platform }))
    write(join(folder, 'catalog', file), text);
  git(folder, ['init', '--quiet']);

  const { written } = synthesize({ catalog: join(folder, 'catalog'), out: folder });

  expect(readdirSync(above)).toEqual(['infra']);
  expect(written).toContain('CODEOWNERS');
});

test('the gates look at the folder and its owners, and at nothing of others', async () => {
  const { folder, remote, delivery } = await aLargerRepository();
  const base = headOf(remote);
  const judge = async (edit: () => void): Promise<readonly string[]> => {
    git(folder, ['reset', '--quiet', '--hard', base]);
    edit();
    commitAll(folder, 'by hand');
    git(folder, ['push', '--quiet', '--force', remote, 'main']);
    const judged = await delivery.judge(base, headOf(remote), {
      reviews: [],
      now: clock.now,
      isRendering: true,
      commits: await LocalRepository.open(remote, process.env),
    });
    return judged.flatMap(({ kind, words }) => [kind, ...words]);
  };

  const ofOthers = await judge(() => write(join(folder, 'tool/services/web/overlays/dev/notes.yaml'), '# edited\n'));
  const linesOfOthers = await judge(() =>
    write(join(folder, 'CODEOWNERS'), readFileSync(join(folder, 'CODEOWNERS'), 'utf8').replace('writers', 'people')),
  );
  const ownLines = await judge(() =>
    write(
      join(folder, 'CODEOWNERS'),
      readFileSync(join(folder, 'CODEOWNERS'), 'utf8').replace('/infra/services/web/ @your-org/web-team', '/x/ @evil'),
    ),
  );

  expect(ofOthers[0]).toBe('nothing');
  expect(linesOfOthers.join('\n')).not.toContain('is not what the catalog renders');
  expect(ownLines.join('\n')).toContain('"CODEOWNERS" is not what the catalog renders');
});
