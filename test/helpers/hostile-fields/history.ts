import { load } from 'js-yaml';

import { isRecord } from '../../../src/problems/schema-at';
import { git } from '../a-repository';
import { coreOf, plantedSecrets } from './texts';

/** What somebody has asked for, as a record has to say it. */
export interface Asked {
  readonly runId: string;
  readonly verb: string;
  /** @default - they were typed, and a command has made values of them */
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly reason?: string | undefined;
  readonly ticket?: string | undefined;
  readonly hotfix?: string | undefined;
  /** Who a program says that it was. @default - whoever has signed */
  readonly by?: string;
}

interface Commit {
  readonly id: string;
  readonly parents: readonly string[];
  readonly committer: string;
  readonly author: string;
  readonly trailers: readonly string[];
  readonly subject: string;
}

/**
 * What Git and readers that are not ours find wrong with the commits of a branch, none of which anybody has made by hand.
 *
 * @param base commit that was there before
 * @param asked all that was asked for
 * @param branches names of branches that were asked for, good or bad
 */
export function wrongIn(
  remote: string,
  base: string,
  asked: readonly Asked[],
  branches: readonly string[] = [],
): readonly string[] {
  const byRun = new Map(asked.map((one) => [one.runId, one]));
  const commits = commitsOf(remote, base);
  const runs = commits.map(runOf);
  const wrongInEach = (all: readonly Commit[], branch?: string): readonly string[] =>
    all.flatMap((commit) => {
      const one = byRun.get(runOf(commit) ?? '');
      if (one === undefined) return [`${commit.id}: nobody has asked for ${JSON.stringify(commit.trailers[0])}`];
      return [...wrongInCommit(commit, one, branch), ...wrongInFiles(remote, commit, one)].map(
        (words) => `${one.runId}: ${words}`,
      );
    });
  const ids = new Set(commits.map(({ id }) => id));
  const heads = new Set(git(remote, ['for-each-ref', '--format=%(refname)', 'refs/heads/']).split('\n'));
  // Most of what is asked for is no name of any.
  const ofBranches = [...new Set(branches)]
    .filter((name) => heads.has(`refs/heads/${name}`))
    .map((name) => {
      const own = commitsOf(remote, base, `refs/heads/${name}`).filter(({ id }) => !ids.has(id));
      return [...wrongInEach(own, name), ...(own.length === 1 ? [] : [`${name} has ${own.length} commits of its own`])];
    });
  return [
    ...wrongInEach(commits),
    ...ofBranches.flat(),
    ...(new Set(runs).size === runs.length ? [] : ['a run is there twice']),
    ...wrongInTree(remote),
    ...wrongInRepository(remote, branches),
  ];
}

function runOf({ trailers }: Commit): string | undefined {
  return trailers[0]?.replace('Run-Id: ', '');
}

/** Commits since, as `git log` reads them. */
export function commitsOf(remote: string, base: string, ref = 'main'): readonly Commit[] {
  const fields = ['%H', '%P', '%cn <%ce>', '%an <%ae>', '%(trailers:only,unfold)', '%s'];
  return git(remote, ['log', '-z', '--reverse', `--format=${fields.join('%x01')}`, `${base}..${ref}`])
    .split('\0')
    .filter((text) => text !== '')
    .map((text) => {
      const [id = '', parents = '', committer = '', author = '', trailers = '', subject = ''] = text.split('\u0001');
      return {
        id,
        parents: parents.split(' '),
        committer,
        author,
        trailers: trailers.split('\n').filter((line) => line !== ''),
        subject,
      };
    });
}

/** Trailers that a change may have, in their order, and how often each. */
const trailerOrder = /^Run-Id Requested-By( Approved-By)*( Change-Ticket)?( Branch)?$/;

function wrongInCommit(
  { parents, committer, author, trailers, subject }: Commit,
  one: Asked,
  branch: string | undefined,
): readonly string[] {
  const names = trailers.map((line) => line.split(':')[0] ?? '').join(' ');
  const [, by = ''] = trailers;
  return [
    ...(parents.length === 1 ? [] : ['it is no commit after one other']),
    ...(committer === 'Slipway <slipway@example.com>' || committer === 'Slipway <slipway@localhost>'
      ? []
      : [`it is committed by ${committer}`]),
    ...(trailerOrder.test(names) ? [] : [`its trailers are ${names}`]),
    ...(names.includes('Change-Ticket') === (one.ticket !== undefined)
      ? []
      : ['its ticket is not that of the request']),
    ...(trailers.find((line) => line.startsWith('Branch: ')) ===
    (branch === undefined ? undefined : `Branch: ${branch}`)
      ? []
      : ['it says another branch']),
    // Who it was is what stands before the proof, which is ours alone to say.
    ...(/ \((?:signed|portal|claimed)\)$/.test(by) ? [] : [`it is asked for by ${JSON.stringify(by)}`]),
    ...(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(subject + author + trailers.join(''))
      ? ['a line of it has more than text']
      : []),
    ...(subject.length <= 72 ? [] : ['its subject is too long']),
  ];
}

