import type { AppliedApplication } from './applied-application';
import type { ArgoCdApi, SyncRequest } from './argocd-api';

/** An Application that somebody wants to be as Git says. */
export interface OrderedApplication {
  readonly name: string;
  /** What it has to read, from the root of the repository: until it does, whoever makes Applications has not seen the commit. */
  readonly path: string;
  /** Those of one wave are synced at once, and those of the next only when all of them are well. */
  readonly wave: number;
}

/**
 * How it ended with an Application: `same` as Git says before; `synced`; `failed`; `late`, as it took too long; `refused` by Argo
 * CD; `missing`, or not to be seen with this token; `held`, as one before it did not get so far. When nothing is to be done:
 * `waits` for a person.
 */
export type SyncEnd = 'same' | 'synced' | 'failed' | 'late' | 'refused' | 'missing' | 'held' | 'waits';

export interface SyncOutcome {
  readonly application: string;
  readonly end: SyncEnd;
  /** What it has applied, or will; absent where nobody knows. */
  readonly revision: string | undefined;
  readonly health: string;
  /** In Argo CD's words, where it says something. */
  readonly why: string;
  /** Objects that differ from Git, as `Kind name`. */
  readonly differing: readonly string[];
  /** Objects that are no longer in Git, and are there. */
  readonly left: readonly string[];
}

/** How syncs are made. */
export interface SyncSettings extends SyncRequest {
  /** Nothing is started. */
  readonly isDryRun: boolean;
  /** The most that one Application may take, in milliseconds. */
  readonly patience: number;
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
  /** @param milliseconds how long */
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Hears of each end as soon as it is known. */
  readonly tell: (outcome: SyncOutcome) => void;
}

type Api = Pick<ArgoCdApi, 'application' | 'sync'>;

const looksEvery = 1000;
/** Right after a sync, health may still be what it was before it: so long one that is bad is looked at again. */
const believesAfter = 20_000;
const goodHealth: ReadonlySet<string> = new Set(['Healthy', 'Suspended']);
const goodEnds: ReadonlySet<SyncEnd> = new Set(['same', 'synced', 'waits']);

/**
 * Brings Applications to what Git says, wave by wave: what others need comes first. Where one of a wave does not get there, the
 * next waves are not begun.
 *
 * @returns the end of each, in the order of waves
 */
export async function syncInOrder(
  api: Api,
  applications: readonly OrderedApplication[],
  order: SyncSettings,
): Promise<readonly SyncOutcome[]> {
  const waves = [...new Set(applications.map(({ wave }) => wave))].toSorted((one, other) => one - other);
  const outcomes: SyncOutcome[] = [];
  for (const wave of waves) {
    const isHeld = outcomes.some(({ end }) => !goodEnds.has(end));
    const members = applications.filter((one) => one.wave === wave);
    const ends = await Promise.all(
      members.map(async (one) => {
        const outcome = isHeld ? outcomeOf(one, undefined, 'held') : await bring(api, one, order);
        order.tell(outcome);
        return outcome;
      }),
    );
    outcomes.push(...ends);
  }
  return outcomes;
}

async function bring(api: Api, wanted: OrderedApplication, order: SyncSettings): Promise<SyncOutcome> {
  try {
    return await bringOnce(api, wanted, order);
  } catch (error) {
    return outcomeOf(wanted, undefined, 'refused', error instanceof Error ? error.message : String(error));
  }
}

