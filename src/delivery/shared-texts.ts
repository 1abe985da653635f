import type { CommitReader } from '../gitops/commit-reader';
import { isAboveTree } from '../model/tree-place';

/** Contents of files in the tree that others edit, too; empty for one that is not there. @param root of the tree, in the repository @param paths from there */
export async function readShared(
  writer: CommitReader,
  root: string,
  paths: readonly string[],
  idOf: (path: string) => string | undefined,
): Promise<ReadonlyMap<string, Buffer>> {
  const ids = new Map(paths.map((path) => [path, idOf(joined(root, path))]));
  const contents = await writer.contents([...ids.values()].filter((id) => id !== undefined));
  return new Map(paths.map((path) => [path, contents.get(ids.get(path) ?? '') ?? Buffer.alloc(0)]));
}

/** A path below a folder of a repository; `../` leads to the root. @param folder empty for the root */
export function joined(folder: string, file: string): string {
  if (isAboveTree(file)) return joined(folder.slice(0, Math.max(folder.lastIndexOf('/'), 0)), file.slice('../'.length));
  return folder === '' ? file : `${folder}/${file}`;
}
