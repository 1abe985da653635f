import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { temporaryFolder } from './temporary-folder';

/**
 * A folder for the PATH, with programs that print a text, whatever they are asked.
 *
 * @param outputs text by the name of a program
 */
export function aFolderOfPrograms(outputs: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, output] of Object.entries(outputs)) {
    const word = `'${output.replaceAll("'", String.raw`'\''`)}'`;
    writeFileSync(join(folder, name), `#!/bin/sh\nprintf %s ${word}\n`, { mode: 0o755 });
  }
  return folder;
}
