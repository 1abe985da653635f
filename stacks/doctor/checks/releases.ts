import { unknown, wrong } from '../symptom';
import type { Symptom } from '../symptom';
import type { PlannedRelease } from '../plan';
import type { LiveRelease } from '../releases';

/** Whether every release is there, and none of them is stuck. */
export function checkReleases(
  stack: string,
  planned: readonly PlannedRelease[],
  live: readonly LiveRelease[],
): readonly Symptom[] {
  const up = `pulumi up --stack ${stack}`;
  const missing = planned.filter(({ name }) => live.every((one) => one.name !== name));
  if (planned.length > 0 && live.length === 0) {
    return [unknown('releases', `nothing is installed yet: none of ${namesOf(planned)} is there`, up)];
  }
  return [
    ...missing.map(({ name, namespace }) =>
      wrong('releases', `"${name}" is not installed in the namespace "${namespace}"`, up),
    ),
    ...live.flatMap((release) => stuck(release, up)),
  ];
}

/**
 * Lets Helm forget a release and nothing else. It installs again what it does not know, and takes the objects over that bear the
 * name of the release (Helm, "helm install", adoption). `helm uninstall` would delete the kinds of a chart that does not keep them,
 * and with them every object of these kinds.
 */
export function forget(name: string, namespace: string): string {
  return `kubectl delete secret -n ${namespace} -l owner=helm,name=${name}`;
}

/** Seen on a real engine: what helps depends on what was going on, and Pulumi does none of it by itself. */
function stuck({ name, namespace, revision, status }: LiveRelease, up: string): readonly Symptom[] {
  const place = `${name} -n ${namespace}`;
  const what = `"${name}" in the namespace "${namespace}" is ${status} since revision ${revision}`;
  const ended = 'if no installation is running';
  switch (status) {
    case 'deployed':
      return [];
    case 'pending-install':
    case 'uninstalling':
      return [wrong('releases', what, `${ended}: ${forget(name, namespace)}, then ${up}`)];
    case 'pending-upgrade':
    case 'pending-rollback':
      return [wrong('releases', what, `${ended}: helm rollback ${place}, then ${up}`)];
    default:
      // A first installation that failed has nothing to go back to; the next one takes its place.
      return [
        wrong('releases', what, revision === 1 ? `mend its values, then ${up}` : `helm rollback ${place}, then ${up}`),
      ];
  }
}

function namesOf(planned: readonly PlannedRelease[]): string {
  return planned.map(({ name }) => name).join(', ');
}
