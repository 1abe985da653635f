import { randomUUID } from 'node:crypto';

import type { AskedRequest } from '../../delivery/candidates';
import type { Outcome } from '../../delivery/outcome';
import { diffAsJson } from '../../diff/as-json';
import type { DiffReport } from '../../diff/report';
import { LocalRepository } from '../../gitops/local-repository';
import { printableLine } from '../../model/printable';
import { Refusal } from '../../model/refusal';
import type { VerbName } from '../../model/verb-name';
import type { Context, ExitCode } from '../context';
import { diffAsText } from '../diff-as-text';
import { changesByRisk } from './changes-by-risk';
import { withDelivery, type DeliveryPlace, type OpenDelivery } from './open-delivery';
import { outcomeAsJson } from './outcome-as-json';
import { outcomeAsText } from './outcome-as-text';
import type { PlannedRepository, ScaffoldOptions } from './scaffold-repository';
import { writeByHand } from './write-by-hand';

/** A verb as it was typed. */
export interface VerbOptions extends DeliveryPlace {
  readonly verb: VerbName;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly reason: string | undefined;
  readonly ticket: string | undefined;
  readonly hotfix: string | undefined;
  /** Version that has to run there. @default - whatever runs */
  readonly current?: string | undefined;
  readonly runTests: boolean;
  /** @default - a new one */
  readonly runId: string | undefined;
  /** Branch of its own; `true`: one that is called after the run id. @default - as the environments say */
  readonly branch: string | true | undefined;
  /** Whether it is written into the work tree. */
  readonly isEdit: boolean;
  readonly isDryRun: boolean;
  readonly isJson: boolean;
  /** The repository of a new service. @default - none is written */
  readonly scaffold?: ScaffoldOptions | undefined;
}

/** Asks for a change, and says what became of it. Exit code 1: it waits, or is refused. */
export async function runVerb(options: VerbOptions, context: Context): Promise<ExitCode> {
  const { verb, fields, reason, ticket, hotfix, current, runTests, branch, isEdit, isDryRun, isJson } = options;
  if (isEdit && branch !== undefined)
    throw new Refusal('--edit writes into the work tree, and --branch pushes a branch: give one of them', 'usage');
  const repository = await plannedRepository(options, context);
  const runId = options.runId ?? `cli-${randomUUID()}`;
  const request = { runId, verb, fields, reason, ticket, hotfix, runTests, current };
  const { outcome, ...shown } = await withDelivery(options, context, async (open) => {
    const asking: AskedRequest = { request, asker: open.asker, branch };
    const first = isEdit ? undefined : await askedFor(asking, isDryRun, open, context);
    if (first !== undefined && first.outcome.state !== 'by hand') return first;
    return await inWorkTree(asking, open, options, context);
  });
  const written = mayCome(outcome) ? repository : undefined;
  if (written !== undefined && !isDryRun) context.uninterrupted(written.write);
  showOutcome(outcome, isDryRun, isJson, context, { ...shown, repository: written });
  return exitCodeOf(outcome);
}

/** The repository of a new service. It is planned first, so that nothing is asked for when it cannot be written. */
async function plannedRepository(
  { scaffold, fields, place }: VerbOptions,
  context: Context,
): Promise<PlannedRepository | undefined> {
  if (scaffold === undefined) return undefined;
  const { planRepository } = await import('./scaffold-repository.js');
  return planRepository(scaffold, fields, place, context);
}

/** Whether what was asked for is done, or may still be. */
function mayCome({ state }: Outcome): boolean {
  return ['committed', 'branched', 'waiting', 'by hand'].includes(state);
}

/** What became of a request, and what goes with it. */
interface Answered extends Pick<Shown, 'files' | 'changes'> {
  readonly outcome: Outcome;
}

async function askedFor(
  asking: AskedRequest,
  isDryRun: boolean,
  { delivery, writer }: OpenDelivery,
  context: Context,
): Promise<Answered> {
  if (!isDryRun) return { outcome: only(await delivery.submit([asking])) };
  const { outcome, judged } = only(await delivery.preview([asking]));
  return { outcome, changes: await changesByRisk(judged, writer, context) };
}

function only<Item>(all: readonly Item[]): Item {
  const [first] = all;
  if (first === undefined) throw new Error('one request has one outcome');
  return first;
}

/** Plans on what is checked out, which need not be what the remote has, and writes it there. */
async function inWorkTree(
  asking: AskedRequest,
  { delivery, root }: OpenDelivery,
  { place, isDryRun }: VerbOptions,
  context: Context,
): Promise<Answered> {
  const commits = await LocalRepository.open(place.catalog, context.variables);
  const { outcome, judged, files } = await delivery.planByHand(asking, commits, await commits.commitId('HEAD'));
  if (!isDryRun) writeByHand(root, files);
  const changes = isDryRun ? await changesByRisk(judged, commits, context) : undefined;
  return { outcome, files: files.map(({ path }) => path), changes };
}

/** Prints what became of a request. */
export function showOutcome(
  outcome: Outcome,
  isDryRun: boolean,
  isJson: boolean,
  { stdout }: Context,
  { files = [], repository, changes, isAnswer }: Shown = {},
): void {
  const made = repository && { folder: repository.folder, files: repository.paths };
  const value = {
    ...outcomeAsJson(outcome),
    ...(files.length > 0 && { files }),
    ...(made && { repository: made }),
    ...(changes && { changes: diffAsJson(changes) }),
  };
  const diff = changes === undefined ? '' : `\n${diffAsText(changes, stdout.colours)}`;
  const text = `${outcomeAsText(outcome, isDryRun, stdout.colours, files, isAnswer)}${diff}${wroteRepository(repository, isDryRun)}`;
  stdout.write(isJson ? `${JSON.stringify(value, null, 2)}\n` : text);
}

/** What is shown besides what became of a request. */
interface Shown {
  /** Paths in a work tree that were written, or would be. */
  readonly files?: readonly string[];
  /** @default - no repository */
  readonly repository?: Pick<PlannedRepository, 'folder' | 'paths'> | undefined;
  /** Whether somebody has just answered it. @default false */
  readonly isAnswer?: boolean;
  /** What it would change in rendered objects. @default - that is not shown */
  readonly changes?: DiffReport | undefined;
}

function wroteRepository(repository: Shown['repository'], isDryRun: boolean): string {
  if (repository === undefined) return '';
  const { folder, paths } = repository;
  const does = isDryRun ? 'would write' : 'wrote';
  return `\n${does} the repository of the service: ${paths.length} files in ${printableLine(folder)}; its README.md says how to go on\n`;
}

/** 0: it is done, or there is nothing to do. 1: it waits, or the answer is no. 2: it was asked wrongly. */
export function exitCodeOf({ state }: Outcome): ExitCode {
  if (state === 'invalid') return 2;
  return ['committed', 'unchanged', 'branched', 'by hand'].includes(state) ? 0 : 1;
}
