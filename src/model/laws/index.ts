import type { Catalog, Finding } from '../catalog';
import type { Resolved } from '../resolve';
import { checkAccess } from './access';
import { checkCollisions } from './collisions';
import { checkCycles } from './cycles';
import { checkFolders } from './folders';
import { checkNames } from './names';
import { checkQuotas } from './quota';
import { checkReferences } from './references';
import { checkContainerLimits, checkResources } from './resources';
import { checkSettings } from './settings';

/**
 * Everything that must hold between the files of a catalog, each of which is valid by itself.
 *
 * @param all every placement with its layers laid, from `resolveAll`
 * @param isProven says of a placement that its files and the platform are those of a catalog that kept all laws:
 *   what only concerns this placement is not asked again @default nothing is proven
 * @returns every finding, each once
 */
export function checkLaws(
  catalog: Catalog,
  all: readonly Resolved[],
  isProven: (resolved: Resolved) => boolean = () => false,
): readonly Finding[] {
  const findings = [
    ...checkReferences(catalog),
    ...checkCycles(catalog),
    ...checkCollisions(catalog, all),
    ...checkAccess(catalog, all),
    ...checkContainerLimits(catalog),
    ...all.flatMap((resolved) =>
      isProven(resolved)
        ? []
        : [
            ...checkNames(catalog.platform, resolved),
            ...checkSettings(catalog.platform, resolved),
            ...checkResources(resolved),
            ...checkFolders(resolved),
          ],
    ),
    ...checkQuotas(all),
  ];
  // One setting of a service may be wrong in every environment in the same words.
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}
