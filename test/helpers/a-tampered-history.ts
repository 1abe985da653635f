import { commitByHand, filesOf } from './a-hand-commit';
import { git } from './a-repository';

type Files = Record<string, string | undefined>;

/** A number from 0 on, below another one. */
export type Chance = (below: number) => number;

/** What was done to a commit, and where the commits after it find it. */
interface Tampering {
  /** Changes files of the commit; undefined when it has nothing to do this to. */
  readonly files?: (files: Files, others: readonly Files[], chance: Chance) => Files | undefined;
  /** Changes what the message says; undefined when it says nothing to do this to. */
  readonly message?: (message: string, chance: Chance) => string | undefined;
  /** When it says that it was made. */
  readonly at?: string;
  /** A commit more, before it. */
  readonly before?: (files: Files, others: readonly Files[]) => Files | undefined;
  readonly isLeftOut?: true;
  /** The next one comes first. */
  readonly isSwapped?: true;
  /** What a fork has at this place follows. @param fork its commits, oldest first, from the first that is another one */
  readonly isSpliced?: true;
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
  'two commits in another order': { isSwapped: true },
  'what a fork has': { isSpliced: true },
  'a byte of any file': {
    files: (files, _, chance) => {
      const paths = Object.keys(files).filter((path) => !path.startsWith('changes/') && files[path] !== undefined);
      const path = paths[chance(paths.length)];
      return path === undefined ? undefined : { ...files, [path]: damaged(files[path] ?? '', chance) };
    },
  },
  'a byte of what a record proves by': {
    files: (files, _, chance) => {
      const path = recordIn(files);
      const text = files[path ?? ''];
      if (path === undefined || text === undefined) return undefined;
      const places = [...provingPlaces(text)];
      const [from = 0, to = 0] = places[chance(places.length)] ?? [];
      const at = from + chance(to - from);
      // A signature of base64 ends with bits that say nothing.
      return { ...files, [path]: `${text.slice(0, at)}${text[at] === '7' ? '8' : '7'}${text.slice(at + 1)}` };
    },
  },
  'how a record is written': {
    files: (files, _, chance) => {
      const path = recordIn(files);
      const text = files[path ?? ''];
      if (path === undefined || text === undefined) return undefined;
      const lines = text.split('\n');
      const at = 1 + chance(lines.length - 2);
      const ways = [
        [...lines.slice(0, at), '', ...lines.slice(at)],
        [...lines.slice(0, at), ` ${lines[at]}`, ...lines.slice(at + 1)],
        ['{ "_type": "another",', ...lines.slice(1)],
        [...lines, '{}'],
      ];
      return { ...files, [path]: (ways[chance(ways.length)] ?? lines).join('\n') };
    },
  },
  'who asked, as the message has it': {
    message: (message) => message.replace(/^Requested-By: .*$/m, 'Requested-By: sre-one (signed)'),
  },
  'who agreed, as the message has it': {
    message: (message) => message.replace(/^(Requested-By: .*)$/m, '$1\nApproved-By: somebody (signed)'),
  },
  'the ticket, as the message has it': {
    message: (message) => message.replace(/\n(Change-Ticket: .*\n)?$/, '\nChange-Ticket: CHG-666\n'),
  },
  'the name of the request, as the message has it': {
    message: (message) => message.replace(/^Run-Id: .*$/m, 'Run-Id: another'),
  },
};

/** Something is done to a text somewhere, and it is another one. */
function damaged(text: string, chance: Chance): string {
  const at = chance(text.length);
  const ways = [
    `${text.slice(0, at)}${text[at] === 'x' ? 'y' : 'x'}${text.slice(at + 1)}`,
    `${text.slice(0, at)}${text.slice(at + 1)}`,
    `${text.slice(0, at)}z${text.slice(at)}`,
    text.slice(0, at),
    `${text}${text.slice(at)}`,
    text.split('\n').toReversed().join('\n'),
  ];
  const made = ways[chance(ways.length)] ?? '';
  return made === text ? `${text}x` : made;
}

