import type { AppliedApplication } from '../../src/argocd/applied-application';
import { syncInOrder } from '../../src/argocd/sync-in-order';
import type { OrderedApplication, SyncSettings, SyncOutcome } from '../../src/argocd/sync-in-order';

const commit = 'c'.repeat(40);
const baseline = ordered('baseline-prod', -20);
const database = ordered('database-prod', -10);
const web = ordered('web-prod', 0);
const api = ordered('api-prod', 0);

test('what others need comes first, and each wave waits for the one before', async () => {
  const argocd = new ArgoCd({ 'web-prod': waiting(), 'api-prod': waiting(), 'baseline-prod': waiting() });

  const outcomes = await argocd.bring([web, api, baseline]);

  expect(argocd.log).toEqual([
    'baseline-prod starts',
    'baseline-prod is Healthy',
    'web-prod starts',
    'api-prod starts',
    'web-prod is Healthy',
    'api-prod is Healthy',
  ]);
  expect(outcomes).toMatchObject([
    { application: 'baseline-prod', end: 'synced', revision: commit, health: 'Healthy' },
    { application: 'web-prod', end: 'synced' },
    { application: 'api-prod', end: 'synced' },
  ]);
});

test('what is as Git says is left alone', async () => {
  const argocd = new ArgoCd({ 'web-prod': { ...waiting(), sync: 'Synced' }, 'api-prod': waiting() });

  expect(ends(await argocd.bring([web, api]))).toEqual({ 'web-prod': 'same', 'api-prod': 'synced' });
  expect(argocd.log).not.toContain('web-prod starts');
});

test('what is Synced, and whose last sync failed, is synced again: a hook may have failed', async () => {
  const argocd = new ArgoCd({ 'web-prod': { ...waiting(), sync: 'Synced', lastPhase: 'Failed' } });

  expect(ends(await argocd.bring([web]))).toEqual({ 'web-prod': 'synced' });
});

test('one that fails holds the waves after it, says why, and does not stop its own wave', async () => {
  const argocd = new ArgoCd({
    'database-prod': { ...waiting(), fails: 'namespaces "prod" not found' },
    'baseline-prod': waiting(),
    'web-prod': waiting(),
  });

  expect(await argocd.bring([web, baseline, database])).toMatchObject([
    { application: 'baseline-prod', end: 'synced' },
    { application: 'database-prod', end: 'failed', why: 'namespaces "prod" not found' },
    { application: 'web-prod', end: 'held' },
  ]);
  expect(argocd.log).not.toContain('web-prod starts');
});

test('a canary that waits for a person is well, and what stays Degraded is not', async () => {
  const argocd = new ArgoCd({
    'web-prod': { ...waiting(), becomes: 'Suspended' },
    'api-prod': { ...waiting(), becomes: 'Degraded' },
  });

  expect(await argocd.bring([web, api])).toMatchObject([
    { end: 'synced', health: 'Suspended' },
    { end: 'failed', why: 'what it applied is Degraded' },
  ]);
});

test('health that is still that of before is not believed at once', async () => {
  const argocd = new ArgoCd({ 'web-prod': { ...waiting(), health: 'Degraded', healthAfter: 10 } });

  expect(ends(await argocd.bring([web]))).toEqual({ 'web-prod': 'synced' });
});

test('an operation that goes on is waited for, and what nobody ends is late', async () => {
  const argocd = new ArgoCd({
    'web-prod': { ...waiting(), isBusyFor: 5 },
    'api-prod': { ...waiting(), isBusyFor: 1000 },
  });

  expect(await argocd.bring([web, api])).toMatchObject([{ end: 'synced' }, { end: 'late', why: 'somebody syncs it' }]);
  expect(argocd.log).not.toContain('api-prod starts');
});

test('an Application that does not read yet what the catalog says is not synced', async () => {
  const argocd = new ArgoCd({ 'web-prod': { ...waiting(), path: 'services/web/overlays/prod/empty' } });

  expect(await argocd.bring([web])).toMatchObject([
    { end: 'late', why: 'it still reads "services/web/overlays/prod/empty", and the catalog says "web-prod/path"' },
  ]);
});

test('one that is not there, one that is refused, and one that Argo CD cannot read are told apart', async () => {
  const argocd = new ArgoCd({
    'web-prod': { ...waiting(), refuses: 'cannot sync: blocked by sync window' },
    'api-prod': { ...waiting(), condition: 'app path does not exist' },
  });

  expect(await argocd.bring([web, api, { ...baseline, wave: 0 }])).toMatchObject([
    { application: 'web-prod', end: 'refused', why: 'cannot sync: blocked by sync window' },
    { application: 'api-prod', end: 'failed', why: 'app path does not exist' },
    { application: 'baseline-prod', end: 'missing' },
  ]);
});

