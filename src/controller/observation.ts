import type { ApplicationEvent } from './application-event';

/** What Argo CD said of what runs, at one moment. */
export interface Observation {
  readonly application: string;
  readonly service: string;
  readonly environment: string;
  /**
   * `healthy` only when health was assessed after the last operation ended: until then it is that of what ran before. `bad` is
   * degraded, missing, or an operation that failed; everything else goes on.
   */
  readonly verdict: 'healthy' | 'bad' | 'going-on';
  /** Since when it is healthy (RFC 3339); only with `healthy`. */
  readonly healthySince?: string | undefined;
  /** Head of the branch that Argo CD compared with. */
  readonly head?: string | undefined;
  /** What the last operation applied. */
  readonly revision?: string | undefined;
  readonly images: readonly string[];
  /** Health, sync and phase in the words of Argo CD. */
  readonly health?: string | undefined;
  readonly sync?: string | undefined;
  readonly phase?: string | undefined;
  /** Who began the last operation, a person or an account; undefined for Argo CD itself. */
  readonly initiatedBy?: string | undefined;
  /** When the last operation ended (RFC 3339). */
  readonly finishedAt?: string | undefined;
  /** When Argo CD looked (RFC 3339): observations of an Application are in this order. */
  readonly observedAt: string;
}

/** How far the clock of Argo CD may be ahead of ours, in milliseconds: one event from next year would silence all others. */
export const mostAhead = 300_000;

/** What an event says of a placement. */
export function observationOf(event: ApplicationEvent, service: string, environment: string): Observation {
  const { operation } = event;
  const verdict = verdictOf(event);
  return {
    application: event.app,
    service,
    environment,
    verdict,
    healthySince: verdict === 'healthy' ? latest(event.healthSince, operation?.finishedAt) : undefined,
    head: event.head ?? undefined,
    revision: operation?.revision ?? event.revision ?? undefined,
    images: event.images ?? [],
    health: event.health ?? undefined,
    sync: event.sync ?? undefined,
    phase: operation?.phase ?? undefined,
    initiatedBy: operation?.initiatedBy ?? undefined,
    finishedAt: operation?.finishedAt ?? undefined,
    observedAt: event.observedAt,
  };
}

function verdictOf(event: ApplicationEvent): Observation['verdict'] {
  const { health, operation } = event;
  const hasFailed = operation?.phase === 'Failed' || operation?.phase === 'Error';
  if (health === 'Degraded' || health === 'Missing' || hasFailed) return 'bad';
  return health === 'Healthy' && wasAssessedAfterOperation(event) ? 'healthy' : 'going-on';
}

/**
 * Health is assessed again after a sync. Times are whole seconds, and most syncs are assessed in the second in which they end:
 * what is Synced then was looked at afterwards.
 */
function wasAssessedAfterOperation({ operation, observedAt, sync }: ApplicationEvent): boolean {
  if (operation === null || operation === undefined) return true;
  if (operation.phase !== 'Succeeded' || typeof operation.finishedAt !== 'string') return false;
  const after = Date.parse(observedAt) - Date.parse(operation.finishedAt);
  return after > 0 || (after === 0 && sync === 'Synced');
}

function latest(...times: readonly (string | null | undefined)[]): string | undefined {
  const known = times.filter((time) => typeof time === 'string');
  return known.sort((one, other) => Date.parse(one) - Date.parse(other)).at(-1);
}
