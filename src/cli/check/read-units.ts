import { resolve } from 'node:path';

import { withoutIgnored } from '../../check/apply-config';
import type { ManifestUnit } from '../../manifests/manifest';
import { programsOnPath } from '../../manifests/programs';
import { readManifests } from '../../manifests/read-folder';
import { InputError } from '../../model/problem';
import { renderedFoldersIn, treeUnit } from '../../review/tree-unit';
import { isOnDisk } from '../../tree/named-calls';
import type { Context } from '../context';
import type { CatalogPlace } from '../find-catalog';
import { shownPath } from '../shown-path';
import { fromConfigIn } from './read-check-config';
import type { FoundConfig } from './read-check-config';

/** What to read. */
export interface WantedUnits {
  /** Files and folders. Empty for the tree of the catalog, or the working directory where there is none. */
  readonly paths: readonly string[];
  readonly place: CatalogPlace | undefined;
  /** Whether kustomizations may load what they name from elsewhere. */
  readonly isNetworkAllowed: boolean;
}

/**
 * Reads what is to be checked, without what slipway.yaml ignores. The folders of a rendered tree make one unit.
 *
 * @param readContent reads the file at an absolute path
 * @throws InputError with every path that does not exist
 */
export function readUnits(
  { paths, place, isNetworkAllowed }: WantedUnits,
  found: FoundConfig,
  readContent: (path: string) => Buffer,
  context: Context,
): readonly ManifestUnit[] {
  const { workingDirectory, variables } = context;
  const isTree = paths.length === 0 && place !== undefined;
  const named = isTree ? renderedFoldersIn(place.out) : paths.length === 0 ? ['.'] : paths;
  const absolute = named.map((path) => resolve(workingDirectory, path));
  refuseMissing(absolute, isTree ? 'run "slipway synth" first' : 'name a file or a folder', context);

  const shown = absolute.map((path) => shownPath(path, context));
  const units = readManifests(shown, programsOnPath({ variables, isNetworkAllowed }), readContent);
  const kept = withoutIgnored(units, found.config, fromConfigIn(found, context));
  return isTree ? [treeUnit(kept)] : kept;
}

function refuseMissing(paths: readonly string[], hint: string, context: Context): void {
  const missing = paths.filter((path) => !isOnDisk(path));
  if (missing.length === 0) return;
  const message = 'there is no such file or folder';
  throw new InputError(missing.map((path) => ({ file: shownPath(path, context), path: [], message, hint })));
}
