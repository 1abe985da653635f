import { documents } from '../model/catalog';
import type { DocumentName } from '../model/catalog';
import { environmentOf, placeInTree } from '../model/tree-layout';
import type { CommitEffects } from './judge-commit';
import type { Head } from './head';
import { renderedChange } from './rendered-change';

/**
 * Rendered files that a commit changes, or should have changed, and that are not what its catalog renders: each is rendered
 * again by the part that it belongs to. What no part renders does not belong there.
 *
 * @returns paths from the root of the tree, in order
 */
export function notRendered(before: Head, child: Head, { files }: CommitEffects): readonly string[] {
  const edited = files.flatMap(({ path }) => child.documentAt(path) ?? []);
  const touched = files.filter(({ path }) => child.documentAt(path) === undefined);
  const asked = new Set([...edited, ...touched.flatMap(({ path }) => documentsBehind(child, child.inTree(path)))]);
  const { files: others, paths } = renderedChange(before.loaded, child.loaded, asked, child);
  const wrong = new Set(others.map(({ path }) => path));
  for (const { path, mode } of touched)
    if (mode !== undefined && !paths.has(child.inTree(path))) wrong.add(child.inTree(path));
  return [...wrong].sort();
}

/**
 * Whether a commit has, for some of these paths, what this program does not render, either: another version of it was used
 * there, which says nothing of who made the files of the commit after it.
 */
export function isOfOtherRenderer(before: Head, paths: readonly string[]): boolean {
  const behind = new Set(paths.flatMap((path) => documentsBehind(before, path)));
  return renderedChange(before.loaded, before.loaded, behind, before).files.length > 0;
}

/** A document of the part that renders a path: of a placement its overlay, of all else its environment. */
function documentsBehind(child: Head, path: string): readonly DocumentName[] {
  const place = placeInTree(path);
  const environment = environmentOf(path);
  if (place?.kind === 'overlay') return [documents.overlay(place.service, place.environment)];
  if (place?.kind === 'application' && child.loaded.catalog.services.has(place.entry))
    return [documents.overlay(place.entry, environment)];
  return environment === '' ? [] : [documents.environment(environment)];
}
