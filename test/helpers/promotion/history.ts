import { parse } from 'yaml';

import { git } from '../a-repository';
import { at, listAt, textAt } from './data';

/** A text with its signature, as a record has it. */
export interface SignedText {
  readonly statement: string;
  readonly signature: string | undefined;
}

/** What the record of a commit says. */
export interface SeenRecord {
  readonly path: string;
  /** As the name of its file says. */
  readonly runId: string;
  readonly request: SignedText;
  /** What was asked, read of the request. */
  readonly asked: unknown;
  readonly approvals: readonly SignedText[];
  readonly health: readonly SignedText[];
  readonly digest: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** A catalog as data: no default is applied. */
export interface SeenCatalog {
  readonly platform: unknown;
  readonly people: unknown;
  readonly environments: ReadonlyMap<string, unknown>;
  readonly services: ReadonlyMap<string, unknown>;
  /** By service and environment: `web prod`. */
  readonly overlays: ReadonlyMap<string, unknown>;
}

/** A commit of the branch, read by nothing of ours. */
export interface Seen {
  readonly commit: string;
  readonly parents: readonly string[];
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Git's name of the content of each path. */
  readonly files: ReadonlyMap<string, string>;
  /** Paths that it writes or takes away. */
  readonly paths: readonly string[];
  readonly catalog: SeenCatalog;
  /** Records that it adds. */
  readonly records: readonly SeenRecord[];
}

/** Commits of the branch with all that they hold, oldest first. */
export function historyOf(remote: string): readonly Seen[] {
  const format = '--format=commit %H %ct %P';
  const flags = ['--reverse', '--first-parent', '-m', '--raw', '--no-abbrev', '--no-renames', '--root'];
  const log = git(remote, ['log', ...flags, format, 'main']);
  const files = new Map<string, string>();
  const commits: Omit<Seen, 'catalog' | 'records'>[] = [];
  for (const part of log.split(/^commit /m).slice(1)) {
    const [head = '', ...lines] = part.split('\n').filter((line) => line !== '');
    const [commit = '', time = '', ...parents] = head.split(' ').filter((word) => word !== '');
    const paths: string[] = [];
    for (const line of lines) {
      const [fields = '', path = ''] = line.split('\t');
      const [, , , id = '', state] = fields.split(' ');
      paths.push(path);
      if (state === 'D') files.delete(path);
      else files.set(path, id);
    }
    commits.push({ commit, parents, at: Number(time) * 1000, files: new Map(files), paths });
  }
  const texts = textsOf(remote, new Set(commits.flatMap((one) => [...one.files].filter(isRead).map(([, id]) => id))));
  const data = new Map<string, unknown>();
  const read = (id: string | undefined): unknown => {
    if (id === undefined) return undefined;
    if (!data.has(id)) data.set(id, parse(texts.get(id) ?? ''));
    return data.get(id);
  };
  return commits.map((one, index) => ({
    ...one,
    catalog: catalogOf(one.files, read),
    records: one.paths
      .filter((path) => path.startsWith('changes/') && one.files.has(path) && !commits[index - 1]?.files.has(path))
      .map((path) => recordOf(path, read(one.files.get(path)))),
  }));
}

function isRead([path]: readonly [string, string]): boolean {
  return path.startsWith('changes/') || (path.startsWith('catalog/') && path.endsWith('.yaml'));
}

function textsOf(remote: string, ids: ReadonlySet<string>): ReadonlyMap<string, string> {
  const all = [...ids];
  const bytes = Buffer.from(git(remote, ['cat-file', '--batch'], `${all.join('\n')}\n`));
  const texts = new Map<string, string>();
  let start = 0;
  for (const id of all) {
    const end = bytes.indexOf('\n', start);
    const size = Number(bytes.toString('utf8', start, end).split(' ')[2]);
    texts.set(id, bytes.toString('utf8', end + 1, end + 1 + size));
    start = end + size + 2;
  }
  return texts;
}

function catalogOf(files: ReadonlyMap<string, string>, read: (id: string | undefined) => unknown): SeenCatalog {
  const environments = new Map<string, unknown>();
  const services = new Map<string, unknown>();
  const overlays = new Map<string, unknown>();
  for (const [path, id] of files) {
    const environment = /^catalog\/environments\/([^/]+)\.yaml$/.exec(path)?.[1];
    const [, service, file] = /^catalog\/services\/([^/]+)\/([^/]+)\.yaml$/.exec(path) ?? [];
    if (environment !== undefined) environments.set(environment, read(id));
    else if (service !== undefined && file === 'service') services.set(service, read(id));
    else if (service !== undefined) overlays.set(`${service} ${file}`, read(id));
  }
  const [platform, people] = ['platform', 'people'].map((name) => read(files.get(`catalog/${name}.yaml`)));
  return { platform, people, environments, services, overlays };
}

function recordOf(path: string, record: unknown): SeenRecord {
  const request = signedOf(at(record, 'predicate', 'request'));
  return {
    path,
    runId: path.split('/').at(-1)?.replace('.json', '') ?? '',
    request,
    asked: request.statement === '' ? undefined : JSON.parse(request.statement),
    approvals: listAt(record, 'predicate', 'approvals').map(signedOf),
    health: listAt(record, 'predicate', 'evidence', 'health').map(signedOf),
    digest: textAt(record, 'predicate', 'digest'),
    now: Date.parse(textAt(record, 'predicate', 'now') ?? ''),
  };
}

function signedOf(value: unknown): SignedText {
  return { statement: textAt(value, 'statement') ?? '', signature: textAt(value, 'signature') };
}

/** What waits, by run id: the request as it was signed. */
export function waitingIn(remote: string): ReadonlyMap<string, string> {
  const prefix = 'refs/slipway/proposals/';
  const refs = git(remote, ['for-each-ref', '--format=%(refname)', prefix])
    .split('\n')
    .filter((line) => line !== '');
  return new Map(
    refs.map((ref) => {
      const request: unknown = JSON.parse(git(remote, ['show', `${ref}:request.json`]));
      return [ref.slice(prefix.length), textAt(request, 'statement') ?? ''];
    }),
  );
}
