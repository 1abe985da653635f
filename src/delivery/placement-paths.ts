import { placeInTree, treeFolders } from '../model/tree-layout';

/**
 * Paths of a listing by the folder of the placement that they are in, from the root of the tree; found once for each listing.
 *
 * @param listing names of contents by path in the repository
 * @param inTree the path from the root of the tree
 */
export function pathsByPlacement(
  listing: ReadonlyMap<string, string>,
  inTree: (path: string) => string,
): ReadonlyMap<string, readonly string[]> {
  const known = placesOfListing.get(listing);
  if (known !== undefined) return known;
  const places = new Map<string, string[]>();
  for (const path of listing.keys()) {
    const place = placeInTree(inTree(path));
    if (place?.kind !== 'overlay') continue;
    const folder = treeFolders.overlay(place.service, place.environment);
    const others = places.get(folder);
    if (others === undefined) places.set(folder, [path]);
    else others.push(path);
  }
  placesOfListing.set(listing, places);
  return places;
}

const placesOfListing = new WeakMap<ReadonlyMap<string, string>, ReadonlyMap<string, readonly string[]>>();
