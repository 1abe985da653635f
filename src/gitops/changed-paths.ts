import { readTrailers } from './change-message';
import type { CommitPerson } from './commit-draft';
import type { Git } from './git';

/** A commit and what it changed. */
export interface ChangingCommit {
  readonly id: string;
  /** When it was committed (RFC 3339). */
  readonly at: string;
  readonly author: CommitPerson;
  readonly subject: string;
  /** Trailers that Slipway writes. */
  readonly trailers: ReadonlyMap<string, readonly string[]>;
  readonly changes: readonly PathChange[];
}

/** A file that a commit changed: Git's names of its contents, undefined for none. */
export interface PathChange {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** Git's mode of what is there now, such as `100644`; undefined for none. */
  readonly mode: string | undefined;
}

const none = /^0+$/;

/**
 * Reads a history with what each commit changed against its first parent, newest first, in one run of Git: to ask it path by
 * path would walk the whole history each time.
 *
 * @param range `<id>`, or `<id>..<id>`
 * @param paths files and folders from the root; commits that change none of them are left out
 */
export async function readChangingCommits(
  git: Git,
  range: string,
  paths: readonly string[],
): Promise<readonly ChangingCommit[]> {
  return readAll(await git.ask(['log', ...format, range, '--', ...paths]));
}

/** Reads some commits in the same way, and not what they stand on. @param ids of commits, one at least */
export async function readCommits(
  git: Git,
  ids: readonly string[],
  paths: readonly string[],
): Promise<readonly ChangingCommit[]> {
  const input = [...ids, ''].join('\n');
  return readAll(await git.ask(['log', '--no-walk=unsorted', '--stdin', ...format, '--', ...paths], { input }));
}

const format: readonly string[] = [
  '--format=%x01%H%x00%cI%x00%an%x00%ae%x00%B',
  '--raw',
  '--no-abbrev',
  '--no-renames',
  '-z',
  '--first-parent',
  '-m',
  '--root',
];

/** Texts of people have no character 1: Git refuses none, so a commit that has one is cut, and says less. */
function readAll(answer: Buffer): readonly ChangingCommit[] {
  return answer
    .toString('utf8')
    .split('\u0001')
    .slice(1)
    .flatMap((text) => readOne(text));
}

function readOne(text: string): readonly ChangingCommit[] {
  const [id = '', at = '', name = '', email = '', message = '', ...rest] = text.split('\0');
  if (!/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(id)) return [];
  return [
    {
      id,
      at,
      author: { name, email },
      subject: message.split('\n')[0] ?? '',
      trailers: readTrailers(message),
      changes: readRaw(rest),
    },
  ];
}

/** Reads `:<mode> <mode> <id> <id> <letter>`, `<path>`, and so on. */
export function readRaw(fields: readonly string[]): readonly PathChange[] {
  const changes: PathChange[] = [];
  for (let index = 0; index < fields.length; index++) {
    const [, mode, before, after] = /:[0-7]+ ([0-7]+) ([0-9a-f]+) ([0-9a-f]+) [A-Z]/.exec(fields[index] ?? '') ?? [];
    const path = fields[index + 1];
    if (mode === undefined || before === undefined || after === undefined || path === undefined) continue;
    const idOf = (id: string): string | undefined => (none.test(id) ? undefined : id);
    changes.push({ path, before: idOf(before), after: idOf(after), mode: none.test(mode) ? undefined : mode });
    index++;
  }
  return changes;
}
