import { resolve } from 'node:path';

import { answersIn } from '../../delivery/answers-to';
import { readEvidence } from '../../delivery/evidence-store';
import { judgeRange, type JudgedCommit, type Judging } from '../../delivery/gate-range';
import { LocalRepository } from '../../gitops/local-repository';
import { printableLine } from '../../model/printable';
import { refusedExtensions } from '../../model/extension-door';
import { Refusal } from '../../model/refusal';
import type { Colours } from '../colours';
import type { Context, ExitCode } from '../context';
import { renderTools } from '../render-tools';
import { askTicket } from './ask-ticket';
import { withDelivery, type DeliveryPlace } from './open-delivery';
import { readReviews } from './read-reviews';
import { refuseUncounted } from './refuse-uncounted';

/** A bare repository to judge in, without a clone or a remote, as a hook does: nothing of it is on a disk but Git's own files. */
export interface BarePlace {
  readonly bare: string;
  /** Where the catalog lies in it. @default catalog */
  readonly catalog: string | undefined;
}

/** What is judged. */
export interface JudgeOptions {
  /** The clone around a catalog, or a bare repository. */
  readonly where: DeliveryPlace | BarePlace;
  /** `BASE..HEAD`, or one commit, which stands for all up to it. @default - all of the branch */
  readonly range: string | undefined;
  /** File of reviews that a job of the forge fetched. */
  readonly reviews: string | undefined;
  /** Whether reviews are kept in Git, signed with the key. */
  readonly isKeeping: boolean;
  /** Every commit as of when it was made, and with what the version of then has rendered. */
  readonly isAudit: boolean;
  readonly isJson: boolean;
}

/** Judges commits that are there. Exit code 1: some of them may not be. */
export async function judgeCommits(options: JudgeOptions, context: Context): Promise<ExitCode> {
  const { reviews, isAudit, isJson } = options;
  const { stdout } = context;
  const question = { reviews: reviews === undefined ? [] : readReviews(reviews, context), isRendering: !isAudit };
  const { where } = options;
  if ('bare' in where && options.isKeeping)
    throw new Refusal('--keep writes to a remote, and --bare has none: give one of them', 'usage');
  const judged =
    'bare' in where
      ? await inBare(where, options, question, context)
      : await inClone(where, options, question, context);
  const shown = judged.filter(({ kind, isAllowed }) => kind !== 'nothing' || !isAllowed);
  if (isJson) stdout.write(`${JSON.stringify({ commits: shown.map(asJson) }, null, 2)}\n`);
  else stdout.write(`${asText(shown, isAudit, stdout.colours).join('\n')}\n`);
  return judged.every(({ isAllowed }) => isAllowed) ? 0 : 1;
}

type Question = Pick<Judging, 'reviews' | 'isRendering'>;

/** A range is one of the clone at hand: what it has need not be at the remote. Evidence is what the remote has. */
async function inClone(
  where: DeliveryPlace,
  { range, isAudit, isKeeping }: JudgeOptions,
  question: Question,
  context: Context,
): Promise<readonly JudgedCommit[]> {
  const commits = range === undefined ? undefined : await LocalRepository.open(where.place.catalog, context.variables);
  const [base, head] = commits === undefined ? [] : await idsOf(range ?? '', commits);
  return await withDelivery(where, context, async ({ delivery, now, asker }) => {
    if (isKeeping) refuseUncounted(asker.key, 'forge', 'reviews', await delivery.catalog());
    const judged = await delivery.judge(base, head, { ...question, now: isAudit ? undefined : now(), commits });
    if (isKeeping) await delivery.keepReviews(judged.flatMap(({ reviewed }) => reviewed ?? []));
    return judged;
  });
}

const noCode = refusedExtensions(
  'a bare repository has no code at hand',
  'judge in a clone, by a job that runs "slipway gate" there',
);

/** In a bare repository there is nothing to ask but itself. */
async function inBare(
  { bare, catalog: named = 'catalog' }: BarePlace,
  { range = 'HEAD', isAudit }: JudgeOptions,
  question: Question,
  context: Context,
): Promise<readonly JudgedCommit[]> {
  const { variables, clock, version, workingDirectory } = context;
  const commits = await LocalRepository.openBare(resolve(workingDirectory, bare), variables);
  const [base, head] = await idsOf(range, commits);
  const catalog = named.replace(/(?<!\/)\/+$/, '');
  return await judgeRange(base, head, {
    ...question,
    writer: commits,
    places: {
      catalog,
      root: catalog.includes('/') ? catalog.slice(0, catalog.lastIndexOf('/')) : '',
      tools: renderTools(context, { extensions: noCode }),
    },
    now: isAudit ? undefined : clock().toISOString(),
    clock: clock().toISOString(),
    version,
    evidence: await readEvidence(commits),
    answersTo: answersIn(commits),
    askTicket,
    isBranch: false,
  });
}

/** @returns the base, undefined for all commits up to the head, and the head */
async function idsOf(range: string, commits: LocalRepository): Promise<readonly [string | undefined, string]> {
  const [first = '', second] = range.split('..');
  if (range.includes('...')) throw new Refusal(`${JSON.stringify(range)} has three dots; write BASE..HEAD`, 'usage');
  if (second === undefined) return [undefined, await commits.commitId(first)];
  // What a hook is told of a branch that goes.
  if (/^0+$/.test(second))
    throw new Refusal('the branch would be deleted, with all that its commits say; leave it', 'answer');
  const head = await commits.commitId(second === '' ? 'HEAD' : second);
  // What a hook is told of a branch that is new.
  return [/^0+$/.test(first) ? undefined : await commits.commitId(first), head];
}

function asJson({ answers, reviewed: _reviewed, ...commit }: JudgedCommit): unknown {
  return {
    ...commit,
    gates: answers.map(({ effects, ...answer }) => ({ ...answer, effects: effects.map(({ words }) => words) })),
  };
}

function asText(all: readonly JudgedCommit[], isAudit: boolean, colours: Colours): readonly string[] {
  if (all.length === 0) return ['no commit changes the catalog or what is rendered from it'];
  const { green, red, yellow, dim } = colours;
  const bad = all.filter(({ isAllowed }) => !isAllowed).length;
  const unsure = all.filter(({ isAllowed, unverified }) => isAllowed && unverified.length > 0).length;
  const count = all.length === 1 ? '1 commit changes' : `${all.length} commits change`;
  const verdict = bad === 0 ? green('allowed') : red(`${bad} refused`);
  return [
    ...all.flatMap(({ commit, subject, author, kind, isAllowed, unverified, words }) => [
      `${isAllowed ? green('allowed') : red('refused')}  ${commit.slice(0, 10)}  ${kind}  ${printableLine(subject)}  ${dim(printableLine(author))}`,
      ...(isAllowed && isAudit
        ? []
        : words.map((line) => `  ${isAllowed ? dim('*') : red('*')} ${printableLine(line)}`)),
      ...(unverified.length === 0 ? [] : [`  ${yellow('!')} ${printableLine(unverifiedWords(unverified))}`]),
    ]),
    `${count} the catalog or what is rendered from it; ${verdict}${unsure === 0 ? '' : yellow(`, rendering of ${unsure} not verified`)}`,
  ];
}

function unverifiedWords([first = '', ...others]: readonly string[]): string {
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return `not verified: another version of Slipway rendered "${first}"${more}, or somebody did by hand; audit it with the version of then`;
}
