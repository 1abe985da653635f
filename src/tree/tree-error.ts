/** The tree on disk cannot be read or written as asked, said so that a person can clear the way and run again. */
export class TreeError extends Error {
  override readonly name = 'TreeError';
}

/**
 * Turns a failed call of the file system into a sentence with the path; anything else is a bug and is returned as it is.
 * `what` names the attempt and its path: `cannot write "services/web/overlays/dev/service.yaml"`.
 */
export function asTreeError(error: unknown, what: string): unknown {
  const code = errorCode(error);
  if (code === undefined) return error;
  return new TreeError(`${what}: ${reasonOf(code, error)} (${code})`, { cause: error });
}

/** Does a step; what the file system refuses becomes the error of {@link asTreeError}. */
export function attempt<Result>(what: string, step: () => Result): Result {
  try {
    return step();
  } catch (error) {
    throw asTreeError(error, what);
  }
}

/** The code of a failed system call, such as `ENOENT`; `undefined` for every other error. */
export function errorCode(error: unknown): string | undefined {
  // Not instanceof Error: errors of node:fs are of another realm than ours in a vm context, which jest is.
  if (typeof error !== 'object' || error === null || !('code' in error) || !('syscall' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

function reasonOf(code: string, error: unknown): string {
  const syscall = typeof error === 'object' && error !== null && 'syscall' in error ? String(error.syscall) : '';
  // What is there is asked before a folder is made in it.
  if (code === 'ENOENT' && syscall.startsWith('mkd')) return 'no folder can be made there; choose another place';
  if (code === 'ENOENT' && syscall.startsWith('spawn'))
    return 'there is no such program on the PATH; install it and run again';
  return REASON_BY_CODE.get(code) ?? 'the file system refused it';
}

/** errno(3), with what to do. */
const REASON_BY_CODE: ReadonlyMap<string, string> = new Map([
  ['ENOSPC', 'the disk is full; free space and run again'],
  ['EDQUOT', 'the disk quota is used up; free space and run again'],
  ['EROFS', 'the file system is read-only; mount it writable and run again'],
  ['EACCES', 'permission denied; give this user the right to it and to its folder, and run again'],
  ['EPERM', 'not permitted; give this user the right to it and to its folder, and run again'],
  ['EISDIR', 'a folder stands where a file should be; move it away and run again'],
  ['ENOTDIR', 'a file stands where a folder should be; move it away and run again'],
  ['ENAMETOOLONG', 'the name is longer than the file system allows; choose a shorter one'],
  ['EXDEV', 'it is on another file system than .slipway; files cannot be moved there in one step'],
  ['EMFILE', 'too many files are open; raise the limit (ulimit -n) and run again'],
  ['ENFILE', 'too many files are open on this machine; close programs and run again'],
  ['EIO', 'the disk fails; look at it, and run again'],
  ['ELOOP', 'links lead in a circle; remove one of them and run again'],
  ['ENOMEM', 'there is no memory left; free some and run again'],
  ['EAGAIN', 'the machine has no room for another process; close some and run again'],
  ['EEXIST', 'something else has this name; move it away and run again'],
  ['ENOENT', 'there is no such file or folder; name one that is there, or run again if it was removed meanwhile'],
]);
