import type { NotificationEvent } from './events';
import { fieldOf } from './fields';

/** The sync that an event tells of, as expressions of a Go template. */
export interface ToldSync {
  readonly startedAt: string;
  /** What it has applied, or tried to. */
  readonly revision: string;
}

/** The last deployment for what is an event of that, and the last operation for everything else. */
export function syncOf({ of }: Pick<NotificationEvent, 'of'>): ToldSync {
  return of === 'deployment' ? lastDeployment : lastOperation;
}

const lastOperation: ToldSync = {
  startedAt: fieldOf('status', 'operationState', 'startedAt'),
  revision: fieldOf('status', 'operationState', 'syncResult', 'revision'),
};

// The last operation may be a heal of single objects, at a commit that has nothing to do with the Application.
const lastDeployment: ToldSync = {
  startedAt: ofLastDeployment('deployStartedAt'),
  revision: ofLastDeployment('revision'),
};

function ofLastDeployment(key: string): string {
  return `dig ${JSON.stringify(key)} "" (dig "status" "history" list .app | last | default dict)`;
}
