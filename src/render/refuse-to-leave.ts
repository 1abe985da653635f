import { documents } from '../model/catalog';
import type { Catalog, DocumentName } from '../model/catalog';
import { InputError } from '../model/problem';
import type { Problem } from '../model/problem';
import { isIndex, placeInTree, treeFolders } from '../model/tree-layout';

/**
 * Refuses to forget what may run: no Application of a service deletes what it runs, so objects of a service that left the
 * catalog would run on with nobody to manage them. What is retired has no objects any more, and may go.
 *
 * @param stale files of the tree that the catalog does not render any more
 * @param folder of the catalog, as people see it
 * @throws InputError with a problem for each service, or for a whole environment
 */
export function refuseToLeave(stale: readonly string[], catalog: Catalog, folder: string): void {
  const leftBy = new Map<DocumentName, Set<string>>();
  for (const path of stale) {
    const place = placeInTree(path);
    // The list of the files beside an object is none.
    if (place?.kind !== 'overlay' || isIndex(path)) continue;
    const { service, environment } = place;
    if (catalog.services.get(service)?.overlays.has(environment) === true) continue;
    const document = missingDocument(catalog, service, environment);
    const places = leftBy.get(document) ?? new Set();
    leftBy.set(document, places.add(treeFolders.overlay(service, environment)));
  }
  const problems = [...leftBy].map(([document, places]): Problem => ({
    file: `${folder}/${document}`,
    path: [],
    message: `the file is gone, and what it rendered would run on with nobody to manage it: ${listed([...places])}`,
    hint: 'put it back with "retired: true", and delete it when nothing of it runs any more; "--leave-running" insists',
  }));
  if (problems.length > 0) throw new InputError(problems);
}

const mostPlaces = 3;

/** The file whose absence is the reason: that of an environment, of a service as a whole, or of a service there. */
function missingDocument({ environments, services }: Catalog, service: string, environment: string): DocumentName {
  if (!environments.has(environment)) return documents.environment(environment);
  return services.has(service) ? documents.overlay(service, environment) : documents.service(service);
}

function listed(places: readonly string[]): string {
  const more = places.length > mostPlaces ? ` and ${places.length - mostPlaces} more` : '';
  return `${places.slice(0, mostPlaces).join(', ')}${more}`;
}