/** Where a change may write, whoever asks for what. */
const ours =
  /^(?:catalog|services|argocd)\/(?:[A-Za-z0-9_][A-Za-z0-9._-]*\/)*[A-Za-z0-9_][A-Za-z0-9._-]*$|^CODEOWNERS$/;

function wrongInFiles(remote: string, { id }: Commit, one: Asked): readonly string[] {
  const paths = git(remote, ['diff-tree', '-z', '-r', '--no-commit-id', '--name-only', id])
    .split('\0')
    .filter((path) => path !== '');
  const records = paths.filter((path) => path.startsWith('changes/'));
  const strange = paths.filter((path) => !path.startsWith('changes/') && !ours.test(path));
  const isItsOwn =
    records.length === 1 && /^changes\/\d{4}\/\d\d\/([\w-]+)\.json$/.exec(records[0] ?? '')?.[1] === one.runId;
  return [
    ...strange.map((path) => `it writes ${JSON.stringify(path)}`),
    ...(isItsOwn
      ? wrongInRecord(git(remote, ['show', `${id}:${records[0]}`]), one)
      : [`its records are ${records.join()}`]),
  ];
}

/** By `JSON.parse` alone. A key that is there twice, or anything behind it, is not there when it is written again. */
export function wrongInRecord(text: string, one: Asked): readonly string[] {
  const record = Object(JSON.parse(text));
  const { request, approvals } = Object(record.predicate);
  const said = Object(JSON.parse(Object(request).statement));
  const wanted = { runId: one.runId, verb: one.verb, reason: one.reason, ticket: one.ticket, hotfix: one.hotfix };
  const found = Object.fromEntries(Object.keys(wanted).map((name) => [name, said[name]]));
  return [
    ...(`${JSON.stringify(record, null, 2)}\n` === text ? [] : ['its record is not what is read of it']),
    ...(Object.keys(record).join() === '_type,subject,predicateType,predicate' ? [] : ['its record has other keys']),
    ...(JSON.stringify(found) === JSON.stringify(wanted) ? [] : [`its record says ${JSON.stringify(found)}`]),
    ...(one.fields === undefined || isSame(said.fields, one.fields)
      ? []
      : [`its record says the fields ${JSON.stringify(said.fields)}, not ${JSON.stringify(one.fields)}`]),
    ...(Object(said.by).name === one.by ? [] : [`its record says that ${JSON.stringify(said.by)} has asked`]),
    ...(Array.isArray(approvals) ? [] : ['its record has no approvals']),
  ];
}

/** What is asked for by a key of its own order is the same. */
function isSame(one: unknown, other: unknown): boolean {
  const sorted = (_: string, value: unknown): unknown =>
    isRecord(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
  return JSON.stringify(one, sorted) === JSON.stringify(other, sorted);
}

/** Every file of YAML and JSON of the head, by a reader that is not ours: no text has made itself a key. */
function wrongInTree(remote: string): readonly string[] {
  const paths = git(remote, ['ls-tree', '-z', '-r', '--name-only', 'main'])
    .split('\0')
    .filter((path) => path !== '');
  return paths.flatMap((path) => {
    if (path.startsWith('changes/') || !/\.ya?ml$/.test(path)) return [];
    const text = git(remote, ['show', `main:${path}`]);
    return hasForgedKey(text) ? [`${path} has a key that a text has made`] : [];
  });
}

/** Whether a text of YAML has the key that hostile texts try to make, in any of its documents. */
export function hasForgedKey(text: string): boolean {
  return text.split(/^---$/m).some((document) => isForged(load(document)));
}

function isForged(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(isForged);
  return isRecord(value) && Object.entries(value).some(([key, inside]) => key === 'forged' || isForged(inside));
}

/** `git fsck`, the refs that are there, and every object: nothing that was ever refused is in any of them. */
function wrongInRepository(remote: string, branches: readonly string[]): readonly string[] {
  const refs = git(remote, ['for-each-ref', '--format=%(refname)']).split('\n');
  const wanted = new Set(branches.map((name) => `refs/heads/${name}`));
  const strange = refs.filter(
    (ref) =>
      !wanted.has(ref) && !/^(?:refs\/heads\/main|refs\/heads\/slipway\/[\w-]+|refs\/slipway\/[\w/-]+|)$/.test(ref),
  );
  const objects = git(remote, ['cat-file', '--batch-all-objects', '--batch', '--buffer']);
  return [
    ...git(remote, ['fsck', '--strict', '--no-dangling'])
      .split('\n')
      .filter((line) => line !== ''),
    ...strange.map((ref) => `there is a ref ${ref}`),
    ...plantedSecrets.filter((secret) => objects.includes(coreOf(secret))).map((secret) => `Git has ${secret}`),
  ];
}
