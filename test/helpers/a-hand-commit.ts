import { git, type Committed } from './a-repository';

/** A commit that no program of ours made. */
export interface HandCommit {
  /** What becomes of files; undefined takes one away. */
  readonly files: Readonly<Record<string, Committed | undefined>>;
  /** First is what it stands on. @default - the head of the branch */
  readonly parents?: readonly string[];
  /** RFC 3339. @default 2026-11-25T10:00:00Z */
  readonly at?: string;
  /** E-mail address. @default dev@example.com */
  readonly author?: string;
  readonly message?: string;
  /** @default refs/heads/main */
  readonly ref?: string;
}

/** Makes a commit in a bare repository as somebody can who may push, and returns its id. */
export function commitByHand(
  repository: string,
  {
    files,
    parents,
    at = '2026-11-25T10:00:00Z',
    author = 'dev@example.com',
    message = 'by hand\n',
    ref = 'refs/heads/main',
  }: HandCommit,
): string {
  const [first, ...others] = parents ?? [git(repository, ['rev-parse', ref]).trim()];
  const time = `${Date.parse(at) / 1000} +0000`;
  const parts: (string | Buffer)[] = [
    `commit ${ref}\nauthor a <${author}> ${time}\ncommitter a <${author}> ${time}\n`,
    `data ${Buffer.byteLength(message)}\n${message}\n`,
    ...(first === undefined ? [] : [`from ${first}\n`]),
    ...others.map((parent) => `merge ${parent}\n`),
    ...Object.entries(files).flatMap(([path, content]) => fileChange(JSON.stringify(path), content)),
  ];
  git(repository, ['fast-import', '--quiet', '--force'], Buffer.concat(parts.map((part) => Buffer.from(part))));
  return git(repository, ['rev-parse', ref]).trim();
}

function fileChange(path: string, content: Committed | undefined): readonly (string | Buffer)[] {
  if (content === undefined) return [`D ${path}\n`];
  if (typeof content === 'object' && 'submodule' in content) return [`M 160000 ${content.submodule} ${path}\n`];
  const isLink = typeof content === 'object' && 'link' in content;
  const text = isLink ? content.link : content;
  return [`M ${isLink ? '120000' : '100644'} inline ${path}\ndata ${Buffer.byteLength(text)}\n`, text, '\n'];
}

/** Text of a file of a commit. */
export function textAt(repository: string, commit: string, path: string): string {
  return git(repository, ['show', `${commit}:${path}`]);
}

/** What a commit made of files, for another commit to make again. */
export function filesOf(repository: string, commit: string): Readonly<Record<string, string | undefined>> {
  const fields = git(repository, [
    'diff-tree',
    '-r',
    '-z',
    '--no-renames',
    '--name-status',
    `${commit}^`,
    commit,
  ]).split('\0');
  const files: Record<string, string | undefined> = {};
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const path = fields[at + 1] ?? '';
    files[path] = fields[at] === 'D' ? undefined : textAt(repository, commit, path);
  }
  return files;
}

/** The same backwards. */
export function reverted(repository: string, commit: string): Readonly<Record<string, string | undefined>> {
  const paths = Object.keys(filesOf(repository, commit));
  const before = new Set(git(repository, ['ls-tree', '-r', '--name-only', `${commit}^`]).split('\n'));
  return Object.fromEntries(
    paths.map((path) => [path, before.has(path) ? textAt(repository, `${commit}^`, path) : undefined]),
  );
}
