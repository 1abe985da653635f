import { lstatSync, readlinkSync, realpathSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

import { extensionFiles } from '../../extensions/own-files';
import type { GitWriter } from '../../gitops/git-writer';
import { keptByGit } from '../../gitops/work-tree';
import { refusedExtensions } from '../../model/extension-door';
import type { ExtensionDoor } from '../../model/extension-door';
import { blobId, type BlobHash } from '../../tree/blob-id';
import { readBytes } from '../../tree/named-calls';
import type { Context } from '../context';
import { extensionsBeside } from '../extensions-beside';

/** Where code lies that may be run. */
export interface TrustedCode {
  /** Folder that holds `platform.yaml`. */
  readonly catalog: string;
  /** Root of the work tree around it. */
  readonly root: string;
  /** Reads the branch that changes go to. */
  readonly writer: Pick<GitWriter, 'fetch' | 'hash' | 'idsAt'>;
}

/**
 * The extensions that a change is rendered with: those at hand, if every byte of their code is on the branch already, and of the
 * packages that a commit brings. That was reviewed, as all of the branch was; the code of a proposal is somebody's word, and nobody
 * has agreed to it yet. What is installed beside it, and Git does not keep, is of whoever runs this.
 *
 * @returns undefined when there are none
 */
export async function trustedExtensions(
  { catalog, root, writer }: TrustedCode,
  context: Pick<Context, 'packageRoot'>,
): Promise<ExtensionDoor | undefined> {
  const files = extensionFiles(catalog);
  if (files === undefined)
    return refusedExtensions('there is no code of it here', 'write slipway.extensions.js beside the catalog');
  const head = await writer.fetch();
  const realRoot = realpathSync(root);
  const beside = dirname(catalog);
  const pathOf = (file: string): string => relative(realRoot, file).split(sep).join('/');
  const named = files.codeFiles.map((file) => pathOf(join(realpathSync(beside), relative(beside, file))));
  // Behind a link lies other code of the branch, which nobody meant to be run here.
  const meant = files.codeFiles.map((file) => pathOf(realpathSync(file)));
  const own = [...new Set([...named, ...meant])];
  const paths = [...own, ...keptByGit(realRoot, packageFolders(own))];
  const ids = head === undefined ? [] : await writer.idsAt(head, paths);
  for (const [index, path] of paths.entries())
    if (ids[index] === undefined || ids[index] !== idOf(join(realRoot, path), writer.hash))
      return refusedExtensions(
        `"${paths[index]}" here is not what the branch has`,
        'pull the branch; to change the code, merge it by itself, and then what it renders',
      );
  return extensionsBeside(catalog, context, true);
}

/** Where Node looks for the packages of files, as far as a commit can have them. @param files from the root, with `/` */
function packageFolders(files: readonly string[]): readonly string[] {
  const folders = new Set<string>();
  for (const file of files)
    for (let folder = dirname(file); ; folder = dirname(folder)) {
      folders.add(folder === '.' ? 'node_modules' : `${folder}/node_modules`);
      if (folder === '.' || folder === '/') break;
    }
  return [...folders];
}

/** Git's name of what is on the disk; undefined for what can have none, such as a folder that stands for a submodule. */
function idOf(path: string, hash: BlobHash): string | undefined {
  const status = lstatSync(path, { throwIfNoEntry: false });
  if (status?.isSymbolicLink() === true) return blobId(readlinkSync(path, 'buffer'), hash);
  return status?.isFile() === true ? blobId(readBytes(path), hash) : undefined;
}
