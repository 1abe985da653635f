import type { notificationTriggers } from '../../src/model/platform';
import { told } from './told';

/** An event that somebody may subscribe to, as the catalog names it. */
export type Trigger = (typeof notificationTriggers)[number];

/** How much an event matters: `critical` may wake somebody, `warning` waits for the morning, `info` is for the record. */
export type EventSeverity = 'critical' | 'warning' | 'info';

/** An event of an Application, and what is said of it. */
export interface NotificationEvent {
  /** Name of its template. */
  readonly template: string;
  readonly severity: EventSeverity;
  /**
   * What it is an event of. A parent has no health of its own: it repeats that of its children. A deployment is a sync of the
   * whole Application that has succeeded: Argo CD notes each of these, and none that puts back single objects.
   */
  readonly of: 'application' | 'operation' | 'deployment' | 'health' | 'comparison';
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

const startedAt = 'app.status.operationState.startedAt';
const healthSince = 'app.status.health?.lastTransitionTime';
const deployments = 'app.status?.history ?? []';
const lastDeployment = `last(${deployments})`;
const deployedSince = `${lastDeployment}.deployStartedAt`;

/**
 * Whether the last operation deployed, or followed what did before anybody could see that: a heal may begin in the second in
 * which a sync ends. After an hour a deployment is no news, and Argo CD may have forgotten that it told.
 */
const isDeployment = all(
  `len(${deployments}) > 0`,
  any(`${startedAt} == ${deployedSince}`, `time.Now().Sub(${at(`${lastDeployment}.deployedAt`)}).Hours() < 1`),
);

/**
 * Seconds after a deployment in which a heal puts back nothing that anybody changed. Argo CD compares with what it has heard of
 * the cluster, and on a busy machine that is older than the sync that has just ended: it finds a difference, and applies the
 * same once more. What somebody really changes in that time is not told as drift, unless it is changed again.
 */
const settlingSeconds = 30;

/**
 * Every event that a catalog may name.
 *
 * Argo CD's own catalog remembers one revision for all of them. A revision runs for weeks, so the second time that it degrades
 * would be heard by nobody, and a portal that was told of a failed sync would not hear that the next try of the same revision
 * succeeded. Here an event of an operation is told once for each operation, one of a deployment once for each deployment, and one
 * of health once for each change of health.
 */
export const events: Readonly<Record<Trigger, NotificationEvent>> = {
  'on-created': {
    template: 'app-created',
    severity: 'info',
    of: 'application',
    // Argo CD forgets what it told a hundred messages ago, and would tell it again.
    when: all(
      'app.metadata.creationTimestamp != nil',
      'time.Now().Sub(time.Parse(app.metadata.creationTimestamp)).Hours() < 1',
    ),
    oncePer: 'app.metadata.uid',
    says: 'is known to Argo CD',
  },
  'on-deleted': {
    template: 'app-deleted',
    severity: 'info',
    of: 'application',
    when: 'app.metadata.deletionTimestamp != nil',
    oncePer: 'app.metadata.uid',
    says: 'is being deleted',
  },
  'on-deployed': {
    template: 'app-deployed',
    severity: 'info',
    of: 'deployment',
    when: all(
      "app.status?.operationState?.phase == 'Succeeded'",
      "app.status?.health?.status == 'Healthy'",
      'app.status?.reconciledAt != nil',
      isDeployment,
      // A heal right after a sync may have been compared with what was there before it.
      any(`${startedAt} == ${deployedSince}`, "app.status?.sync?.status == 'Synced'"),
      // Health is assessed again after a sync; until then it is that of the revision before. Times are whole seconds, and
      // most syncs are assessed in the second in which they end: what is Synced then was looked at afterwards.
      any(
        `${at('app.status.reconciledAt')}.After(${at('app.status.operationState.finishedAt')})`,
        all('app.status.reconciledAt == app.status.operationState.finishedAt', "app.status?.sync?.status == 'Synced'"),
      ),
    ),
    oncePer: deployedSince,
    says: 'runs what was deployed and is healthy',
  },
  'on-drifted': {
    template: 'app-drifted',
    severity: 'warning',
    of: 'operation',
    when: all(
      '(app.status?.operationState?.operation?.sync?.autoHealAttemptsCount ?? 0) > 0',
      any(
        `len(${deployments}) == 0`,
        `${at(startedAt)}.Sub(${at(`${lastDeployment}.deployedAt`)}).Seconds() > ${settlingSeconds}`,
      ),
    ),
    oncePer: startedAt,
    says: 'was changed on the cluster, and Argo CD puts it back',
  },
  'on-health-degraded': {
    template: 'app-health-degraded',
    severity: 'critical',
    of: 'health',
    when: "app.status?.health?.status == 'Degraded'",
    oncePer: healthSince,
    says: 'is degraded',
  },
  'on-health-recovered': {
    template: 'app-health-recovered',
    severity: 'info',
    of: 'health',
    when: all("app.status?.health?.status == 'Healthy'", `len(${told('on-health-degraded')}) > 0`),
    oncePer: `last(${told('on-health-degraded')})`,
    says: 'is healthy again',
  },
  'on-suspended': {
    template: 'app-suspended',
    severity: 'info',
    of: 'health',
    when: "app.status?.health?.status == 'Suspended'",
    oncePer: healthSince,
    says: 'pauses in its release',
  },
  'on-sync-failed': {
    template: 'app-sync-failed',
    severity: 'critical',
    of: 'operation',
    // A sync that is tried again is still running. The first tries may meet what is just being made beside it.
    when: any(
      "app.status?.operationState?.phase in ['Error', 'Failed']",
      all("app.status?.operationState?.phase == 'Running'", '(app.status.operationState.retryCount ?? 0) >= 3'),
    ),
    oncePer: startedAt,
    says: 'cannot be synced',
  },
  'on-sync-running': {
    template: 'app-sync-running',
    severity: 'info',
    of: 'operation',
    when: "app.status?.operationState?.phase == 'Running'",
    oncePer: startedAt,
    says: 'is being synced',
  },
  'on-sync-status-unknown': {
    template: 'app-sync-status-unknown',
    severity: 'warning',
    of: 'comparison',
    when: "app.status?.sync?.status == 'Unknown'",
    says: 'cannot be compared with Git',
  },
  'on-sync-succeeded': {
    template: 'app-sync-succeeded',
    severity: 'info',
    of: 'deployment',
    when: all("app.status?.operationState?.phase == 'Succeeded'", isDeployment),
    oncePer: deployedSince,
    says: 'is synced',
  },
  'on-waiting': {
    template: 'app-waiting',
    severity: 'info',
    of: 'comparison',
    when: all(
      'app.spec?.syncPolicy?.automated == nil',
      "app.status?.sync?.status == 'OutOfSync'",
      "app.status?.operationState?.phase != 'Running'",
    ),
    says: 'differs from Git, and waits for a person to sync it',
  },
};

function all(...conditions: readonly string[]): string {
  return conditions.map((condition) => (condition.includes(' or ') ? `(${condition})` : condition)).join(' and ');
}

function any(...conditions: readonly string[]): string {
  return conditions.map((condition) => (condition.includes(' and ') ? `(${condition})` : condition)).join(' or ');
}

function at(field: string): string {
  return `time.Parse(${field})`;
}
