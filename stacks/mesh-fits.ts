import type { Catalog } from '../src/model/catalog';
import { InputError } from '../src/model/problem';
import type { Problem } from '../src/model/problem';
import { resolveAll } from '../src/model/resolve';
import type { StackSettings } from './settings';

/**
 * Refuses services of the mesh where their pods could not start or could not speak: on a cluster without Linkerd, and under a Pod
 * Security Standard that forbids the container which Linkerd starts them with when it has no plugin on the nodes.
 *
 * @param environments names of the environments that the cluster serves
 * @throws InputError with every such service
 */
export function refuseUnfitMesh(
  catalog: Catalog,
  environments: readonly string[],
  { install, linkerd, otherMesh }: Pick<StackSettings, 'install' | 'linkerd' | 'otherMesh'>,
): void {
  const problems: Problem[] = [];
  for (const { service, environment, settings, where, isRetired } of resolveAll(catalog)) {
    if (isRetired || settings.mesh.provider === 'none' || !environments.includes(environment)) continue;
    const problem = (message: string, hint: string): void => {
      problems.push({ file: `catalog/services/${service}/${environment}.yaml`, path: ['mesh'], message, hint });
    };
    if (!install.linkerd) {
      if (otherMesh) continue;
      problem(
        `"${service}" is meshed in "${environment}", and the stack installs no mesh`,
        'set slipway:install.linkerd to true; or slipway:otherMesh to true, if somebody else keeps Linkerd on this cluster; or write "mesh: { provider: none }"',
      );
    } else if (linkerd?.network.kind === 'init' && where.podSecurity !== 'privileged') {
      problem(
        `"${service}" is meshed in "${environment}", whose podSecurity "${where.podSecurity}" refuses the container that Linkerd starts its pods with (NET_ADMIN, NET_RAW)`,
        'set slipway:linkerd.network to { kind: cni }, or "podSecurity: privileged" in the environment',
      );
    }
  }
  if (problems.length > 0) throw new InputError(problems);
}
