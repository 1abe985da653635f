import { documents } from '../model/catalog';
import type { Catalog, DocumentName } from '../model/catalog';
import { InputError } from '../model/problem';
import type { Problem } from '../model/problem';
import { isIndex, isOfFormerNamespace, placeInTree, treeFolders } from '../model/tree-layout';

/**
 * Refuses to forget what may run: no Application of a service deletes what it runs, so objects of a service that left the
 * catalog would run on with nobody to manage them. What is retired has no objects any more, and may go. The same holds for what
 * was in a namespace that all services have left: Argo CD sees nothing where a project does not permit it to be.
 *
 * @param stale files of the tree that the catalog does not render any more
 * @param folder of the catalog, as people see it
 * @throws InputError with a problem for each service or whole environment, and for each namespace
 */
export function refuseToLeave(stale: readonly string[], catalog: Catalog, folder: string): void {
  const problems = [...leftDocuments(stale, catalog, folder), ...leftNamespaces(stale, catalog, folder)];
  if (problems.length > 0) throw new InputError(problems);
}

function leftDocuments(stale: readonly string[], catalog: Catalog, folder: string): readonly Problem[] {
  const leftBy = new Map<DocumentName, Set<string>>();
  for (const path of stale) {
    const place = placeInTree(path);
    // The list of the files beside an object is none.
    if (place?.kind !== 'overlay' || isIndex(path)) continue;
    const { service, environment } = place;
    if (!isGone(catalog, place)) continue;
    const document = missingDocument(catalog, service, environment);
    const places = leftBy.get(document) ?? new Set();
    leftBy.set(document, places.add(treeFolders.overlay(service, environment)));
  }
  return [...leftBy].map(([document, places]) => ({
    file: `${folder}/${document}`,
    path: [],
    message: `the file is gone, and what it rendered would run on with nobody to manage it: ${listed([...places])}`,
    hint: 'put it back with "retired: true", and delete it when nothing of it runs any more; "--leave-running" insists',
  }));
}

/**
 * Namespaces whose last services are elsewhere now. Where a service has left the environment, the namespace was its own, and
 * nothing runs there since it was retired.
 */
function leftNamespaces(stale: readonly string[], catalog: Catalog, folder: string): readonly Problem[] {
  const places = stale.flatMap((path) => placeInTree(path) ?? []);
  const emptied = new Set(
    places.flatMap((place) => (place.kind === 'overlay' && isGone(catalog, place) ? [place.environment] : [])),
  );
  const left = new Map<string, Problem>();
  for (const place of places) {
    if (place.kind !== 'baseline' || place.namespace === undefined || isOfFormerNamespace(place)) continue;
    const { environment, namespace } = place;
    const where = catalog.environments.get(environment);
    if (where === undefined || where.retired || where.formerNamespaces.includes(namespace)) continue;
    if (emptied.has(environment)) continue;
    left.set(`${environment} ${namespace}`, {
      file: `${folder}/${documents.environment(environment)}`,
      path: ['formerNamespaces'],
      message: `no service is in namespace "${namespace}" any more, where Argo CD then may delete nothing: what has moved would run there, too`,
      hint: `write "formerNamespaces: [${namespace}]", and take it out when nothing runs there any more; "--leave-running" insists`,
    });
  }
  return [...left.values()];
}

function isGone(
  { services }: Catalog,
  { service, environment }: { readonly service: string; readonly environment: string },
): boolean {
  return services.get(service)?.overlays.has(environment) !== true;
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
