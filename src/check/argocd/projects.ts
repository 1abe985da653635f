import type { ManifestObject } from '../../manifests/manifest';
import { listAt, mappingAt, textAt } from '../../manifests/value-at';
import { groupBy } from '../../model/group-by';
import type { Inventory } from '../inventory';
import { perInventory } from '../per-inventory';
import type { Application } from './applications';
import { isResolved } from './applications';
import { fitsGlob } from './glob';

const nearestByPlace = perInventory(() => new Map<string, readonly ManifestObject[]>());

/**
 * The AppProject of an Application; none when it is not among the objects, or only a generator knows its name. A unit may
 * hold one of this name for each Argo CD: those that lie nearest to the Application, and any of them may permit.
 */
export function projectsOf(inventory: Inventory, { spec, object }: Application): readonly ManifestObject[] {
  const name = textAt(spec, ['project']);
  const all = isResolved(name) ? (projectsByName(inventory).get(name) ?? []) : [];
  if (all.length < 2) return all;
  const folder = object.file.split('/').slice(0, -1);
  const places = nearestByPlace(inventory);
  const place = [name, ...folder].join('/');
  const known = places.get(place);
  if (known !== undefined) return known;
  const nearness = all.map((project) => commonFolders(project.file.split('/').slice(0, -1), folder));
  const most = nearness.reduce((a, b) => Math.max(a, b));
  const nearest = all.filter((_, index) => nearness[index] === most);
  places.set(place, nearest);
  return nearest;
}

/** AppProjects by name. */
export const projectsByName = perInventory((inventory): ReadonlyMap<string, readonly ManifestObject[]> =>
  groupBy(inventory.ofKind('AppProject', 'argoproj.io'), ({ name }) => name),
);

/** Whether an AppProject lets its Applications read a repository. A pattern that begins with `!` takes away. */
export function permitsSource(project: ManifestObject, repository: string): boolean {
  const patterns = textsAt(project, 'sourceRepos');
  const wanted = normalRepository(repository);
  if (patterns.some((pattern) => pattern.startsWith('!') && fits(pattern.slice(1), wanted))) return false;
  return patterns.some((pattern) => !pattern.startsWith('!') && fits(pattern, wanted));
}

/** Whether an AppProject lets its Applications write to a cluster and namespace. */
export function permitsDestination(
  project: ManifestObject,
  destination: { readonly server?: string; readonly name?: string; readonly namespace: string },
): boolean {
  const fitsItem = (item: unknown) => {
    const clusterFits =
      (destination.server !== undefined && matches(textAt(item, ['server']), destination.server)) ||
      (destination.name !== undefined && matches(textAt(item, ['name']), destination.name));
    return clusterFits && matches(textAt(item, ['namespace']), destination.namespace);
  };
  return listAt(project.value, ['spec', 'destinations']).some(fitsItem);
}

/** Whether an AppProject has a pattern that takes away, which only Argo CD can weigh against the others. */
export function hasDenyPattern(project: ManifestObject): boolean {
  return listAt(project.value, ['spec', 'destinations']).some((item) =>
    Object.values(mappingAt(item, [])).some((value) => typeof value === 'string' && value.startsWith('!')),
  );
}

function matches(pattern: string | undefined, text: string): boolean {
  return pattern !== undefined && pattern !== '' && fitsGlob(pattern, text);
}

function fits(pattern: string, repository: string): boolean {
  return pattern === '*' || fitsGlob(normalRepository(pattern), repository, '/');
}

/** Argo CD takes these for one repository. */
function normalRepository(url: string): string {
  return url
    .trim()
    .toLowerCase()
    .replace(/^(?:ssh:\/\/)?git@([^:/]+)[:/]/, 'git@$1/')
    .replace(/\/$/, '')
    .replace(/\.git$/, '');
}

function textsAt(project: ManifestObject, key: string): readonly string[] {
  return listAt(project.value, ['spec', key]).filter((value) => typeof value === 'string');
}

/** How many folders two paths have in common, from the top. */
function commonFolders(a: readonly string[], b: readonly string[]): number {
  const differs = a.findIndex((folder, index) => folder !== b[index]);
  return differs < 0 ? a.length : differs;
}
