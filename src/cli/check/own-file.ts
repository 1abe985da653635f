import { dirname } from 'node:path';

import { boundaryOf } from '../../manifests/boundary';
import { isFile } from '../../manifests/what-is-there';
import { InputError } from '../../model/problem';
import { readText } from '../../tree/named-calls';
import type { Context } from '../context';
import { shownPath } from '../shown-path';

/**
 * Refuses a file that a repository names, or has under a name that is looked for, when it is a link out of the repository, a
 * device, or what Git keeps: a pull request may have made it, and what is wrong with a file is shown.
 *
 * @param folder of the repository, in any depth
 * @throws InputError
 */
export function refuseForeignFile(file: string, folder: string, context: Context): void {
  if (!isFile(file)) throw foreign(file, context);
  refuseForeignPlace(file, folder, context);
}

/**
 * Refuses a place outside of the repository, or in what Git keeps: who names it in a file does not decide what is written there.
 *
 * @param folder of the repository, in any depth
 * @throws InputError
 */
export function refuseForeignPlace(file: string, folder: string, context: Context): void {
  if (!boundaryOf(folder)(file)) throw foreign(file, context);
}

function foreign(file: string, context: Context): InputError {
  const message = 'it is no file of this repository';
  const hint = 'put the file itself there, and no link to another place';
  return new InputError([{ file: shownPath(file, context), path: [], message, hint }]);
}

/**
 * Text of a file that a repository has under a name that is looked for.
 *
 * @throws InputError when it leads elsewhere
 */
export function ownText(file: string, context: Context): string {
  refuseForeignFile(file, dirname(file), context);
  return readText(file);
}
