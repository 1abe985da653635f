import { parseDocument } from '../catalog/parse-document';
import type { CommitReader } from '../gitops/commit-reader';
import { documents } from '../model/catalog';
import { treeFolders } from '../model/tree-layout';
import type { RepositoryPlaces } from './head';
import type { SeenPlacement, Sighting } from './health';

/**
 * What a placement was at a head of the branch: its release, and Git's name of what is rendered of it.
 *
 * @returns undefined when the head is none of the branch, or had no such placement
 */
export async function placementAt(
  writer: CommitReader,
  { catalog, root }: RepositoryPlaces,
  { service, environment, head }: Pick<Sighting, 'service' | 'environment' | 'head'>,
): Promise<SeenPlacement | undefined> {
  const below = (folder: string, path: string): string => (folder === '' ? path : `${folder}/${path}`);
  const document = documents.overlay(service, environment);
  const [overlay, tree] = await writer.idsAt(head, [
    below(catalog, document),
    below(root, treeFolders.overlay(service, environment)),
  ]);
  if (overlay === undefined || tree === undefined) return undefined;
  const content = (await writer.contents([overlay])).get(overlay);
  if (content === undefined) return undefined;
  const read = parseDocument('overlay', content, document);
  if ('problems' in read || read.kind !== 'overlay') return undefined;
  const { version, digest } = read.value.release;
  return { release: { version, ...(digest !== undefined && { digest }) }, tree };
}
