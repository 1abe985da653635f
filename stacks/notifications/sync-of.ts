import type { NotificationEvent } from './events';
import { fieldOf, fields } from './fields';

/** The sync that an event tells of, as expressions of a Go template. */
export interface ToldSync {
  readonly startedAt: string;
  /** What it has applied, or tried to. */
  readonly revision: string;
  /** Who began it: a person or an account; empty for Argo CD itself. */
  readonly initiatedBy: string;
}

/** The last deployment for what is an event of that, and the last operation for everything else. */
export function syncOf({ of }: Pick<NotificationEvent, 'of'>): ToldSync {
  return of === 'deployment' ? lastDeployment : lastOperation;
}

const lastOperation: ToldSync = {
  startedAt: fieldOf('status', 'operationState', 'startedAt'),
  revision: fieldOf('status', 'operationState', 'syncResult', 'revision'),
  initiatedBy: fields.initiatedBy,
};

// The last operation may be a heal of single objects, at a commit that has nothing to do with the Application.
const lastDeployment: ToldSync = {
  startedAt: ofLastDeployment('deployStartedAt'),
  revision: ofLastDeployment('revision'),
  initiatedBy: ofLastDeployment('initiatedBy', 'username'),
};

function ofLastDeployment(...path: readonly string[]): string {
  return `dig ${path.map((key) => JSON.stringify(key)).join(' ')} "" (dig "status" "history" list .app | last | default dict)`;
}
