import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { Context, ExitCode } from '../context';
import type { CatalogPlace } from '../find-catalog';

/**
 * Prints the names of services or environments, one per line. It looks at the names of files only: a person presses
 * Tab while the catalog is being edited, and wants an answer at once and no complaint.
 */
export function completeNames(kind: string, { catalog }: CatalogPlace, { stdout }: Context): ExitCode {
  const found = kind === 'services' ? namesOfServices(catalog) : namesOfEnvironments(catalog);
  // Shells expand what they are offered: a folder called "$(reboot)" must not get that far.
  const names = found.filter((name) => /^[-a-z0-9]+$/.test(name));
  stdout.write(names.map((name) => `${name}\n`).join(''));
  return 0;
}

function namesOfServices(catalog: string): readonly string[] {
  return entries(join(catalog, 'services'));
}

function namesOfEnvironments(catalog: string): readonly string[] {
  return entries(join(catalog, 'environments')).flatMap((name) =>
    name.endsWith('.yaml') ? [name.slice(0, -'.yaml'.length)] : [],
  );
}

function entries(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