test('a dry run starts nothing, waits for nothing, and says what differs and what is left', async () => {
  const argocd = new ArgoCd({
    'web-prod': { ...waiting(), isBusyFor: 1000 },
    'api-prod': { ...waiting(), sync: 'Synced' },
  });

  expect(await argocd.bring([web, api], { isDryRun: true })).toMatchObject([
    { end: 'waits', differing: ['Deployment web-prod'], left: ['ConfigMap old'] },
    { end: 'same' },
  ]);
  expect(argocd.log).toEqual([]);
});

test('a commit is asked for by its name, also of what is Synced with another one', async () => {
  const argocd = new ArgoCd({ 'web-prod': { ...waiting(), sync: 'Synced' } });

  await argocd.bring([web], { revision: 'd'.repeat(40), prune: true });

  expect(argocd.requests).toEqual([{ revision: 'd'.repeat(40), prune: true }]);
});

interface Told {
  readonly path?: string;
  readonly sync: string;
  readonly health: string;
  /** Seconds after a sync until its health is another. */
  readonly healthAfter?: number;
  readonly becomes?: string;
  readonly lastPhase?: string;
  readonly fails?: string;
  readonly refuses?: string;
  readonly condition?: string;
  /** Seconds that another operation goes on. */
  readonly isBusyFor?: number;
}

function waiting(): Told {
  return { sync: 'OutOfSync', health: 'Healthy' };
}

function ordered(name: string, wave: number): OrderedApplication {
  return { name, path: `${name}/path`, wave };
}

function ends(outcomes: readonly SyncOutcome[]): Record<string, string> {
  return Object.fromEntries(outcomes.map(({ application, end }) => [application, end]));
}

/** Applications whose state is a function of a clock, in the fields in which Argo CD 3.2 says it. */
class ArgoCd {
  readonly log: string[] = [];
  readonly requests: object[] = [];
  private clock = 0;
  private readonly started = new Map<string, number>();

  constructor(private readonly told: Readonly<Record<string, Told>>) {}

  async bring(
    wanted: readonly OrderedApplication[],
    order: Partial<SyncSettings> = {},
  ): Promise<readonly SyncOutcome[]> {
    return await syncInOrder(this, wanted, {
      prune: false,
      isDryRun: false,
      patience: 60_000,
      now: () => this.clock,
      pause: (milliseconds) => {
        this.clock += milliseconds;
        return Promise.resolve();
      },
      tell: ({ application, end, health }) => {
        if (end === 'synced') this.log.push(`${application} is ${health}`);
      },
      ...order,
    });
  }

  application(name: string): Promise<AppliedApplication | undefined> {
    const told = this.told[name];
    return Promise.resolve(told === undefined ? undefined : this.stateOf(name, told));
  }

  sync(name: string, request: object): Promise<void> {
    const refusal = this.told[name]?.refuses;
    if (refusal !== undefined) return Promise.reject(new Error(refusal));
    this.log.push(`${name} starts`);
    this.requests.push(request);
    this.started.set(name, this.clock);
    return Promise.resolve();
  }

  private stateOf(name: string, told: Told): AppliedApplication {
    const since = this.started.get(name);
    const seconds = since === undefined ? -1 : (this.clock - since) / 1000;
    const isOver = seconds >= 3;
    const isBusy = since === undefined && this.clock < (told.isBusyFor ?? 0) * 1000;
    const health =
      seconds > (told.healthAfter ?? 5) ? (told.becomes ?? 'Healthy') : isOver ? 'Progressing' : told.health;
    return {
      spec: { source: { path: told.path ?? `${name}/path` } },
      status: {
        sync: { status: isOver && told.fails === undefined ? 'Synced' : told.sync, revision: commit },
        health: { status: told.healthAfter !== undefined && seconds <= told.healthAfter ? told.health : health },
        ...(told.condition !== undefined && { conditions: [{ type: 'ComparisonError', message: told.condition }] }),
        resources: [
          { kind: 'Deployment', name, status: 'OutOfSync' },
          { kind: 'ConfigMap', name: 'old', status: 'OutOfSync', requiresPruning: true },
          { kind: 'Service', name, status: 'Synced' },
        ],
        operationState: operationOf(),
      },
    };

    function operationOf() {
      if (isBusy) return { phase: 'Running', startedAt: 'before', message: 'somebody syncs it' };
      if (since === undefined)
        return told.lastPhase === undefined ? null : { phase: told.lastPhase, startedAt: 'before' };
      const phase = isOver ? (told.fails === undefined ? 'Succeeded' : 'Failed') : 'Running';
      return { phase, startedAt: `at ${since}`, message: told.fails ?? '', syncResult: { revision: commit } };
    }
  }
}
