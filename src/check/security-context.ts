import type { Path } from '../manifests/manifest';
import { listAt, textAt, valueAt } from '../manifests/value-at';
import type { Workload, WorkloadContainer } from './inventory';

/** What holds for a container: its own word, or else that of its pod. */
export function securityOf(
  { pod, podPath }: Workload,
  { value, path }: WorkloadContainer,
  key: string,
): { readonly value: unknown; readonly path: Path } {
  const own = valueAt(value, ['securityContext', key]);
  const ofPod = valueAt(pod, ['securityContext', key]);
  if (own === undefined && ofPod !== undefined) return { value: ofPod, path: [...podPath, 'securityContext', key] };
  return { value: own, path: [...path, 'securityContext', key] };
}

/** Whether pods run on Windows, where most of a security context does not exist. */
export function runsOnWindows({ pod }: Workload): boolean {
  return textAt(pod, ['os', 'name']) === 'windows' || textAt(pod, ['nodeSelector', 'kubernetes.io/os']) === 'windows';
}

/** Whether root in the pod is nobody on its node. */
export function hasOwnUsers({ pod }: Workload): boolean {
  return pod['hostUsers'] === false;
}

/** Capabilities that a container adds, without the prefix that the API takes as well. */
export function addedCapabilities({ value }: WorkloadContainer): readonly string[] {
  return capabilities(value, 'add');
}

/** Capabilities that a container drops. */
export function droppedCapabilities({ value }: WorkloadContainer): readonly string[] {
  return capabilities(value, 'drop');
}

function capabilities(container: unknown, key: 'add' | 'drop'): readonly string[] {
  return listAt(container, ['securityContext', 'capabilities', key]).map((name) =>
    String(name).toUpperCase().replace(/^CAP_/, ''),
  );
}
