import type { Catalog, Breach } from '../catalog';
import type { Platform } from '../platform';
import type { Resolved } from '../resolve';
import { isSoftware } from '../software';
import { checkAccess } from './access';
import { checkAccessRules } from './access-rules';
import { checkAddresses } from './addresses';
import { checkCanaryWeights } from './canary-weights';
import { checkCollisions } from './collisions';
import { checkContainers } from './containers';
import { checkCopiedSecrets } from './copied-secrets';
import { checkCycles } from './cycles';
import { checkEverywhere } from './everywhere';
import { checkFiles } from './files';
import { checkExposure } from './exposure';
import { checkFolders } from './folders';
import { checkGates } from './gates';
import { checkHeadlessInMesh } from './headless-in-mesh';
import { checkJobs } from './jobs';
import { checkOnlyManifests } from './manifests';
import { checkObjectMetadata } from './metadata';
import { checkObjectLimits } from './object-limits';
import { checkMonitoring } from './monitoring';
import { checkNames } from './names';
import { checkPeers } from './peers';
import { checkPorts } from './ports';
import { checkPreStop } from './pre-stop';
import { checkProgress } from './progress';
import { checkPrefix } from './prefix';
import { checkProbes } from './probes';
import { checkQuotas } from './quota';
import { checkReferences } from './references';
import { checkRelease } from './release';
import { checkReload } from './reload';
import { checkContainerLimits, checkResources } from './resources';
import { checkPodSecurity } from './security';
import { checkServiceNames, checkServices } from './services';
import { checkSettings } from './settings';
import { checkArchives, checkSoftware, checkSoftwareFolders } from './software';
import { checkStorage } from './storage';
import { checkStoreKeys } from './store-keys';
import { checkStorePlaces } from './store-places';
import { checkVariables } from './variables';
import { checkClaims, checkServiceVolumes } from './volumes';
import { checkWaysToStores } from './ways-to-stores';
import { checkVariants } from './variants';

/** Finds what several files of a catalog say against each other. */
type CatalogLaw = (catalog: Catalog, all: readonly Resolved[]) => Iterable<Breach>;

/** Finds what is wrong with one placement, whatever the others are. */
type PlacementLaw = (resolved: Resolved, platform: Platform) => Iterable<Breach>;

export const catalogLaws: readonly CatalogLaw[] = [
  checkReferences,
  checkCycles,
  checkWaysToStores,
  checkCollisions,
  checkServiceNames,
  checkStorePlaces,
  checkAddresses,
  checkVariants,
  checkPrefix,
  checkAccess,
  checkContainerLimits,
  checkQuotas,
  checkGates,
  checkClaims,
  checkFiles,
  checkArchives,
  checkSoftwareFolders,
];

export const placementLaws: readonly PlacementLaw[] = [
  checkSoftware,
  checkNames,
  checkSettings,
  checkCanaryWeights,
  checkMonitoring,
  checkPorts,
  checkPeers,
  checkServices,
  checkHeadlessInMesh,
  checkExposure,
  checkProbes,
  checkPreStop,
  checkProgress,
  checkContainers,
  checkJobs,
  checkEverywhere,
  checkPodSecurity,
  checkAccessRules,
  checkObjectMetadata,
  checkObjectLimits,
  checkStorage,
  checkStoreKeys,
  checkCopiedSecrets,
  checkReload,
  checkResources,
  checkFolders,
  checkVariables,
  checkServiceVolumes,
  checkRelease,
  checkOnlyManifests,
];

/** What is nothing but its manifests has none of the things that the others are about. */
const manifestLaws: readonly PlacementLaw[] = [
  checkOnlyManifests,
  checkSoftware,
  checkNames,
  checkObjectMetadata,
  checkRelease,
];

/** What Helm or kustomize makes is held against laws when it is rendered. */
const softwareLaws: readonly PlacementLaw[] = [checkSoftware, checkNames, checkMonitoring, checkPorts, checkRelease];

function lawsOf({ wants }: Resolved): readonly PlacementLaw[] {
  if (isSoftware(wants)) return softwareLaws;
  return wants.runs === 'manifests' ? manifestLaws : placementLaws;
}

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
): readonly Breach[] {
  const findings: Breach[] = [];
  for (const law of catalogLaws) for (const finding of law(catalog, all)) findings.push(finding);
  // Tens of thousands of answers, nearly all of which are empty.
  for (const resolved of all) {
    if (isProven(resolved)) continue;
    const laws = lawsOf(resolved);
    for (const law of laws) for (const finding of law(resolved, catalog.platform)) findings.push(finding);
  }
  // One setting of a service may be wrong in every environment in the same words.
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}
