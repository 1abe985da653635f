import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

import { ignoredPaths } from '../../check/apply-config';
import type { ManifestUnit } from '../../manifests/manifest';
import { programsOnPath } from '../../manifests/programs';
import { readManifests } from '../../manifests/read-folder';
import { InputError } from '../../model/problem';
import { renderedFolders } from '../../render/owners';
import type { Context } from '../context';
import type { CatalogPlace } from '../find-catalog';
import { shownPath } from '../shown-path';
import type { FoundConfig } from './read-check-config';

/** What to read. */
export interface WantedUnits {
  /** Files and folders. Empty for the tree of the catalog, or the working directory where there is none. */
  readonly paths: readonly string[];
  readonly place: CatalogPlace | undefined;
}

/**
 * Reads what is to be checked, without what slipway.yaml ignores. The folders of a rendered tree make one unit.
 *
 * @param readContent reads the file at an absolute path
 * @throws InputError with every path that does not exist
 */
export function readUnits(
  { paths, place }: WantedUnits,
  { config, folder }: FoundConfig,
  readContent: (path: string) => Buffer,
  context: Context,
): readonly ManifestUnit[] {
  const { workingDirectory } = context;
  const isTree = paths.length === 0 && place !== undefined;
  const named = isTree ? renderedFolders.map((name) => join(place.out, name)) : paths.length === 0 ? ['.'] : paths;
  const absolute = named.map((path) => resolve(workingDirectory, path));
  refuseMissing(absolute, isTree ? 'run "slipway synth" first' : 'name a file or a folder', context);

  const shown = absolute.map((path) => shownPath(path, context));
  const units = readManifests(shown, programsOnPath, readContent);
  const isIgnored = ignoredPaths(config);
  const fromConfig = (file: string): string => relative(folder, resolve(workingDirectory, file)).replaceAll('\\', '/');
  const isKept = ({ file }: { readonly file: string }): boolean => !isIgnored(fromConfig(file));
  const kept =
    config.paths?.ignore === undefined
      ? units
      : units.map((unit) => ({
          ...unit,
          objects: unit.objects.filter(isKept),
          unreadable: unit.unreadable.filter(isKept),
          kustomizations: unit.kustomizations.filter(isKept),
        }));
  return isTree ? [joined(kept)] : kept;
}

function refuseMissing(paths: readonly string[], hint: string, context: Context): void {
  const missing = paths.filter((path) => !existsSync(path));
  if (missing.length === 0) return;
  const message = 'there is no such file or folder';
  throw new InputError(missing.map((path) => ({ file: shownPath(path, context), path: [], message, hint })));
}

/** The folders of one tree are applied together. */
function joined(units: readonly ManifestUnit[]): ManifestUnit {
  return {
    name: units.map(({ name }) => name).join(', '),
    objects: units.flatMap(({ objects }) => objects),
    unreadable: units.flatMap(({ unreadable }) => unreadable),
    kustomizations: units.flatMap(({ kustomizations }) => kustomizations),
    skipped: units.flatMap(({ skipped }) => skipped),
  };
}
