import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { ChangeRequest } from '../../src/changes/request';
import { Delivery } from '../../src/delivery/delivery';
import type { Outcome } from '../../src/delivery/outcome';
import type { Asker } from '../../src/delivery/plan-request';
import type { SealNamespace } from '../../src/delivery/sealed';
import type { GitWriter, GitWriterProps } from '../../src/gitops/git-writer';
import { synthesize } from '../../src/render/synthesize';
import { newSshKey } from '../../src/signatures/new-ssh-key';
import { sshSigner } from '../../src/signatures/signer';
import { readSshPrivateKey, sshPublicLine, type SshPrivateKey } from '../../src/signatures/ssh-key';
import { environmentYaml, overlayYaml, platformYaml, serviceYaml } from './a-catalog';
import { aCopiedRepositoryNow } from './a-copied-repository';
import { aBareRepository, git } from './a-repository';
import { aWriter } from './a-remote';
import { temporaryFolder } from './temporary-folder';

/** People of the tests, each with a key of their own: as the file of a private key has it. */
export const keyTexts = {
  dev: aKeyText(),
  'sre-one': aKeyText(),
  'sre-two': aKeyText(),
  stranger: aKeyText(),
  controller: aKeyText(),
};

/** The same keys, read. */
export const keys: Readonly<Record<keyof typeof keyTexts, SshPrivateKey>> = {
  dev: aKey('dev'),
  'sre-one': aKey('sre-one'),
  'sre-two': aKey('sre-two'),
  stranger: aKey('stranger'),
  controller: aKey('controller'),
};

const digestA = `sha256:${'a'.repeat(64)}`;

/** Gates as strict as people want them: dev is free, staging comes after it, prod asks two SREs and a ticket. */
export const gatedCatalog: Readonly<Record<string, string>> = {
  'platform.yaml': `${platformYaml}  sre-team: { owners: ["@your-org/sre-team"] }
attesters:
  controller: { keys: ["${sshPublicLine(keys.controller.publicKey)}"], of: [changes, portal, forge, health, tests] }
`,
  'people.yaml': `people:
  dev: { emails: [dev@example.com], keys: ["${sshPublicLine(keys.dev.publicKey)}"], teams: [web-team] }
  sre-one: { emails: [sre-one@example.com], keys: ["${sshPublicLine(keys['sre-one'].publicKey)}"], teams: [sre-team] }
  sre-two: { emails: [sre-two@example.com], keys: ["${sshPublicLine(keys['sre-two'].publicKey)}"], teams: [sre-team] }
`,
  'environments/dev.yaml': environmentYaml,
  'environments/staging.yaml': `${environmentYaml}gates:
  after: [dev]
`,
  'environments/prod.yaml': `${environmentYaml}gates:
  after: [staging]
  approvals:
    - { count: 2, teams: [sre-team] }
  ticket: { prefix: CHG-, kinds: [release] }
`,
  'services/web/service.yaml': serviceYaml,
  'services/web/dev.yaml': `release: { version: v1.0.0, digest: "${digestA}" }\n`,
  'services/web/staging.yaml': `release: { version: v1.0.0, digest: "${digestA}" }\n`,
  'services/web/prod.yaml': `release: { version: v1.0.0, digest: "${digestA}" } # what customers see\n`,
  'services/api/service.yaml': serviceYaml,
  'services/api/dev.yaml': overlayYaml,
};

/**
 * A bare repository with a catalog and what is rendered of it.
 *
 * @param files files of the catalog that are added or written otherwise
 */
export function aGitOpsRemote(files: Readonly<Record<string, string>> = {}): string {
  return aCopiedRepositoryNow(`catalog ${JSON.stringify(files)}`, () => committed(files));
}

function committed(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [file, text] of Object.entries({ ...gatedCatalog, ...files })) {
    const path = join(folder, 'catalog', file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  synthesize({ catalog: join(folder, 'catalog'), out: folder });
  const remote = aBareRepository();
  git(remote, ['config', 'receive.fsckObjects', 'true']);
  git(folder, ['init', '--quiet', '--initial-branch=main']);
  git(folder, ['add', '--all']);
  const at = '2026-11-25T08:00:00Z';
  const dates = { GIT_AUTHOR_DATE: at, GIT_COMMITTER_DATE: at };
  git(folder, ['commit', '--quiet', '--message=the first catalog'], '', dates);
  git(folder, ['push', '--quiet', remote, 'main']);
  return remote;
}

/** How somebody works on a remote. */
export interface Desk {
  readonly delivery: Delivery;
  readonly writer: GitWriter;
  readonly asker: Asker;
  /** Asks for a change. */
  readonly ask: (request: Partial<ChangeRequest> & Pick<ChangeRequest, 'verb' | 'fields'>) => Promise<Outcome>;
  /** Signs what somebody writes by hand. */
  readonly sign: (namespace: SealNamespace, text: string) => Promise<string>;
}

/** A clock that stands still until it is moved. */
export const clock = { now: '2026-11-25T10:00:00.000Z' };

beforeEach(() => {
  clock.now = '2026-11-25T10:00:00.000Z';
});

let runs = 0;

/**
 * Somebody's delivery on a remote, with a clone of its own.
 *
 * @param who undefined for somebody without a key
 */
export async function aDesk(
  remote: string,
  who: keyof typeof keys | undefined,
  props: Partial<GitWriterProps> = {},
): Promise<Desk> {
  const key = who === undefined ? undefined : keys[who];
  const signer = key === undefined ? undefined : sshSigner(key);
  const sign: Desk['sign'] = async (namespace, text) => {
    if (key === undefined) throw new Error('nobody has no key');
    return await sshSigner(key, namespace).sign(Buffer.from(text));
  };
  const writer = await aWriter(remote, { signer, ...props });
  const delivery = new Delivery({
    writer,
    places: { catalog: 'catalog', root: '' },
    now: () => clock.now,
    version: '1.0.0',
    seal: key === undefined ? undefined : sign,
  });
  const asker = { email: `${who ?? 'nobody'}@example.com`, key: key && sshPublicLine(key.publicKey) };
  return {
    delivery,
    writer,
    asker,
    sign,
    ask: async (request) => {
      const [outcome] = await delivery.submit([{ request: { runId: `run-${++runs}`, ...request }, asker }]);
      if (outcome === undefined) throw new Error('a request without an outcome');
      return outcome;
    },
  };
}

/** Brings a release to an environment by steps that the gates of the catalog allow; fails when they do not. */
export async function release(desk: Desk, version: string, ...environments: readonly string[]): Promise<void> {
  const fields = { service: 'web', environment: 'dev', version, digest: digestOf(version) };
  await expect(desk.ask({ verb: 'bump', fields })).resolves.toMatchObject({ state: 'committed' });
  for (const to of environments)
    await expect(
      desk.ask({ verb: 'promote', fields: { service: 'web', to, release: version } }),
    ).resolves.toMatchObject({
      state: 'committed',
    });
}

/** A digest that is always the same of one version. */
export function digestOf(version: string): string {
  return `sha256:${Buffer.from(version).toString('hex').padEnd(64, '0').slice(0, 64)}`;
}

function aKeyText(): string {
  return newSshKey('a test').privateText;
}

function aKey(who: keyof typeof keyTexts): SshPrivateKey {
  return readSshPrivateKey(keyTexts[who], who);
}
