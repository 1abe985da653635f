const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  ELOOP: 'its links go round in a circle',
  ENAMETOOLONG: 'its name is too long',
  ENOENT: 'it is not there any more',
  EISDIR: 'it is a folder',
  ENOTDIR: 'it is no folder',
  EMFILE: 'too many files are open',
  EIO: 'the disk cannot be read',
};

/** Why the file system did not give what was asked, in words and without the path, which is said beside them. */
export function whyUnread(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'no reason';
  return reasons[code] ?? `the system says ${code}`;
}
