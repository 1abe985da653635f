import { Refusal } from '../model/refusal';
import { verifySsh, gitNamespace } from '../signatures/sshsig';
import type { CommitPerson } from './commit-draft';
import type { Git } from './git';
import { readContents } from './read-contents';

/** A commit of a history. */
export interface LoggedCommit {
  readonly id: string;
  readonly parents: readonly string[];
  readonly author: CommitPerson;
  readonly committer: CommitPerson;
  /** When it was committed: RFC 3339, with the offset of the committer. */
  readonly at: string;
  readonly message: string;
  /** Whose signature it has. @default - nobody asked */
  readonly signature?: CommitSignature;
}

/** A signature, as far as the keys of the question know it. */
export type CommitSignature =
  | { readonly kind: 'none' }
  /** One of the keys made it over exactly this commit. */
  | { readonly kind: 'good'; readonly key: string }
  /** Somebody else made it, or it is of another commit. */
  | { readonly kind: 'unknown' };

/** What is asked of a history. */
export interface LogQuestion {
  /** Only commits that change something below one of these paths. @default - all */
  readonly paths?: readonly string[];
  /** Keys whose signatures are good: lines of `.pub` files, and fingerprints of GnuPG. @default - signatures are not looked at */
  readonly keys?: readonly string[];
}

/**
 * Reads commits, oldest first; parents always come before their children.
 *
 * @param range as `commitRange` takes it
 */
export async function readLog(
  git: Git,
  range: string,
  { paths = [], keys }: LogQuestion,
): Promise<readonly LoggedCommit[]> {
  const order = ['--reverse', '--topo-order', ...(paths.length > 0 ? ['--full-history'] : [])];
  const ids = (await git.ask(['rev-list', ...order, rangeOf(range), '--', ...paths]))
    .toString()
    .split('\n')
    .slice(0, -1);
  const raw = readContents(await git.ask(['cat-file', '--batch', '--buffer'], { input: [...ids, ''].join('\n') }));
  const commits: LoggedCommit[] = [];
  for (const id of ids) {
    const content = raw.get(id);
    if (content === undefined) continue;
    const commit = parseCommit(id, content);
    commits.push(keys === undefined ? commit : { ...commit, signature: await signatureOf(git, id, content, keys) });
  }
  return commits;
}

/** A range as Git takes it. @throws Refusal when it is none */
export function rangeOf(range: string): string {
  if (/^([0-9a-f]{40}|[0-9a-f]{64})(\.\.([0-9a-f]{40}|[0-9a-f]{64}))?$/.test(range)) return range;
  throw new Refusal(`${JSON.stringify(range)} is no range of commits; write "<id>..<id>" with all digits`, 'usage');
}

/** Reads a commit as Git stores it. */
export function parseCommit(id: string, content: Buffer): LoggedCommit {
  const end = content.indexOf('\n\n');
  const headers = content.toString('utf8', 0, end).split('\n');
  const valuesOf = (name: string): readonly string[] =>
    headers.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));
  const committer = valuesOf('committer')[0] ?? '';
  return {
    id,
    parents: valuesOf('parent'),
    author: personIn(valuesOf('author')[0] ?? ''),
    committer: personIn(committer),
    at: timeIn(committer),
    message: content.toString('utf8', end + 2),
  };
}

function personIn(line: string): CommitPerson {
  const [, name = '', email = ''] = /^([^<]*)<([^>]*)>/.exec(line) ?? [];
  return { name: name.trimEnd(), email };
}

function timeIn(line: string): string {
  const [, seconds = '0', sign = '+', hours = '00', minutes = '00'] = / (\d+) ([+-])(\d\d)(\d\d)$/.exec(line) ?? [];
  const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60;
  const local = new Date((Number(seconds) + offset) * 1000).toISOString().slice(0, 19);
  return `${local}${sign}${hours}:${minutes}`;
}

async function signatureOf(git: Git, id: string, content: Buffer, keys: readonly string[]): Promise<CommitSignature> {
  const [armored, payload] = splitSignature(content);
  if (armored === undefined) return { kind: 'none' };
  if (armored.startsWith('-----BEGIN SSH SIGNATURE-----')) {
    const key = verifySsh(
      armored,
      gitNamespace,
      payload,
      keys.filter((one) => one.startsWith('ssh-')),
    );
    return key === undefined ? { kind: 'unknown' } : { kind: 'good', key };
  }
  const fingerprints = keys.filter((one) => /^[0-9A-F]{16,40}$/.test(one));
  if (fingerprints.length === 0) return { kind: 'unknown' };
  const { stderr } = await git.run(['verify-commit', '--raw', id]);
  // The fingerprint of the key that signed, and at the end that of its primary key.
  const [, ...made] = /^\[GNUPG:\] VALIDSIG ([0-9A-F]+) .* ([0-9A-F]+)$/m.exec(stderr.toString()) ?? [];
  const key = fingerprints.find((one) => made.some((fingerprint) => fingerprint.endsWith(one)));
  return key === undefined ? { kind: 'unknown' } : { kind: 'good', key };
}

/** The signature of a commit, and what it was made over: the commit without it. */
function splitSignature(content: Buffer): readonly [string | undefined, Buffer] {
  const text = content.toString('latin1');
  const end = text.indexOf('\n\n') + 1;
  const header = /^gpgsig(?:-sha256)? (.*\n(?: .*\n)*)/m.exec(text.slice(0, end));
  if (header === null) return [undefined, content];
  const payload = text.slice(0, header.index) + text.slice(header.index + header[0].length);
  return [(header[1] ?? '').replaceAll('\n ', '\n'), Buffer.from(payload, 'latin1')];
}
