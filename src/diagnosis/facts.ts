import { listAt, mappingAt, textAt, valueAt } from '../manifests/value-at';
import type { Mapping } from '../manifests/value-at';
import type { Path } from '../manifests/manifest';
import type { Case, ServedObject } from './case';

/** The Application of the service; undefined when Argo CD does not know of it. */
export function applicationIn({ application, applications }: Case): ServedObject | undefined {
  return applications.find((one) => servedName(one) === application);
}

/** Objects of the service that are of some kinds. */
export function ofKind({ objects }: Case, ...kinds: readonly string[]): readonly ServedObject[] {
  return objects.filter((one) => kinds.includes(textAt(one, ['kind']) ?? ''));
}

/** Name of an object. */
export function servedName(object: ServedObject): string {
  return textAt(object, ['metadata', 'name']) ?? '';
}

/** Plugins by which a Rollout sets weights of routes. */
export function pluginsOf(object: ServedObject): readonly string[] {
  if (textAt(object, ['kind']) !== 'Rollout') return [];
  return Object.keys(mappingAt(object, ['spec', 'strategy', 'canary', 'trafficRouting', 'plugins']));
}

/** A condition of an object's status, by its type. */
export function conditionOf(object: ServedObject, type: string): Condition | undefined {
  const found = listAt(object, ['status', 'conditions']).find((one) => textAt(one, ['type']) === type);
  if (found === undefined) return undefined;
  return {
    isTrue: textAt(found, ['status']) === 'True',
    reason: textAt(found, ['reason']) ?? '',
    message: textAt(found, ['message']) ?? '',
  };
}

/** What an object says of itself. */
export interface Condition {
  readonly isTrue: boolean;
  readonly reason: string;
  readonly message: string;
}

/** A container of a pod, and how it is. */
export interface ContainerState {
  readonly pod: string;
  readonly name: string;
  readonly image: string;
  readonly isReady: boolean;
  readonly restarts: number;
  /** Why it waits, and what Kubernetes says of that; undefined when it runs or has ended. */
  readonly waiting: { readonly reason: string; readonly message: string } | undefined;
  /** How it ended the last time; undefined when it has not. */
  readonly ended: { readonly reason: string; readonly exitCode: number } | undefined;
  readonly isRunning: boolean;
}

/** Containers of the pods of the service, those that start first included. */
export function containersOf(one: Case): readonly ContainerState[] {
  return ofKind(one, 'Pod').flatMap((pod) =>
    [...listAt(pod, ['status', 'initContainerStatuses']), ...listAt(pod, ['status', 'containerStatuses'])].map(
      (status) => stateOf(servedName(pod), status),
    ),
  );
}

function stateOf(pod: string, status: unknown): ContainerState {
  const waiting = mappingAt(status, ['state', 'waiting']);
  const isWaiting = Object.keys(waiting).length > 0;
  const ended =
    endOf(mappingAt(status, ['state', 'terminated'])) ?? endOf(mappingAt(status, ['lastState', 'terminated']));
  return {
    pod,
    name: textAt(status, ['name']) ?? '',
    image: textAt(status, ['image']) ?? '',
    isReady: valueAt(status, ['ready']) === true,
    restarts: numberAt(status, ['restartCount']) ?? 0,
    waiting: isWaiting
      ? { reason: textAt(waiting, ['reason']) ?? '', message: textAt(waiting, ['message']) ?? '' }
      : undefined,
    ended,
    isRunning: Object.keys(mappingAt(status, ['state', 'running'])).length > 0,
  };
}

function endOf(terminated: Mapping): ContainerState['ended'] {
  if (Object.keys(terminated).length === 0) return undefined;
  return { reason: textAt(terminated, ['reason']) ?? '', exitCode: numberAt(terminated, ['exitCode']) ?? 0 };
}

/** Messages of events about an object, the newest last. */
export function eventsAbout({ events }: Case, name: string, reason: string): readonly string[] {
  return events
    .filter((event) => textAt(event, ['involvedObject', 'name']) === name && textAt(event, ['reason']) === reason)
    .sort((one, other) => timeOf(one).localeCompare(timeOf(other)))
    .flatMap((event) => textAt(event, ['message']) ?? []);
}

function timeOf(event: ServedObject): string {
  return textAt(event, ['lastTimestamp']) ?? textAt(event, ['eventTime']) ?? '';
}

/** What Kubernetes said when it could not make pods of a workload. */
export function refusalsOfPods(one: Case): readonly { readonly of: string; readonly message: string }[] {
  return ofKind(one, 'ReplicaSet', 'StatefulSet').flatMap((owner) => {
    const failure = conditionOf(owner, 'ReplicaFailure');
    const said =
      failure?.isTrue === true ? [failure.message] : eventsAbout(one, servedName(owner), 'FailedCreate').slice(-1);
    return said.map((message) => ({ of: `${textAt(owner, ['kind'])} "${servedName(owner)}"`, message }));
  });
}

/** What the last sync of the Application said of objects that it could not apply, and of itself. */
export function syncMessages(one: Case): readonly { readonly object: string; readonly message: string }[] {
  const application = applicationIn(one);
  const operation = mappingAt(application, ['status', 'operationState']);
  const phase = textAt(operation, ['phase']) ?? '';
  const isRetried = phase === 'Running' && (numberAt(operation, ['retryCount']) ?? 0) > 0;
  if (!['Failed', 'Error'].includes(phase) && !isRetried) return [];
  const failed = listAt(operation, ['syncResult', 'resources']).filter(
    (resource) => textAt(resource, ['status']) === 'SyncFailed' || textAt(resource, ['hookPhase']) === 'Failed',
  );
  const ofObjects = failed.map((resource) => ({
    object: `${textAt(resource, ['kind'])} "${textAt(resource, ['name'])}"`,
    message: textAt(resource, ['message']) ?? '',
  }));
  return ofObjects.length > 0 ? ofObjects : [{ object: 'the sync', message: textAt(operation, ['message']) ?? '' }];
}

/** The number at a path; undefined when there is something else or nothing. */
export function numberAt(value: unknown, path: Path): number | undefined {
  const found = valueAt(value, path);
  return typeof found === 'number' ? found : undefined;
}