async function bringOnce(api: Api, wanted: OrderedApplication, order: SyncSettings): Promise<SyncOutcome> {
  const until = order.now() + order.patience;
  let known = await api.application(wanted.name, true);
  while (!order.isDryRun && (known === undefined || !isReady(known, wanted)) && order.now() < until) {
    await order.pause(looksEvery);
    known = await api.application(wanted.name, true);
  }
  if (known === undefined) return outcomeOf(wanted, known, 'missing');
  const condition = (known.status?.conditions ?? []).find(({ type }) => type.endsWith('Error'));
  if (condition !== undefined) return outcomeOf(wanted, known, 'failed', condition.message);
  if (isSame(known, order)) return outcomeOf(wanted, known, 'same');
  if (order.isDryRun) return outcomeOf(wanted, known, 'waits');
  if (!isReady(known, wanted)) return outcomeOf(wanted, known, 'late', lateBecause(known, wanted));

  const before = known.status?.operationState?.startedAt;
  await api.sync(wanted.name, {
    prune: order.prune,
    ...(order.revision !== undefined && { revision: order.revision }),
    ...(order.why !== undefined && { why: order.why }),
  });
  return await seeItEnd(api, wanted, order, { until, before });
}

/** Looks until the operation that began after `before` has ended and all is well. */
async function seeItEnd(
  api: Api,
  wanted: OrderedApplication,
  order: SyncSettings,
  { until, before }: { readonly until: number; readonly before: string | undefined },
): Promise<SyncOutcome> {
  let succeededAt: number | undefined;
  for (;;) {
    await order.pause(looksEvery);
    const known = await api.application(wanted.name);
    const operation = known?.status?.operationState;
    const isOurs = isIdle(known) && operation !== undefined && operation !== null && operation.startedAt !== before;
    const health = known?.status?.health?.status ?? '';
    if (isOurs && operation.phase === 'Succeeded') {
      succeededAt ??= order.now();
      const isBad = health === 'Degraded' && order.now() - succeededAt > believesAfter;
      if (goodHealth.has(health)) return outcomeOf(wanted, known, 'synced');
      if (isBad) return outcomeOf(wanted, known, 'failed', 'what it applied is Degraded');
    } else if (isOurs) return outcomeOf(wanted, known, 'failed', operation.message ?? operation.phase);
    if (order.now() >= until) return outcomeOf(wanted, known, 'late', operation?.message ?? '');
  }
}

/** Whether nothing goes on, and it reads what the commit makes it read. */
function isReady(known: AppliedApplication, wanted: OrderedApplication): boolean {
  return known.spec.source?.path === wanted.path && isIdle(known);
}

function isIdle(known: AppliedApplication | undefined): boolean {
  if (known?.operation !== undefined && known.operation !== null) return false;
  const phase = known?.status?.operationState?.phase;
  return phase !== 'Running' && phase !== 'Terminating';
}

/** Whether there is nothing to do: Synced, at the revision that is wanted, and its last sync did not fail. */
function isSame({ status }: AppliedApplication, { revision }: SyncSettings): boolean {
  const phase = status?.operationState?.phase ?? '';
  const isThere = revision === undefined || status?.sync?.revision === revision;
  return status?.sync?.status === 'Synced' && isThere && phase !== 'Failed' && phase !== 'Error';
}

function lateBecause(known: AppliedApplication, { path }: OrderedApplication): string {
  const reads = known.spec.source?.path ?? '';
  if (reads !== path) return `it still reads "${reads}", and the catalog says "${path}"`;
  return known.status?.operationState?.message ?? 'another operation goes on';
}

function outcomeOf(
  { name: application }: OrderedApplication,
  known: AppliedApplication | undefined,
  end: SyncEnd,
  why = '',
): SyncOutcome {
  const { sync, health, operationState, resources } = known?.status ?? {};
  const revision = end === 'synced' ? (operationState?.syncResult?.revision ?? sync?.revision) : sync?.revision;
  const objects = (resources ?? []).filter(({ status }) => status === 'OutOfSync');
  const named = (isLeft: boolean): readonly string[] =>
    objects.filter((one) => (one.requiresPruning === true) === isLeft).map(({ kind, name }) => `${kind} ${name}`);
  return {
    application,
    end,
    revision,
    health: health?.status ?? 'Unknown',
    why,
    differing: named(false),
    left: named(true),
  };
}
