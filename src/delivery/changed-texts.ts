import type { CommitReader } from '../gitops/commit-reader';
import type { Catalog } from '../model/catalog';
import { renderedFolders } from '../model/tree-layout';
import type { JudgedEdit } from './judge-edit';

/** Rendered files that an edit changes, with those beside them: for who wants to see what becomes of objects. */
export interface ChangedTexts {
  /** The commit that the edit was judged on. */
  readonly on: string;
  /** The catalog with the edit. */
  readonly catalog: Catalog;
  /** Texts of changed files as they were, by path in the tree. A new file is not there. */
  readonly before: ReadonlyMap<string, string>;
  /** Texts of changed files as they would be. A file that goes is not there. */
  readonly now: ReadonlyMap<string, string>;
  /** All files of the folders that have changed files, as they would be. */
  readonly paths: () => Iterable<string>;
  readonly textOf: (path: string) => string | undefined;
}

/** Reads the texts that an edit changes. @param reader the repository that the edit was judged in */
export async function changedTexts(
  { before, after, rendered }: JudgedEdit,
  reader: CommitReader,
): Promise<ChangedTexts> {
  const changed = rendered.filter(({ path }) => renderedFolders.some((folder) => path.startsWith(`${folder}/`)));
  const now = new Map(
    changed.flatMap(({ path, content }) => (content === undefined ? [] : [[path, content] as const])),
  );
  const idsBefore = new Map(
    changed.flatMap(({ path }) => {
      const id = before.idOf(path);
      return id === undefined ? [] : [[path, id] as const];
    }),
  );
  const idsBeside = after.idsIn(new Set(changed.map(({ path }) => folderOf(path))));
  for (const path of now.keys()) idsBeside.delete(path);
  const contents = await reader.contents([...idsBefore.values(), ...idsBeside.values()]);
  const textsOf = (ids: ReadonlyMap<string, string>): readonly (readonly [string, string])[] =>
    [...ids].map(([path, id]) => [path, contents.get(id)?.toString('utf8') ?? ''] as const);
  const all = new Map([...textsOf(idsBeside), ...now]);
  return {
    on: before.commit,
    catalog: after.loaded.catalog,
    before: new Map(textsOf(idsBefore)),
    now,
    paths: () => all.keys(),
    textOf: (path) => all.get(path),
  };
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}
