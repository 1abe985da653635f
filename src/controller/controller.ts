import type { AddressInfo } from 'node:net';

import { accountOfToken } from '../argocd/account-of-token';
import { portalVerbs, webhookPath } from '../portal/portal-call';
import { ActDesk } from './act-desk';
import { scopedArgoCd } from './argocd/scoped-argocd';
import type { ArgoCdPlace } from './argocd/scoped-argocd';
import { Sweeper } from './argocd/sweeper';
import { Syncer } from './argocd/syncer';
import type { ChangeDoor } from './door';
import { EventDesk } from './event-desk';
import { takeArgoCdEvent } from './http/argocd-route';
import { operatorRoutes } from './http/operator-routes';
import { takePortalCall } from './http/portal-route';
import { httpServer, usualRate } from './http/server';
import type { ServerPath } from './http/server';
import { SourceRate } from './http/source-rate';
import type { Rate } from './http/source-rate';
import { Acts } from './journal/acts';
import { Events } from './journal/events';
import { JournalStore } from './journal/journal-store';
import type { JournalOptions } from './journal/journal-store';
import { Operations } from './journal/operations';
import { Reports } from './journal/reports';
import { setAsideUnreadable } from './journal/unreadable-rows';
import type { Log } from './log';
import { Loop } from './loop';
import { Metrics } from './metrics';
import type { ControllerSecrets } from './read-secrets';
import { Notifier } from './report/notifier';
import { PortApi } from './report/port-api';
import { Reporter } from './report/reporter';
import { PushRate } from './push-rate';
import { peopleFromPort } from './run-reader';
import { Worker } from './worker';
import { WorkerClock } from './worker-clock';

/** What the controller runs with. */
export interface ControllerOptions {
  readonly host: string;
  /** 0 for one that is free. */
  readonly port: number;
  readonly journal: JournalOptions;
  readonly door: ChangeDoor;
  /** As they are now: they may change while it runs. */
  readonly secrets: () => ControllerSecrets;
  /** `https://api.port.io`, or that of another region. */
  readonly portalUrl: string;
  /** Argo CDs whose APIs are looked through, and start the syncs of what people sync. @default - only notifications tell, and people start them */
  readonly argocds?: readonly ArgoCdPlace[] | undefined;
  /** Blueprint of services in the portal. */
  readonly blueprint: string;
  /** Whether the portal's own agent calls. */
  readonly isAgent: boolean;
  /** Proxies in front of it whose word on where a request comes from is taken. */
  readonly proxies: number;
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Between 0 and 1. */
  readonly random: () => number;
  /** @default 50 a second, 200 at once */
  readonly rate?: Rate | undefined;
  /** Pushes to the repository in a minute. @default - as many as there is something for */
  readonly pushesPerMinute?: number | undefined;
  /** Calls that wait at most. @default 10000 */
  readonly mostWaiting?: number | undefined;
}

/** A controller that runs. */
export interface RunningController {
  readonly port: number;
  /** Takes nothing more, ends what it has begun, and lets go of the journal. What it has not begun is in the journal. */
  readonly stop: () => Promise<void>;
}

