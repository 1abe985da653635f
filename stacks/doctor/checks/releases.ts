import { inTurns } from '../in-turns';
import type { KubernetesApi } from '../kubernetes-api';
import { namespacesOfRelease } from '../releases';
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
 * Whether a release that is missing is in another namespace: somebody has renamed its namespace in the catalog. Pulumi would make
 * the new one and delete the old one, with every Application in it, and stop halfway, since kinds belong to the old release.
 *
 * @param missing releases that are not where they should be
 */
export async function findMoved(api: KubernetesApi, missing: readonly PlannedRelease[]): Promise<readonly Symptom[]> {
  const findings = await inTurns(missing, async ({ name, namespace }) => {
    const [elsewhere] = await namespacesOfRelease(api, name);
    if (elsewhere === undefined || elsewhere === namespace) return [];
    return [
      wrong(
        'releases',
        `"${name}" is installed in the namespace "${elsewhere}", and the program wants it in "${namespace}": "pulumi up" would delete "${elsewhere}" and everything in it`,
        `write "${elsewhere}" again where "${namespace}" stands in catalog/platform.yaml; if "${elsewhere}" is of another stack, this cluster is not for this one (docs/decisions/namespaces-are-not-renamed.md)`,
      ),
    ];
  });
  return findings.flat();
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
