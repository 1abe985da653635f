import { relative } from 'node:path';

import { nothingInstalled, writeFiles } from '../../scripts/reference/example-files';
import { checkUnits } from '../../src/check/check-units';
import { settingsByVersion } from '../../src/manifest-schemas/for-version';
import type { Programs } from '../../src/manifests/programs';
import { readManifests } from '../../src/manifests/read-folder';
import { packageRoot } from './run-slipway';
import { temporaryFolder } from './temporary-folder';

/**
 * Writes files into a folder of their own and asks all rules about it, as `slipway check` does.
 *
 * @param isMeant the rules whose findings are wanted, by their ids
 * @returns `file:line severity rule: message; hint`, in the order of places
 */
export function findingsInFiles(
  files: Readonly<Record<string, string>>,
  isMeant: readonly string[],
  { programs = nothingInstalled, remotes }: { readonly programs?: Programs; readonly remotes?: readonly string[] } = {},
): readonly string[] {
  const folder = temporaryFolder();
  writeFiles(folder, new Map(Object.entries(files)));
  const units = readManifests([folder], programs);
  const found = checkUnits(units, {}, new Map(), settingsByVersion(packageRoot, []), remotes);
  return found
    .filter(({ rule }) => isMeant.includes(rule))
    .map(({ file, line, severity, rule, message, hint }) => {
      const place = `${relative(folder, file)}:${line ?? 0}`;
      return `${place} ${severity} ${rule}: ${message}${hint === undefined ? '' : `; ${hint}`}`;
    });
}
