import { parseDocument } from '../catalog/parse-document';
import type { CommitReader } from '../gitops/commit-reader';
import { documents } from '../model/catalog';
import { treeFolders } from '../model/tree-layout';
import type { RepositoryPlaces } from './head';
import type { SeenPlacement, Sighting } from './health';

type Place = Pick<Sighting, 'service' | 'environment' | 'head'>;

/**
 * Finds what placements were at heads of the branch: their releases, and Git's names of what is rendered of them. Git is asked
 * once for each head: a look at everything is about thousands of placements.
 *
 * @returns undefined for a head that is none of the branch, or had no such placement
 */
export async function placementsAt(
  writer: CommitReader,
  { catalog, root }: RepositoryPlaces,
  asked: readonly Place[],
): Promise<(place: Place) => SeenPlacement | undefined> {
  const below = (folder: string, path: string): string => (folder === '' ? path : `${folder}/${path}`);
  const ids = new Map<string, { readonly overlay: string; readonly tree: string }>();
  for (const head of new Set(asked.map((one) => one.head))) {
    const here = asked.filter((one) => one.head === head);
    const paths = here.flatMap(({ service, environment }) => [
      below(catalog, documents.overlay(service, environment)),
      below(root, treeFolders.overlay(service, environment)),
    ]);
    const found = await writer.idsAt(head, paths);
    for (const [index, one] of here.entries()) {
      const [overlay, tree] = [found[2 * index], found[2 * index + 1]];
      if (overlay !== undefined && tree !== undefined) ids.set(keyOf(one), { overlay, tree });
    }
  }
  const contents = await writer.contents([...ids.values()].map(({ overlay }) => overlay));
  return (place) => {
    const there = ids.get(keyOf(place));
    const content = there === undefined ? undefined : contents.get(there.overlay);
    if (there === undefined || content === undefined) return undefined;
    const document = documents.overlay(place.service, place.environment);
    const read = parseDocument('overlay', content, document);
    if ('problems' in read || read.kind !== 'overlay') return undefined;
    const { version, digest } = read.value.release;
    return { release: { version, ...(digest !== undefined && { digest }) }, tree: there.tree };
  };
}

function keyOf({ service, environment, head }: Place): string {
  return `${head} ${service} ${environment}`;
}
