import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { git } from '../helpers/a-repository';
import { aDraft, aRemote, aWriter, headOf } from '../helpers/a-remote';
import { temporaryFolder } from '../helpers/temporary-folder';

/** What may happen to a clone, on a disk or by a person. */
const faults: readonly (readonly [string, (clone: string) => void])[] = [
  ['HEAD is gone', (clone) => rmSync(join(clone, 'HEAD'))],
  ['HEAD is empty', (clone) => writeFileSync(join(clone, 'HEAD'), '')],
  [
    'the configuration is nonsense',
    (clone) => writeFileSync(join(clone, 'config'), '[core\nrepositoryFormatVersion = 99'),
  ],
  ['packed refs are nonsense', (clone) => writeFileSync(join(clone, 'packed-refs'), 'nonsense\n')],
  ['a ref names nothing', (clone) => writeFileSync(join(clone, 'refs/slipway-seen'), `${'1'.repeat(40)}\n`)],
  ['a ref is empty', (clone) => writeFileSync(join(clone, 'refs/slipway-seen'), '')],
  ['there are no objects', (clone) => rmSync(join(clone, 'objects'), { recursive: true })],
  ['the pack is cut', cutPack],
  ['loose objects are empty', (clone) => changeObjects(clone, empty)],
  ['all objects are gone', (clone) => changeObjects(clone, rmSync)],
  [
    'it is a file',
    (clone) => {
      rmSync(clone, { recursive: true });
      writeFileSync(clone, 'x');
    },
  ],
];

describe.each(['between two processes', 'while a process has it'])(
  'a clone that is broken is made again: %s',
  (when) => {
    test.each(faults)('%s', async (_, damage) => {
      const remote = aRemote();
      const folder = temporaryFolder();
      const before = await aWriter(remote, { folder });
      const base = await before.fetch();
      const [head = ''] = await before.commit(base, [aDraft('x', '1')]);
      await before.push(base, head);

      if (when === 'between two processes') await before.close();
      damage(join(folder, 'clone.git'));
      const writer = when === 'between two processes' ? await aWriter(remote, { folder }) : before;
      const seen = await writer.fetch();
      const files = await writer.files(seen ?? '', '');
      const texts = await files.read(['x', 'a/one.txt']);
      const [next = ''] = await writer.commit(seen, [aDraft('y', '2')]);
      const outcome = await writer.push(seen, next);

      expect(seen).toBe(head);
      expect([...texts.values()].map(String)).toEqual(['1', 'one\n']);
      expect(outcome).toEqual({ kind: 'done' });
      expect(headOf(remote)).toBe(next);
      expect(git(remote, ['fsck', '--strict', '--no-dangling'])).toBe('');
    });
  },
);

test('what a crash left is swept when the clone is opened', async () => {
  const [remote, folder] = [aRemote(), temporaryFolder()];
  const before = await aWriter(remote, { folder });
  await before.fetch();
  await before.close();
  const clone = join(folder, 'clone.git');
  const leftOvers = [
    'refs/slipway-seen.lock',
    'packed-refs.lock',
    'config.lock',
    'HEAD.lock',
    'objects/pack/tmp_pack_abc',
    'objects/pack/tmp_idx_abc',
    'objects/00/tmp_obj_abc',
    'fast_import_crash_123',
    'gc.pid',
  ];
  for (const path of leftOvers) {
    mkdirSync(join(clone, path, '..'), { recursive: true });
    writeFileSync(join(clone, path), 'x');
    utimesSync(join(clone, path), 0, 0);
  }
  mkdirSync(join(clone, 'objects/incoming-abc/pack'), { recursive: true });

  const writer = await aWriter(remote, { folder });
  const base = await writer.fetch();
  const [head = ''] = await writer.commit(base, [aDraft('x', '1')]);

  expect(await writer.push(base, head)).toEqual({ kind: 'done' });
  expect([...leftOvers, 'objects/incoming-abc'].filter((path) => existsSync(join(clone, path)))).toEqual([]);
});

test('a lock of a process that was killed does not hold the folder', async () => {
  const [remote, folder] = [aRemote(), temporaryFolder()];
  const holder = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  writeFileSync(join(folder, 'lock'), `${holder.pid}\n`);

  await expect(aWriter(remote, { folder })).rejects.toThrow(`process ${holder.pid}`);
  holder.kill('SIGKILL');
  await once(holder, 'close');
  await expect(aWriter(remote, { folder }).then((writer) => writer.fetch())).resolves.toBe(headOf(remote));
});

test('a clone of another remote in the same folder does no harm', async () => {
  const [one, other, folder] = [aRemote(), aRemote({ other: 'x' }), temporaryFolder()];
  const before = await aWriter(one, { folder });
  await before.fetch();
  await before.close();

  const writer = await aWriter(other, { folder });

  expect(await writer.fetch()).toBe(headOf(other));
});

test('what was committed before the clone broke is not pushed by halves: it has to be committed again', async () => {
  const [remote, folder] = [aRemote(), temporaryFolder()];
  const writer = await aWriter(remote, { folder });
  const base = await writer.fetch();
  const [head = ''] = await writer.commit(base, [aDraft('x', '1')]);
  rmSync(join(folder, 'clone.git'), { recursive: true });

  await expect(writer.push(base, head)).rejects.toThrow('fetch, and commit again');
  const again = await writer.commit(base, [aDraft('x', '1')]);
  expect(again).toEqual([head]);
  expect(await writer.push(base, head)).toEqual({ kind: 'done' });
});

/** Puts all objects into one pack, and cuts it. */
function cutPack(clone: string): void {
  git(clone, ['repack', '-q', '-a', '-d']);
  const folder = join(clone, 'objects', 'pack');
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.pack'))) {
    rmSync(join(folder, name));
    writeFileSync(join(folder, name), 'PACK');
  }
}

/** Small packs are kept as loose objects. */
function changeObjects(clone: string, change: (file: string) => void): void {
  for (const folder of readdirSync(join(clone, 'objects')).filter((name) => /^[0-9a-f]{2}$/.test(name)))
    for (const name of readdirSync(join(clone, 'objects', folder))) change(join(clone, 'objects', folder, name));
}

function empty(file: string): void {
  rmSync(file);
  writeFileSync(file, '');
}
