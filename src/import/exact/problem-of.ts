import type { UnreadableManifest } from '../../manifests/manifest';
import type { Problem } from '../../model/problem';

/** What cannot be read, as a problem of the input. */
export function problemOf({ file, line, column, message, hint }: UnreadableManifest): Problem {
  return { file, line, column, path: [], message, ...(hint === undefined ? {} : { hint }) };
}