/** Starts the controller. @throws Refusal when another process has the journal */
export async function startController(options: ControllerOptions): Promise<RunningController> {
  const { door, secrets, portalUrl, now, random, log } = options;
  const store = JournalStore.open(options.journal);
  const operations = new Operations(store);
  const reports = new Reports(store);
  const events = new Events(store);
  const acts = new Acts(store);
  const metrics = new Metrics();
  const hasPortal = secrets().portalClient !== undefined;
  const api = hasPortal ? new PortApi({ baseUrl: portalUrl, client: () => secrets().portalClient, now }) : undefined;
  const lost = await setAsideUnreadable({ store, now, log });
  const shared = { store, operations, reports, events, metrics, door, now, random, log, secrets };

  const loops: Loop[] = [];
  const loop = (name: string, step: () => Promise<boolean>, nextDue: () => number | undefined): Loop => {
    const made = new Loop({ name, step, nextDue, now, log });
    loops.push(made);
    return made;
  };
  const reporter = api === undefined ? undefined : new Reporter({ ...shared, api });
  const notifier = new Notifier({ ...shared, url: () => secrets().noticeUrl });
  const telling = loop(
    'reporter',
    async () => (await notifier.step()) || (reporter !== undefined && (await reporter.step())),
    () => reports.nextDue('others'),
  );
  const argocds = (options.argocds ?? []).map((place) => scopedArgoCd(place, secrets));
  const syncer = argocds.length === 0 ? undefined : new Syncer({ ...shared, argocds });
  const syncing = loop(
    'syncs',
    async () => syncer !== undefined && (await syncer.step()),
    () => reports.nextDue('sync'),
  );
  const wakeReporter = (): void => {
    telling.wake();
    syncing.wake();
  };
  const worker = new Worker({
    ...shared,
    people: peopleFromPort(api),
    blueprint: hasPortal ? options.blueprint : undefined,
    hasArgoCd: syncer !== undefined,
    wakeReporter,
    pushRate: pushRateOf(options.pushesPerMinute),
  });
  await worker.settleLost(lost);
  const clock = new WorkerClock({ ...shared, worker });
  const working = loop(
    'worker',
    async () => (await clock.step()) || (await worker.step()),
    () => Math.min(Math.max(operations.nextDue() ?? Infinity, worker.nextPush()), clock.nextDue()),
  );
  const hasEvidence = (): void => {
    clock.hurry();
    working.wake();
  };
  const actDesk = new ActDesk({ ...shared, acts });
  const keeping = loop(
    'acts',
    async () => await actDesk.step(),
    () => acts.nextDue(),
  );
  const desk = new EventDesk({
    ...shared,
    acts: actDesk,
    ownAccounts: () => new Set((secrets().argocdApis ?? []).flatMap(({ token }) => accountOfToken(token) ?? [])),
    hasPortal,
    wakeReporter: () => {
      wakeReporter();
      keeping.wake();
    },
    hasEvidence,
  });
  const looking = loop(
    'events',
    async () => await desk.step(),
    () => events.nextDue(),
  );
  // Each by itself: one that does not answer keeps no other waiting.
  for (const argocd of argocds) {
    const sweeper = new Sweeper({ ...shared, argocd, wake: () => looking.wake() });
    loop(
      'sweeps',
      async () => await sweeper.step(),
      () => sweeper.nextDue(),
    );
  }
  for (const [name, value] of gauges({ operations, reports, events, acts })) metrics.gauge(name, {}, value);

  const rate = new SourceRate(options.rate ?? usualRate);
  const taking = {
    ...shared,
    isAgent: options.isAgent,
    mostWaiting: options.mostWaiting ?? 10_000,
    isProved: (source: string) => rate.giveBack(source),
  };
  let isStopping = false;
  const whyNotReady = (): string | undefined => {
    if (isStopping) return 'it is about to end';
    return store.isWritable(now()) ? undefined : 'the journal cannot be written';
  };
  const routes: readonly ServerPath[] = [
    ...portalVerbs.map((verb): ServerPath => ({
      method: 'POST',
      path: webhookPath(verb),
      answer: async (request) => await takePortalCall(verb, request, { ...taking, wake: () => working.wake() }),
    })),
    {
      method: 'POST',
      path: '/webhooks/argocd',
      answer: async (request) => await takeArgoCdEvent(request, { ...taking, wake: () => looking.wake() }),
    },
    ...operatorRoutes({ ...taking, whyNotReady, wake: () => looking.wake() }),
  ];
  const app = httpServer({ routes, rate, proxies: options.proxies, now, log, metrics });
  await app.listen({ host: options.host, port: options.port });
  for (const one of loops) one.wake();
  const { port } = addressOf(app.server.address());
  log('controller.started', { port, waiting: operations.countAccepted(), reports: reports.count() });
  return {
    port,
    stop: async () => {
      isStopping = true;
      await app.close();
      await Promise.all(loops.map(async (one) => await one.stop()));
      store.close();
      log('controller.stopped');
    },
  };
}

/** Half of what a minute may have goes at once after a pause. */
function pushRateOf(perMinute: number | undefined): PushRate | undefined {
  return perMinute === undefined
    ? undefined
    : new PushRate({ perMinute, burst: Math.max(1, Math.floor(perMinute / 2)) });
}

interface Queues {
  readonly operations: Operations;
  readonly reports: Reports;
  readonly events: Events;
  readonly acts: Acts;
}

function gauges({ operations, reports, events, acts }: Queues): readonly (readonly [string, () => number])[] {
  return [
    ['operations_accepted', () => operations.countAccepted()],
    ['operations_waiting', () => operations.count('waiting')],
    ['reports_queued', () => reports.count()],
    ['events_queued', () => events.count()],
    ['acts_queued', () => acts.count()],
    ['dead_letters', () => events.countDeadLetters([])],
    ['resident_memory_bytes', () => process.memoryUsage.rss()],
  ];
}

function addressOf(address: string | AddressInfo | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  return address;
}
