import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { git } from '../helpers/a-repository';
import { aKey } from '../helpers/a-key';
import { aRemote } from '../helpers/a-remote';
import { letThemWrite } from '../helpers/concurrent-writers';
import { cutPushes } from '../helpers/cut-pushes';
import { howMany } from '../helpers/how-many';
import { killWriters } from '../helpers/kill-writers';
import { temporaryFolder } from '../helpers/temporary-folder';
import { mergesOf, runIdsOf } from '../helpers/writer-processes';

jest.setTimeout(3 * 3_600_000);

/** Fewer of them: `CHANGES=20 CUTS=50 KILLS=50 npm run test:long -- writers`. */
const [changes, cuttings, kills] = [howMany('CHANGES', 200), howMany('CUTS', 500), howMany('KILLS', 500)];

/** Files of 1,000 services in 3 environments. */
function aLargeTree(): Readonly<Record<string, string>> {
  const paths = Array.from({ length: 27_000 }, (_, index) => {
    const [service, environment] = [index % 1000, Math.floor(index / 1000) % 3];
    return `services/service-${service}/overlays/env-${environment}/file-${Math.floor(index / 3000)}.yaml`;
  });
  return Object.fromEntries(paths.map((path) => [path, `name: ${path}\n`]));
}

test('8 processes make 200 signed changes each in 27,000 files, while somebody commits by hand', async () => {
  const remote = aRemote(aLargeTree());
  const key = aKey();

  const byHand = await letThemWrite({ remote, processes: 8, changes, batch: 10, key: key.text });

  const wanted = Array.from({ length: 8 }, (_, name) =>
    Array.from({ length: changes }, (_unused, one) => `p${name}-${one}`),
  );
  const found = runIdsOf(remote);
  expect([...found].sort()).toEqual(wanted.flat().sort());
  for (const [name, ids] of wanted.entries()) expect(found.filter((id) => id.startsWith(`p${name}-`))).toEqual(ids);
  const subjects = git(remote, ['log', '--format=%s', 'main']).split('\n');
  expect(byHand.filter((subject) => !subjects.includes(subject))).toEqual([]);
  expect(subjects).toHaveLength(8 * changes + byHand.length + 2);
  expect(mergesOf(remote)).toBe('');
  expect(git(remote, ['fsck', '--strict', '--no-dangling'])).toBe('');
  expect(git(remote, ['ls-tree', '-r', '--name-only', 'main', 'services']).split('\n')).toHaveLength(27_000 + 8 + 1);
  expect(badSignatures(remote, key.publicLine)).toEqual([]);
});

test('500 pushes that are cut at any byte are done once, and said to be done', async () => {
  const remote = aRemote();

  const { outcomes, done, cuts } = await cutPushes(remote, cuttings);

  expect(outcomes).toEqual({ done: cuttings + 1 });
  expect(cuts).toBeGreaterThan(cuttings / 2);
  expect(git(remote, ['log', '--reverse', '--format=%H', 'main']).trim().split('\n').slice(1)).toEqual(done);
  expect(git(remote, ['fsck', '--strict', '--no-dangling'])).toBe('');
});

test('500 kills at any moment lose nothing, double nothing and leave nothing', async () => {
  const remote = aRemote();

  const { histogram, wanted, leftOvers } = await killWriters(remote, kills);

  process.stdout.write(`kills by phase: ${JSON.stringify(histogram)}\n`);
  expect(runIdsOf(remote)).toEqual(wanted);
  expect(mergesOf(remote)).toBe('');
  expect(leftOvers).toEqual([]);
  for (const phase of ['open', 'fetch', 'commit', 'push']) expect(histogram[phase]).toBeGreaterThan(kills / 25);
  expect(git(remote, ['fsck', '--strict', '--no-dangling'])).toBe('');
});

/** Commits of Slipway that Git does not find signed by the key. */
function badSignatures(remote: string, publicLine: string): readonly string[] {
  const allowed = join(temporaryFolder(), 'allowed');
  writeFileSync(allowed, `slipway@example.com ${publicLine}\n`);
  const words = [
    '-c',
    `gpg.ssh.allowedSignersFile=${allowed}`,
    'log',
    '--format=%G? %H',
    '--committer=slipway@',
    'main',
  ];
  const lines = execFileSync('git', words, { cwd: remote, encoding: 'utf8' }).trim().split('\n');
  expect(lines).toHaveLength(8 * changes);
  return lines.filter((line) => !line.startsWith('G '));
}
