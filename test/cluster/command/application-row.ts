import { waveOf } from '../harness/applications';
import type { Application } from '../harness/applications';

/** What people see of an Application. */
export interface ApplicationRow {
  readonly name: string;
  readonly environment: string;
  readonly wave: number;
  /** `Synced`, `OutOfSync`; empty until Argo CD has compared it. */
  readonly sync: string;
  readonly health: string;
  /** First seven characters of the commit. */
  readonly revision: string;
  /** Why Argo CD has not done more: an operation that runs or failed. */
  readonly operation: string;
  /** Whether a person syncs its environment. */
  readonly isManual: boolean;
  /** Whether nothing more will happen to it by itself. */
  readonly isSettled: boolean;
}

/** @param manual environments that a person syncs */
export function rowOf(application: Application, manual: ReadonlySet<string>): ApplicationRow {
  const { metadata, status } = application;
  const environment = metadata.labels?.['env'] ?? '';
  const isManual = manual.has(environment);
  const sync = status.sync?.status ?? '';
  const health = status.health?.status ?? '';
  const phase = status.operationState?.phase ?? '';
  // The annotation is there until Argo CD has looked at Git again.
  const isCompared =
    sync !== '' && sync !== 'Unknown' && metadata.annotations?.['argocd.argoproj.io/refresh'] === undefined;
  // A canary that waits for a person is Suspended.
  const isDone = sync === 'Synced' && (health === 'Healthy' || health === 'Suspended') && phase !== 'Running';
  return {
    name: metadata.name,
    environment,
    wave: waveOf(application),
    sync,
    health,
    revision: status.sync?.revision.slice(0, 7) ?? '',
    operation: phase === 'Succeeded' ? '' : phase,
    isManual,
    isSettled: isCompared && (isManual || isDone),
  };
}

/** Whether two looks at an Application see the same. */
export function isSame(a: ApplicationRow, b: ApplicationRow | undefined): boolean {
  if (b === undefined) return false;
  const keys = ['sync', 'health', 'revision', 'operation', 'isSettled'] as const;
  return keys.every((key) => a[key] === b[key]);
}

/** Whether the next thing is for a person: to sync what is manual, or to promote a canary. */
export function waitsForPerson({ isManual, sync, health }: ApplicationRow): boolean {
  return (isManual && sync !== 'Synced') || health === 'Suspended';
}

/** Whether Argo CD says that something is wrong, which may pass. */
export function isFailing({ isSettled, sync, health, operation }: ApplicationRow): boolean {
  return !isSettled && (health === 'Degraded' || sync === 'Unknown' || operation === 'Failed' || operation === 'Error');
}
