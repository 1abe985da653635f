import type { Call } from './run-with-faults';

/** What each kind of call may meet, as errno(3) calls it. */
const codes: Readonly<Record<Call['kind'], readonly string[]>> = {
  looking: ['EACCES', 'EMFILE', 'ELOOP', 'ENAMETOOLONG', 'EISDIR', 'ENOTDIR', 'EIO'],
  changing: ['ENOSPC', 'EROFS', 'EACCES', 'ENAMETOOLONG', 'ENOTDIR', 'EISDIR', 'EDQUOT', 'EMFILE'],
  starting: ['EMFILE', 'EAGAIN', 'EACCES'],
};

/** What a call meets: one code after the other, so that each is met somewhere; `FAULT_CODES=all` for every one of them. */
export function codesOf({ kind }: Call, index: number): readonly string[] {
  const all = codes[kind];
  return process.env['FAULT_CODES'] === 'all' ? all : [all[index % all.length] ?? 'EACCES'];
}
