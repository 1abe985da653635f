import type { notificationTriggers } from '../../src/model/platform';

/** An event that somebody may subscribe to, as the catalog names it. */
export type Trigger = (typeof notificationTriggers)[number];

/** How much an event matters: `critical` may wake somebody, `warning` waits for the morning, `info` is for the record. */
export type EventSeverity = 'critical' | 'warning' | 'info';

/** An event of an Application, and what is said of it. */
export interface NotificationEvent {
  /** Name of its template. */
  readonly template: string;
  readonly severity: EventSeverity;
  /** Expression of Argo CD (expr-lang) on `app`: whether it is so now. `?.` lets a field be absent, as in a new Application. */
  readonly when: string;
  /**
   * Expression whose value tells one occurrence from the next.
   *
   * @default - whenever `when` becomes true after it was false
   */
  readonly oncePer?: string;
  /** What happened, behind the name of the Application: `checkout-prod cannot be synced`. */
  readonly says: string;
}

/**
 * Every event that a catalog may name.
 *
 * Argo CD's own catalog remembers one revision for all of them. A revision runs for weeks, so the second time that it degrades
 * would be heard by nobody, and a portal that was told of a failed sync would not hear that the next try of the same revision
 * succeeded. Here each operation is told once, a revision is deployed once, and a state is told whenever it begins.
 */
export const events: Readonly<Record<Trigger, NotificationEvent>> = {
  'on-created': {
    template: 'app-created',
    severity: 'info',
    when: 'true',
    oncePer: 'app.metadata.uid',
    says: 'is known to Argo CD',
  },
  'on-deleted': {
    template: 'app-deleted',
    severity: 'info',
    when: 'app.metadata.deletionTimestamp != nil',
    oncePer: 'app.metadata.uid',
    says: 'is being deleted',
  },
  'on-deployed': {
    template: 'app-deployed',
    severity: 'info',
    // Health is assessed again after a sync; until then it is that of the revision before.
    when: all(
      "app.status?.operationState?.phase == 'Succeeded'",
      "app.status?.health?.status == 'Healthy'",
      'app.status?.reconciledAt != nil',
      'time.Parse(app.status.reconciledAt).After(time.Parse(app.status.operationState.finishedAt))',
    ),
    oncePer: 'app.status.operationState?.syncResult?.revision',
    says: 'runs a new revision and is healthy',
  },
  'on-health-degraded': {
    template: 'app-health-degraded',
    severity: 'critical',
    when: "app.status?.health?.status == 'Degraded'",
    says: 'is degraded',
  },
  'on-sync-failed': {
    template: 'app-sync-failed',
    severity: 'critical',
    // A sync that is tried again is still running. The first tries may meet what is just being made beside it.
    when: any(
      "app.status?.operationState?.phase in ['Error', 'Failed']",
      all("app.status?.operationState?.phase == 'Running'", '(app.status.operationState.retryCount ?? 0) >= 3'),
    ),
    oncePer: 'app.status.operationState.startedAt',
    says: 'cannot be synced',
  },
  'on-sync-running': {
    template: 'app-sync-running',
    severity: 'info',
    when: "app.status?.operationState?.phase == 'Running'",
    oncePer: 'app.status.operationState.startedAt',
    says: 'is being synced',
  },
  'on-sync-status-unknown': {
    template: 'app-sync-status-unknown',
    severity: 'warning',
    when: "app.status?.sync?.status == 'Unknown'",
    says: 'cannot be compared with Git',
  },
  'on-sync-succeeded': {
    template: 'app-sync-succeeded',
    severity: 'info',
    when: "app.status?.operationState?.phase == 'Succeeded'",
    oncePer: 'app.status.operationState.startedAt',
    says: 'is synced',
  },
};

function any(...conditions: readonly string[]): string {
  return conditions.map((condition) => `(${condition})`).join(' or ');
}

function all(...conditions: readonly string[]): string {
  return conditions.join(' and ');
}
