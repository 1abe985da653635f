import { relative } from 'node:path';

import type { Context } from './context';

/** A path as a person in the working directory would type it. */
export function shownPath(path: string, { workingDirectory }: Pick<Context, 'workingDirectory'>): string {
  const fromHere = relative(workingDirectory, path);
  return fromHere.startsWith('..') ? path : fromHere || '.';
}
