import { lstatSync, realpathSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

import { refuseToOverwrite, type HandFile } from '../../delivery/plan-by-hand';
import { Refusal } from '../../model/refusal';
import { readBytes } from '../../tree/named-calls';
import { replaceFiles } from '../replace-files';

/**
 * Writes files into a work tree, each so that a crash leaves the old text or the new one. Nothing is written when a file there is
 * not as in the commit that is checked out, or when there is no room for all of them.
 *
 * @param root of the work tree
 * @throws Refusal
 */
export function writeByHand(root: string, files: readonly HandFile[]): void {
  for (const { path } of files) refuseOutside(root, path);
  refuseToOverwrite(files, (path) => contentAt(join(root, path)));
  replaceFiles(new Map(files.map(({ path, content }) => [join(root, path), content])));
}

/** A link may lead anywhere: what is not a file of the work tree is not written through. */
function refuseOutside(root: string, path: string): void {
  let folder = dirname(join(root, path));
  while (lstatSync(folder, { throwIfNoEntry: false }) === undefined) folder = dirname(folder);
  const below = relative(realpathSync(root), realpathSync(folder));
  const stat = lstatSync(join(root, path), { throwIfNoEntry: false });
  const isInside = below !== '..' && !below.startsWith(`..${sep}`);
  if (isInside && (stat === undefined || stat.isFile())) return;
  throw new Refusal(`"${path}" is a link, or no file: it is not written through`, 'answer');
}

function contentAt(file: string): Buffer | undefined {
  return lstatSync(file, { throwIfNoEntry: false }) === undefined ? undefined : readBytes(file);
}
