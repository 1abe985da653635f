import { commitByHand, filesOf } from './a-hand-commit';
import { git } from './a-repository';

type Files = Record<string, string | undefined>;

/** What was done to a commit, and where the commits after it find it. */
interface Tampering {
  /** Changes files of the commit; undefined when it has nothing to do this to. */
  readonly files?: (files: Files, others: readonly Files[]) => Files | undefined;
  /** When it says that it was made. */
  readonly at?: string;
  /** A commit more, before it. */
  readonly before?: (files: Files, others: readonly Files[]) => Files | undefined;
  readonly isLeftOut?: true;
}

interface RecordText {
  digest: string;
  request: { statement: string; signature?: string };
  approvals: { statement: string; signature?: string }[];
}

const recordIn = (files: Files): string | undefined => Object.keys(files).find((path) => path.startsWith('changes/'));
const pathIn = (files: Files, start: string): string | undefined =>
  Object.keys(files).find((path) => path.startsWith(start) && files[path] !== undefined);

function inRecord(change: (predicate: RecordText) => boolean): NonNullable<Tampering['files']> {
  return (files) => {
    const path = recordIn(files);
    const record = JSON.parse(files[path ?? ''] ?? 'null');
    if (path === undefined || record === null || !change(record.predicate)) return undefined;
    return { ...files, [path]: `${JSON.stringify(record, null, 2)}\n` };
  };
}

function more(start: string, text: string): NonNullable<Tampering['files']> {
  return (files) => {
    const path = pathIn(files, start);
    return path === undefined ? undefined : { ...files, [path]: `${files[path]}${text}` };
  };
}

function without<Value>(files: Readonly<Record<string, Value>>, path: string): Record<string, Value> {
  return Object.fromEntries(Object.entries(files).filter(([name]) => name !== path));
}

/** Each is what somebody does who can push. */
export const tamperings: Readonly<Record<string, Tampering>> = {
  'a byte of the catalog': { files: more('catalog/', '# a word\n') },
  'a byte of what is rendered': { files: more('services/', '# a word\n') },
  'the digest in a record': {
    files: inRecord((predicate) => (predicate.digest = `sha256:${'0'.repeat(64)}`) !== ''),
  },
  'the request in a record': {
    files: inRecord(({ request }) => {
      request.statement = request.statement.replace('"runTests":false', '"runTests":true');
      return true;
    }),
  },
  'the signature of a request': {
    files: inRecord(({ request }) => {
      delete request.signature;
      return true;
    }),
  },
  'approvals taken away': {
    files: inRecord((predicate) => predicate.approvals.splice(1).length > 0),
  },
  'one approval twice': {
    files: inRecord(({ approvals }) => {
      const [first] = approvals;
      if (first === undefined) return false;
      approvals.fill(first);
      return true;
    }),
  },
  'an approval in the name of somebody else': {
    files: inRecord(({ approvals: [first, second] }) => {
      if (first === undefined || second?.signature === undefined) return false;
      first.signature = second.signature;
      return true;
    }),
  },
  'a record under another name': {
    files: (files) => {
      const path = recordIn(files);
      return path === undefined ? undefined : { ...without(files, path), 'changes/2026/11/other.json': files[path] };
    },
  },
  'the record of another change': {
    files: (files, others) => {
      const [path, other] = [recordIn(files), others.find((one) => recordIn(one) !== recordIn(files))];
      const from = other === undefined ? undefined : recordIn(other);
      if (path === undefined || other === undefined || from === undefined) return undefined;
      return { ...files, [path]: other[from] };
    },
  },
  'a commit without its record': {
    files: (files) => {
      const path = recordIn(files);
      return path === undefined ? undefined : without(files, path);
    },
  },
  'a record that was taken away': {
    before: (_, others) => {
      const path = others.map(recordIn).find((one) => one !== undefined);
      return path === undefined ? undefined : { [path]: undefined };
    },
  },
  'a record that was written again': {
    before: (_, others) => {
      const other = others.find((one) => recordIn(one) !== undefined);
      const path = other === undefined ? undefined : recordIn(other);
      return path === undefined ? undefined : { [path]: '{}\n' };
    },
  },
  'a commit that comes before its parent': { at: '2026-11-20T10:00:00Z' },
  'a commit of days to come': { at: '2027-11-20T10:00:00Z' },
  'a commit left out': { isLeftOut: true },
};

/** A history that somebody has written again, and the number of the first commit that has to be found. */
export interface TamperedHistory {
  readonly head: string;
  readonly found: number;
}

/**
 * Writes a history again from one commit on, with something done to it.
 *
 * @param at number of the commit, above 0
 * @returns undefined where this cannot be done
 */
export function tamperedHistory(
  remote: string,
  commits: readonly string[],
  at: number,
  { files: change, at: time, before, isLeftOut }: Tampering,
): TamperedHistory | undefined {
  const all = commits.slice(1).map((commit) => ({ ...filesOf(remote, commit) }));
  const earlier = all.slice(0, at - 1);
  const own = all[at - 1];
  if (own === undefined) return undefined;
  let parent = commits[at - 1] ?? '';
  const add = (files: Files, when: string, message: string): void => {
    parent = commitByHand(remote, { files, parents: [parent], at: when, message });
  };
  const more = before?.(own, earlier);
  const files = change === undefined ? own : change(own, all);
  if (files === undefined || (before !== undefined && more === undefined)) return undefined;
  if (isLeftOut && at === commits.length - 1) return undefined;
  if (more !== undefined) add(more, '2026-11-25T10:00:00Z', 'one more\n');
  if (!isLeftOut) add(files, time ?? '2026-11-25T10:00:00Z', messageOf(remote, commits[at]));
  for (let next = at + 1; next < commits.length; next++)
    add(filesOf(remote, commits[next] ?? ''), '2026-11-25T10:00:00Z', messageOf(remote, commits[next]));
  return { head: parent, found: at };
}

function messageOf(remote: string, commit = ''): string {
  return git(remote, ['log', '-1', '--format=%B', commit]);
}
