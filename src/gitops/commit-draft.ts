import { Refusal } from '../model/refusal';

/** Who wrote a commit, or made it. */
export interface CommitPerson {
  readonly name: string;
  readonly email: string;
}

/** A file that a commit changes. */
export interface DraftFile {
  /** From the root of the repository. */
  readonly path: string;
  /** `undefined` removes the file. */
  readonly content: string | undefined;
}

/** A commit that is to be made. */
export interface CommitDraft {
  readonly files: readonly DraftFile[];
  /** As `changeMessage` makes it. */
  readonly message: string;
  /** Who asked for it. */
  readonly author: CommitPerson;
  /** RFC 3339; fractions of a second are left out. */
  readonly at: string;
}

/**
 * Refuses paths that are none of a file in a repository, or that steer Git itself.
 *
 * @throws Refusal that names all such paths
 */
export function checkPaths(drafts: readonly CommitDraft[]): void {
  const bad = drafts.flatMap(({ files }) => files.map(({ path }) => path)).filter((path) => !isFilePath(path));
  if (bad.length === 0) return;
  const names = [...new Set(bad)].slice(0, 10).map((path) => JSON.stringify(path));
  throw new Refusal(
    `a commit cannot hold ${names.join(', ')}; write a path from the root, such as "a/b.yaml"`,
    'usage',
  );
}

function isFilePath(path: string): boolean {
  if (path.length > 1000 || /[\p{Cc}\p{Cf}\p{Cs}\\]/u.test(path)) return false;
  return path
    .split('/')
    .every((name) => !['', '.', '..'].includes(name) && !/^(\.git|git~\d+|\.gitmodules)[ .]*$/i.test(name));
}
