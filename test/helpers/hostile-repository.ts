import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import * as fc from 'fast-check';

import { sshPublicLine } from '../../src/signatures/ssh-key';
import { overlayYaml, serviceYaml } from './a-catalog';
import { aDesk, clock, gatedCatalog, keys } from './a-delivery';
import { commitByHand, textAt } from './a-hand-commit';
import { asName, hostileText } from './hostile-text';
import { aReleasedStory } from './a-released-story';
import { git, type Committed } from './a-repository';
import { damaged, type Damage } from './damaged-json';

/** A repository with everything that a change under gates leaves in Git. It is its own remote. */
export interface StoryFolder {
  readonly folder: string;
  /** Where its refs were, for others to begin with the same. */
  readonly refs: string;
  /** Texts of records, proposals, answers and evidence, to damage. */
  readonly texts: Readonly<Record<'record' | 'request' | 'answer' | 'health' | 'tests', string>>;
}

/** What somebody puts into a repository who can push, and the words of a command. */
export interface HostilePush {
  /** Commits by hand, each on a ref. */
  readonly commits: readonly {
    readonly ref: string;
    readonly files: Readonly<Record<string, Committed | undefined>>;
    readonly message?: string;
    readonly author?: string;
    readonly parents?: readonly string[];
  }[];
  /** Files of the working folder. */
  readonly files: Readonly<Record<string, string>>;
  readonly words: readonly string[];
}

const proposals = 'refs/slipway/proposals/';

/** Tells a story, and leaves a request that waits, with an answer, and evidence. @param folder an empty one */
export async function aStoryFolder(folder: string): Promise<StoryFolder> {
  const { remote } = await aReleasedStory();
  const [dev, one, controller] = await Promise.all([
    aDesk(remote, 'dev'),
    aDesk(remote, 'sre-one'),
    aDesk(remote, 'controller'),
  ]);
  const fields = { service: 'web', environment: 'prod', values: { terminationGracePeriodSeconds: 45 } };
  await dev.ask({ verb: 'set', fields, runId: 'waits', reason: 'why', ticket: 'CHG-1' });
  await one.delivery.answer('waits', { answer: 'approve', comment: 'fine' });
  const release = { version: 'v1.1.0' };
  await controller.delivery.observeTests([
    { service: 'web', release, name: 'integration', hasPassed: true, at: clock.now, link: 'https://ci.example.com/1' },
  ]);
  const head = git(remote, ['rev-parse', 'main']).trim();
  const seen = { service: 'web', verdict: 'healthy' as const, healthySince: clock.now, observedAt: clock.now, head };
  await controller.delivery.observe(['dev', 'staging', 'prod'].map((environment) => ({ ...seen, environment })));

  git(folder, ['clone', '--quiet', remote, folder]);
  git(folder, ['fetch', '--quiet', 'origin', 'refs/slipway/*:refs/slipway/*']);
  git(folder, ['config', 'remote.origin.url', `file://${folder}`]);
  git(folder, ['symbolic-ref', '--delete', 'refs/remotes/origin/HEAD']);
  git(folder, ['config', 'receive.denyCurrentBranch', 'ignore']);
  git(folder, ['config', 'user.email', 'dev@example.com']);
  const record = git(folder, ['ls-tree', '-r', '--name-only', 'main', 'changes/']).split('\n')[0] ?? '';
  return {
    folder,
    refs: git(folder, ['for-each-ref', '--format=update %(refname) %(objectname)']),
    texts: {
      record: textAt(folder, 'main', record),
      request: textAt(folder, `${proposals}waits`, 'request.json'),
      answer: textAt(folder, `${proposals}waits`, 'answers/0001.json'),
      health: textAt(folder, 'refs/slipway/evidence', 'health/web/prod.json'),
      tests: textAt(folder, 'refs/slipway/evidence', 'tests/web.json'),
    },
  };
}

/** Puts it there. */
export function pushHostile({ folder }: StoryFolder, { commits, files }: HostilePush): void {
  for (const commit of commits) commitByHand(folder, commit);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}

/** Makes everything as it was. */
export function restore({ folder, refs }: StoryFolder, { files }: HostilePush): void {
  const wanted = new Set(refs.split('\n'));
  const there = git(folder, ['for-each-ref', '--format=%(refname)']).split('\n');
  const more = there.filter((ref) => ref !== '' && ![...wanted].some((line) => line.startsWith(`update ${ref} `)));
  git(folder, ['update-ref', '--stdin'], `${refs}${more.map((ref) => `delete ${ref}\n`).join('')}`);
  for (const file of Object.keys(files))
    rmSync(join(folder, file.split('/')[0] ?? ''), { recursive: true, force: true });
  if (Object.keys(files).some((file) => file.startsWith('catalog/')))
    git(folder, ['checkout', '--quiet', 'main', '--', 'catalog']);
}