/** Where in a record stands what is proved again: names of files, digests, what was signed, and the beginnings of signatures. */
function* provingPlaces(record: string): Generator<readonly [from: number, to: number]> {
  const parts = /"(?:gitBlob|digest)": "((?:sha256:)?[0-9a-f]{40,})"|"statement": "((?:[^"\\]|\\.)*)"/g;
  for (const found of record.matchAll(parts)) {
    const [whole, name, statement] = found;
    const text = name ?? statement ?? '';
    const start = found.index + whole.length - 1 - text.length;
    // What follows a backslash is an escape.
    for (let at = 0; at < text.length; at += 1)
      if (/[0-9a-f]/.test(text[at] ?? '') && !/\\u?[0-9a-f]{0,3}$/.test(text.slice(0, at)))
        yield [start + at, start + at + 1];
  }
}

/** A history that somebody has written again, and the number of the first commit that has to be found. */
export interface TamperedHistory {
  readonly head: string;
  readonly found: number;
}

/** A history that somebody who can push may write again. */
export interface History {
  readonly remote: string;
  /** Oldest first; what was before any change is the first one. */
  readonly commits: readonly string[];
  /** Commits of a fork of it that were made as they should be, none of which can stand on another commit of the history. */
  readonly fork?: readonly string[];
}

/**
 * Writes a history again from one commit on, with something done to it.
 *
 * @param at number of the commit, above 0
 * @returns undefined where this cannot be done
 */
export function tamperedHistory(
  { remote, commits, fork = [] }: History,
  at: number,
  { files: change, message: say, at: time, before, isLeftOut, isSwapped, isSpliced }: Tampering,
  chance: Chance = () => 0,
): TamperedHistory | undefined {
  if (isSwapped && at === commits.length - 1) return undefined;
  if (isSpliced) return spliced(remote, commits, at, fork[chance(fork.length)]);
  if (isSwapped) return written(remote, commits.with(at, commits[at + 1] ?? '').with(at + 1, commits[at] ?? ''), at);
  const all = commits.slice(1).map((commit) => ({ ...filesOf(remote, commit) }));
  const earlier = all.slice(0, at - 1);
  const own = all[at - 1];
  if (own === undefined) return undefined;
  let parent = commits[at - 1] ?? '';
  const add = (files: Files, when: string, message: string): void => {
    parent = commitByHand(remote, { files, parents: [parent], at: when, message });
  };
  const more = before?.(own, earlier);
  const files = change === undefined ? own : change(own, all, chance);
  const told = messageOf(remote, commits[at]);
  const message = say === undefined ? told : say(told, chance);
  if (files === undefined || message === undefined || (before !== undefined && more === undefined)) return undefined;
  if (isLeftOut && at === commits.length - 1) return undefined;
  if (more !== undefined) add(more, '2026-11-25T10:00:00Z', 'one more\n');
  if (!isLeftOut) add(files, time ?? '2026-11-25T10:00:00Z', message);
  for (let next = at + 1; next < commits.length; next++)
    add(filesOf(remote, commits[next] ?? ''), '2026-11-25T10:00:00Z', messageOf(remote, commits[next]));
  return { head: parent, found: at };
}

/** A commit of somewhere else in the place of another one, and all that came after that. */
function spliced(
  remote: string,
  commits: readonly string[],
  at: number,
  from: string | undefined,
): TamperedHistory | undefined {
  return from === undefined ? undefined : written(remote, [...commits.slice(0, at), from, ...commits.slice(at)], at);
}

/** What commits do, in an order that may be another one. @param at the first that is not what it was */
function written(remote: string, commits: readonly string[], at: number): TamperedHistory {
  let head = commits[at - 1] ?? '';
  for (const commit of commits.slice(at)) {
    const [files, message] = [filesOf(remote, commit), messageOf(remote, commit)];
    head = commitByHand(remote, { files, parents: [head], at: '2026-11-25T10:00:00Z', message });
  }
  return { head, found: at };
}

function messageOf(remote: string, commit = ''): string {
  return git(remote, ['log', '-1', '--format=%B', commit]);
}
