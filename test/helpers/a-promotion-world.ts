import { git } from './a-repository';

/** What stands in a commit of the branch, read by nothing of ours: overlays of "web", and the record. */
interface Seen {
  readonly commit: string;
  readonly versions: Readonly<Record<string, string | undefined>>;
  readonly replicas: Readonly<Record<string, string | undefined>>;
  readonly record: unknown;
  readonly runId: string | undefined;
}

/** Commits after the first one, oldest first. */
export function historyOf(remote: string): readonly Seen[] {
  const commits = git(remote, ['rev-list', '--reverse', '--first-parent', 'main']).trim().split('\n');
  return commits.map((commit) => {
    const read = (environment: string): string =>
      git(remote, ['show', `${commit}:catalog/services/web/${environment}.yaml`]);
    const texts = { dev: read('dev'), staging: read('staging'), prod: read('prod') };
    const find = (pattern: RegExp): Record<string, string | undefined> =>
      Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, pattern.exec(text)?.[1]]));
    const path = git(remote, ['show', '--format=', '--name-only', '--diff-filter=A', commit, '--', 'changes']).trim();
    return {
      commit,
      versions: find(/version: (\S+?)[, ]/),
      replicas: find(/terminationGracePeriodSeconds: (\d+)/),
      record: path === '' ? undefined : JSON.parse(git(remote, ['show', `${commit}:${path}`])),
      runId: path === '' ? undefined : path.split('/').at(-1)?.replace('.json', ''),
    };
  });
}

/** What the history of a branch breaks of what people were promised; empty when nothing. */
export function brokenPromises(remote: string, committed: readonly string[]): readonly string[] {
  const broken: string[] = [];
  const all = historyOf(remote);
  const had: Record<string, Set<string | undefined>> = { dev: new Set(), staging: new Set() };
  let before: Seen | undefined;
  for (const one of all) {
    const { versions, replicas, commit, record } = one;
    const isProdTouched =
      before !== undefined &&
      (versions['prod'] !== before.versions['prod'] || replicas['prod'] !== before.replicas['prod']);
    if (isProdTouched) broken.push(...prodProblems(record).map((words) => `${commit}: ${words}`));
    const { prod, staging, dev } = versions;
    if (before !== undefined && prod !== before.versions['prod']) {
      if (!had['staging']?.has(prod)) broken.push(`${commit}: ${prod} was in no staging before`);
      if (!/"ticket":"CHG-\d+"/.test(requestOf(record))) broken.push(`${commit}: a release without a ticket`);
    }
    if (before !== undefined && staging !== before.versions['staging'] && !had['dev']?.has(staging))
      broken.push(`${commit}: ${staging} was in no dev before`);
    had['dev']?.add(dev);
    had['staging']?.add(staging);
    before = one;
  }
  const ids = all.flatMap(({ runId }) => runId ?? []);
  if (new Set(ids).size !== ids.length) broken.push('a run id is twice in the history');
  for (const runId of committed)
    if (!ids.includes(runId)) broken.push(`${runId} was said to be committed, and is not there`);
  for (const runId of ids) if (!committed.includes(runId)) broken.push(`${runId} is there, and nobody was told`);
  if (git(remote, ['rev-list', '--merges', 'main']) !== '') broken.push('a merge is in the history');
  return broken;
}

interface SignedAnswer {
  readonly statement: string;
  readonly signature?: string;
}

const namesOfKeys = new Map<string, string>();

/** Tells whose key it is that signatures carry. @param key line of a `.pub` file */
export function knownKey(name: string, key: string): void {
  namesOfKeys.set(key.split(' ')[1] ?? '', name);
}

function prodProblems(record: unknown): readonly string[] {
  const text = JSON.stringify(record ?? null);
  if (record === undefined) return ['prod was changed without a record'];
  const approvals: readonly SignedAnswer[] = JSON.parse(text).predicate.approvals;
  const requester = signerOf(JSON.parse(text).predicate.request.signature);
  const signers = new Set(
    approvals
      .filter(({ statement }) => JSON.parse(statement).answer === 'approve')
      .map(({ signature }) => signerOf(signature))
      .filter((name) => name !== undefined && name !== requester && name.startsWith('sre')),
  );
  // What the stranger says counts for nothing: he is nobody's colleague.
  const rejected = approvals.some(({ statement, signature }) => {
    const name = signerOf(signature);
    return JSON.parse(statement).answer === 'reject' && name !== undefined && name !== 'stranger';
  });
  return [
    ...(signers.size < 2 ? [`prod was changed with ${signers.size} SREs`] : []),
    ...(rejected ? ['prod was changed after a rejection'] : []),
  ];
}

/** The public key stands in the signature: after "SSHSIG", a version, and its own length. */
function signerOf(signature: string | undefined): string | undefined {
  if (signature === undefined) return undefined;
  const bytes = Buffer.from(signature.split('\n').slice(1, -2).join(''), 'base64');
  const length = bytes.readUInt32BE(10);
  return namesOfKeys.get(bytes.subarray(14, 14 + length).toString('base64'));
}

function requestOf(record: unknown): string {
  return String(
    JSON.parse(JSON.stringify(record ?? { predicate: { request: { statement: '' } } })).predicate.request.statement,
  );
}
