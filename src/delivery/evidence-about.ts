import type { CatalogEdit } from '../catalog/edit';
import { placeOfOverlay } from '../model/catalog';
import { serviceOf, type EvidenceFiles } from './evidence-statement';
import type { Sealed } from './sealed';

/**
 * Statements about some services, in the order in which they are stored: a decision about them counts no others, and a repository
 * has those of thousands.
 */
export function evidenceAbout(files: EvidenceFiles, services: Iterable<string>): EvidenceFiles {
  const found = [...new Set(services)].sort().flatMap((service) => byService(files).get(service) ?? []);
  return { health: found.flatMap(({ health }) => health), tests: found.flatMap(({ tests }) => tests) };
}

/** Services of which an edit may release something: a release is said by an overlay alone. */
export function servicesReleasedBy(edit: CatalogEdit): readonly string[] {
  return [...edit.keys()].flatMap((document) => placeOfOverlay(document)?.service ?? []);
}

interface AboutService {
  readonly health: Sealed[];
  readonly tests: Sealed[];
}

/** Found once for each value that was read. */
function byService(files: EvidenceFiles): ReadonlyMap<string, AboutService> {
  const known = indexes.get(files);
  if (known !== undefined) return known;
  const index = new Map<string, AboutService>();
  for (const kind of ['health', 'tests'] as const) {
    for (const one of files[kind]) {
      const service = serviceOf(one);
      if (service === undefined) continue;
      const about = index.get(service) ?? { health: [], tests: [] };
      about[kind].push(one);
      index.set(service, about);
    }
  }
  indexes.set(files, index);
  return index;
}

const indexes = new WeakMap<EvidenceFiles, ReadonlyMap<string, AboutService>>();
