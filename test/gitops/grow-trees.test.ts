import * as fc from 'fast-check';

import type { CommitDraft, DraftFile } from '../../src/gitops/commit-draft';
import { Refusal } from '../../src/model/refusal';
import { aBareRepository, commitFiles, git } from '../helpers/a-repository';
import { aDraft, aRemote, aWriter } from '../helpers/a-remote';

/** `a/` stands behind `a-b` and `a.b`, and before `a0`; and names are in the order of their bytes, not of their characters. */
const names = ['a', 'a-b', 'a.b', 'a0', 'b', 'ünï', '\u{ff5e}', '\u{1f600}'];
const path = fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
const edits = fc.array(
  fc.array(fc.record({ path, content: fc.option(fc.string({ maxLength: 3 }), { nil: undefined }) }), { maxLength: 6 }),
  { minLength: 1, maxLength: 5 },
);

/** What an edit makes of files: one of them cannot lie below another. */
function draftOf(files: Map<string, string>, wanted: readonly DraftFile[]): CommitDraft {
  const changed = new Map<string, string | undefined>();
  for (const { path: file, content } of wanted) {
    for (const other of files.keys()) {
      const isInTheWay = other.startsWith(`${file}/`) || file.startsWith(`${other}/`);
      if (content === undefined || !isInTheWay) continue;
      files.delete(other);
      changed.set(other, undefined);
    }
    changed.set(file, content);
    if (content === undefined) files.delete(file);
    else files.set(file, content);
  }
  return { ...aDraft('x', ''), files: [...changed].map(([file, content]) => ({ path: file, content })) };
}

/** Git's name of a tree of these files, made by Git itself. */
function treeByGit(files: ReadonlyMap<string, string>, format: 'sha1' | 'sha256'): string {
  const repository = aBareRepository(format);
  commitFiles(repository, Object.fromEntries(files));
  return git(repository, ['rev-parse', 'main^{tree}']).trim();
}

test.each(['sha1', 'sha256'] as const)(
  'whatever drafts put and remove, the trees are those that Git makes of the files (%s)',
  async (format) => {
    const property = fc.asyncProperty(fc.array(edits, { minLength: 1, maxLength: 3 }), async (calls) => {
      const remote = aBareRepository(format);
      commitFiles(remote, { 'a/a/a': '1', 'a.b/b': '2', b: '3' });
      const writer = await aWriter(remote);
      const files = new Map([
        ['a/a/a', '1'],
        ['a.b/b', '2'],
        ['b', '3'],
      ]);
      const first = await writer.fetch();
      let base = first;
      for (const call of calls) {
        const wanted: ReadonlyMap<string, string>[] = [];
        const drafts = call.map((edit) => {
          const draft = draftOf(files, edit);
          wanted.push(new Map(files));
          return draft;
        });
        const ids = await writer.commit(base, drafts);
        expect((await writer.push(base, ids.at(-1) ?? '')).kind).toBe('done');
        const trees = ids.map((id) => git(remote, ['rev-parse', `${id}^{tree}`]).trim());
        expect(trees).toEqual(wanted.map((each) => treeByGit(each, format)));
        base = ids.at(-1);
      }
      expect(git(remote, ['fsck', '--strict', '--no-dangling'])).toBe('');
      await writer.close();
    });
    await fc.assert(property, { numRuns: format === 'sha1' ? 15 : 3 });
  },
  120_000,
);

test('a folder of thousands of files is changed again and again, in one pack and across packs', async () => {
  const before = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`records/${index}.json`, `${index}`]));
  const remote = aRemote(before);
  const writer = await aWriter(remote);
  const files = new Map(Object.entries(before));
  let base = await writer.fetch();
  for (let call = 0; call < 3; call += 1) {
    const drafts = Array.from({ length: 40 }, (_, index) =>
      draftOf(files, [
        { path: `records/run-${call}-${index}.json`, content: `${call} ${index}` },
        { path: `records/${index * 7}.json`, content: `${call} ${index}` },
        { path: `records/${2999 - index - call * 40}.json`, content: undefined },
        { path: `more/${index}/${call}`, content: 'more' },
      ]),
    );
    const ids = await writer.commit(base, drafts);
    await writer.push(base, ids.at(-1) ?? '');
    base = ids.at(-1);
  }

  expect(git(remote, ['rev-parse', 'main^{tree}']).trim()).toBe(treeByGit(files, 'sha1'));
  expect(git(remote, ['fsck', '--strict', '--no-dangling'])).toBe('');
});

test('a change that is taken back by the next one stands on what was there', async () => {
  const remote = aRemote({
    'a/one': '1',
    ...Object.fromEntries(names.map((name) => [`long/${name}${'x'.repeat(60)}`, '1'])),
  });
  const writer = await aWriter(remote);
  const base = await writer.fetch();
  const put = (content: string): CommitDraft => aDraft(`long/a${'x'.repeat(60)}`, content);

  const ids = await writer.commit(base, [put('2'), put('1'), put('2'), put('1')]);

  const treeOf = (commit = ''): string => git(remote, ['rev-parse', `${commit}^{tree}`]).trim();
  expect(await writer.push(base, ids.at(-1) ?? '')).toEqual({ kind: 'done' });
  expect(ids.map((id) => treeOf(id))).toEqual([treeOf(ids[0]), treeOf(base), treeOf(ids[0]), treeOf(base)]);
});

test('modes of what no draft is about stay: links, submodules and programs', async () => {
  const remote = aRemote();
  commitFiles(remote, {
    'a/link': { link: 'x' },
    'a/sub': { submodule: '1'.repeat(40) },
    'a/x': '1',
    link: { link: 'a' },
  });
  const writer = await aWriter(remote);
  const base = await writer.fetch();

  const [first = '', head = ''] = await writer.commit(base, [aDraft('a/x', '2'), aDraft('link/y', 'a folder now')]);
  await writer.push(base, head);

  const listOf = (commit: string): readonly string[] =>
    git(remote, ['ls-tree', '-r', commit])
      .trim()
      .split('\n')
      .map((line) => line.replace(/^(\d+) .*\t/, '$1 '));
  expect(listOf(first)).toEqual(['120000 a/link', '160000 a/sub', '100644 a/x', '120000 link']);
  expect(listOf(head)).toEqual(['120000 a/link', '160000 a/sub', '100644 a/x', '100644 link/y']);
});

test('a draft that has one path as a file and as a folder is refused', async () => {
  const writer = await aWriter(aRemote());
  const base = await writer.fetch();
  const files = [
    { path: 'new', content: '1' },
    { path: 'new/below', content: '2' },
  ];

  await expect(writer.commit(base, [{ ...aDraft('x', ''), files }])).rejects.toThrow(
    new Refusal('a commit cannot hold "new" as a file and as a folder', 'usage'),
  );
});