const json = (value: unknown): string => JSON.stringify(value);
const main = 'refs/heads/main';
type Pushed = Pick<HostilePush, 'commits' | 'files'>;
type Position = (text: string, damage: Damage, story: StoryFolder) => Pushed;

const onMain = (files: Readonly<Record<string, Committed | undefined>>): Pushed => ({
  commits: [{ ref: main, files }],
  files: {},
});
const onRef = (ref: string, files: Readonly<Record<string, Committed | undefined>>): Pushed => ({
  commits: [{ ref, files, parents: [] }],
  files: {},
});

/** In a commit of a message, what a person could write there. */
const messageWith = (text: string): string =>
  `${text}\n\n${text}\n\nRequested-By: ${text}\nApproved-By: ${text}\nChange-Ticket: ${text}\nRun-Id: ${text}\nCo-authored-by: ${text} <${text}>\n`;
const asAddress = (text: string): string => text.replaceAll(/[<>\n\0]/g, '_');
/** What Git takes for a part of the name of a ref: git-check-ref-format(1). */
const asRefPart = (text: string): string =>
  // oxlint-disable-next-line no-control-regex -- These are what Git refuses.
  asName(text).replaceAll(/[\u0000-\u0020\u007f~^:?*[\\@{]|\.\.|^\.|^-|\.$|\.lock$/g, '_') || '_';
const release = 'release: { version: v1.2.0 }\n';

const inRepository: readonly Position[] = [
  (text) => ({
    commits: [{ ref: main, files: { 'catalog/services/web/dev.yaml': release }, message: messageWith(text) }],
    files: {},
  }),
  (text) => ({
    commits: [{ ref: main, files: { 'catalog/services/web/dev.yaml': release }, author: asAddress(text) }],
    files: {},
  }),
  (text) => onMain({ 'catalog/people.yaml': text }),
  (text) =>
    onMain({
      'catalog/people.yaml': `people: { ${json(text)}: { emails: [${json(text)}], keys: [${json(text)}], teams: [${json(text)}] } }\n`,
    }),
  (text) =>
    onMain({
      'catalog/people.yaml': `${gatedCatalog['people.yaml'] ?? ''}  ${json(text)}: { emails: [a@example.com], keys: ["${sshPublicLine(keys.stranger.publicKey)} ${asAddress(text).replaceAll('"', "'").replaceAll('\\', '/')}"] }\n`,
    }),
  (text) =>
    onMain({
      'catalog/platform.yaml': `${gatedCatalog['platform.yaml'] ?? ''}  ${json(text)}: { keys: [${json(text)}], of: [${json(text)}] }\n`,
    }),
  (text) =>
    onMain({
      'catalog/services/web/prod.yaml': `${overlayYaml}hold: { reason: ${json(text)}, by: ${json(text)}, since: "2026-11-25T08:00:00Z" }\n`,
    }),
  (text) =>
    onMain({
      'catalog/environments/prod.yaml': `${gatedCatalog['environments/prod.yaml'] ?? ''}hold: { reason: ${json(text)}, by: ${json(text)}, until: ${json(text)} }\n`,
    }),
  (text) =>
    onMain({
      'catalog/environments/dev.yaml': `${gatedCatalog['environments/dev.yaml'] ?? ''}gates: { ticket: { prefix: ${json(text)}, url: ${json(text)} }, approvals: [{ count: 1, teams: [${json(text)}] }], after: [${json(text)}] }\n`,
    }),
  (text) =>
    onMain({ 'catalog/services/web/service.yaml': `${serviceYaml}description: ${json(text)}\n${json(text)}: 1\n` }),
  (text) =>
    onMain({
      'catalog/services/web/dev.yaml': `release: { version: ${json(text)}, source: { commit: ${json(text)} } }\n`,
    }),
  (text) => onMain({ 'catalog/services/web/dev.yaml': text }),
  (text) => onMain({ [`catalog/services/${asName(text)}/service.yaml`]: serviceYaml }),
  (text) => onMain({ [`catalog/services/web/${asName(text)}.yaml`]: overlayYaml }),
  (text) => onMain({ [`services/web/${asName(text)}`]: text }),
  (text) => onMain({ [`services/${asName(text)}`]: { link: text.replaceAll('\0', '') || '_' } }),
  (text) => onMain({ [`changes/2026/11/${asName(text)}.json`]: text, 'catalog/services/web/dev.yaml': release }),
  (_, damage, { texts }) =>
    onMain({ 'changes/2026/11/run.json': damaged(texts.record, damage), 'catalog/services/web/dev.yaml': release }),
  (text, damage, { texts }) => onMain({ [`changes/2026/11/${asName(text)}.json`]: damaged(texts.record, damage) }),
  (text) => onRef(`${proposals}${asRefPart(text)}`, { 'request.json': text }),
  (text, _, { texts }) =>
    onRef(`${proposals}${asRefPart(text)}`, { 'request.json': texts.request, [`answers/${asName(text)}`]: text }),
  (_, damage, { texts }) =>
    onRef(`${proposals}run`, {
      'request.json': damaged(texts.request.replace('"runId\\":\\"waits', '"runId\\":\\"run'), damage),
    }),
  (text, damage, { texts }) =>
    onRef(`${proposals}run`, {
      'request.json': texts.request.replace('"runId\\":\\"waits', '"runId\\":\\"run'),
      'answers/0001.json': damaged(texts.answer, damage),
      'answers/0002.json': text,
    }),
  (_, damage, { texts }) =>
    onRef(`${proposals}run`, {
      'request.json': { link: damaged(texts.request, damage).replaceAll('\0', '').slice(0, 100) || '_' },
    }),
  (_, damage, { texts }) =>
    onRef('refs/slipway/evidence', {
      'health/web/prod.json': damaged(texts.health, damage),
      'tests/web.json': damaged(texts.tests, damage),
    }),
  (text) =>
    onRef('refs/slipway/evidence', {
      [`health/${asName(text)}/prod.json`]: text,
      [`health/web/${asName(text)}`]: text,
      [`tests/${asName(text)}`]: text,
    }),
  (text) => onRef('refs/slipway/evidence', { health: text, tests: { link: asName(text) } }),
  (text) => ({ commits: [], files: { 'catalog/people.yaml': text } }),
  (text) => ({
    commits: [],
    files: { 'catalog/platform.yaml': `${gatedCatalog['platform.yaml'] ?? ''}${json(text)}: { a: b }\n` },
  }),
];

const looking: readonly (readonly string[])[] = [
  ['status'],
  ['history', 'web'],
  ['history', 'web', 'prod'],
  ['why', 'web', 'prod'],
  ['proposals'],
  ['audit'],
  ['gate', 'main~1..main'],
  ['gate', '--bare', '.git', 'main~2..main'],
  ['tick'],
  ['bump', 'web', '--version', 'v1.3.0', '--run-id', 'mine'],
  ['promote', 'web', '--to', 'prod', '--dry-run'],
  ['rollback', 'web', 'prod', '--dry-run'],
  ['approve', 'run', '--key', 'key'],
  ['reject', 'waits', '--key', 'key'],
  ['evidence', 'web', '--version', 'v1.1.0', '--name', 'a', '--passed', '--key', 'key'],
  ['withdraw', 'run'],
];
const reviews = (review: unknown): string => json({ reviews: [review] });
const asArguments: readonly ((text: string) => readonly string[])[] = [
  (text) => ['status', text],
  (text) => ['history', text],
  (text) => ['history', 'web', text],
  (text) => ['why', 'web', text],
  (text) => ['why', text, 'prod'],
  (text) => ['proposals', text],
  (text) => ['approve', text],
  (text) => ['approve', 'waits', '--of', text, '--key', 'key'],
  (text) => ['approve', 'waits', '--comment', text, '--key', 'key'],
  (text) => ['reject', 'waits', '--comment', text, '--key', 'key'],
  (text) => ['withdraw', text],
  (text) => ['audit', text],
  (text) => ['audit', `${text}..main`],
  (text) => ['gate', `main..${text}`],
  (text) => ['gate', text, '--bare', '.git'],
  (text) => ['gate', 'main..main', '--bare', text],
  (text) => ['gate', 'main..main', '--reviews', text],
  (text) => ['status', '--remote', text],
  (text) => ['status', '--key', text],
  (text) => ['bump', text, '--version', 'v1'],
  (text) => ['bump', 'web', '--version', text],
  (text) => ['bump', 'web', '--version', 'v1.3.0', '--run-id', text],
  (text) => ['bump', 'web', '--version', 'v1.3.0', '--reason', text, '--ticket', text, '--hotfix', text],
  (text) => ['bump', 'web', '--version', 'v1.3.0', '--env', text],
  (text) => ['bump', 'web', '--version', 'v1.3.0', '--digest', text],
  (text) => ['create', text, '--team', 'web-team'],
  (text) => ['create', 'new', '--team', text, '--description', text],
  (text) => ['create', 'new', '--team', 'web-team', '--port', text],
  (text) => ['create', 'new', '--team', 'web-team', '--egress', text],
  (text) => ['promote', 'web', '--to', text],
  (text) => ['rollback', 'web', text],
  (text) => ['scale', 'web', 'dev', '--replicas', text],
  (text) => ['hold', 'web', 'dev', '--reason', text, '--dry-run'],
  (text) => ['resume', 'web', text],
  (text) => ['retire', text],
  (text) => ['set', 'web', 'dev', text],
  (text) => ['set', 'web', 'dev', `env.A=${text}`, '--dry-run'],
  (text) => ['set', 'web', 'dev', `${text}=1`, '--dry-run'],
  (text) => ['evidence', text, '--version', text, '--name', text, '--passed', '--key', 'key'],
  (text) => ['evidence', 'web', '--version', 'v1', '--name', 'a', '--link', text, '--passed', '--key', 'key'],
  (text) => ['__complete', text],
];
const asFiles: readonly ((text: string) => Pick<HostilePush, 'files' | 'words'>)[] = [
  (text) => ({ files: { key: text }, words: ['approve', 'waits', '--key', 'key'] }),
  (text) => ({
    files: { key: `-----BEGIN OPENSSH PRIVATE KEY-----\n${text}\n-----END OPENSSH PRIVATE KEY-----\n` },
    words: ['approve', 'waits', '--key', 'key'],
  }),
  (text) => ({ files: { 'reviews.json': text }, words: ['gate', 'main~1..main', '--reviews', 'reviews.json'] }),
  (text) => ({
    files: { 'reviews.json': reviews({ by: text, teams: [text], answer: text, commit: text, at: text, [text]: 1 }) },
    words: ['gate', 'main~1..main', '--reviews', 'reviews.json'],
  }),
  (text) => ({
    files: {
      'reviews.json': reviews({ by: text, teams: [text], answer: 'approve', commit: 'a'.repeat(40), at: clock.now }),
    },
    words: ['gate', 'main~1..main', '--reviews', 'reviews.json'],
  }),
];

const damage: fc.Arbitrary<Damage> = fc.record({
  leaf: fc.nat(),
  inStatement: fc.boolean(),
  value: fc.oneof(
    { weight: 3, arbitrary: hostileText },
    {
      weight: 2,
      arbitrary: fc.constantFrom<unknown>(
        null,
        -1,
        1e308,
        true,
        [],
        {},
        '',
        '0000',
        'x'.repeat(5000),
        '2026-02-30T00:00:00Z',
        '+275760-09-13T00:00:00Z',
      ),
    },
    { weight: 1, arbitrary: fc.constantFrom(3_000, 60_000).map((depth) => ({ depth })) },
  ),
  isKey: fc.boolean(),
});

/** What somebody can put into a repository, and any command that looks at it, with a hostile text in one position. */
export function hostilePush(story: StoryFolder): fc.Arbitrary<HostilePush> {
  return fc
    .tuple(
      fc.oneof(
        {
          weight: 3,
          arbitrary: fc
            .tuple(fc.constantFrom(...inRepository), fc.constantFrom(...looking))
            .map(([position, words]) => ({ position, words })),
        },
        { weight: 1, arbitrary: fc.constantFrom(...asArguments).map((words) => ({ words })) },
        { weight: 1, arbitrary: fc.constantFrom(...asFiles).map((files) => ({ files })) },
      ),
      hostileText,
      damage,
      fc.boolean(),
    )
    .map(([kind, text, harm, isJson]) => {
      const more = isJson ? ['--json'] : [];
      if ('files' in kind) {
        const { files, words } = kind.files(text);
        return { commits: [], files, words: [...words, ...more] };
      }
      if (!('position' in kind)) {
        const typed = kind.words(text).map((word) => word.replaceAll('\0', ''));
        return { commits: [], files: {}, words: [...typed, ...(typed[0] === '__complete' ? [] : more)] };
      }
      return { ...kind.position(text, harm, story), words: [...kind.words, ...more] };
    });
}
