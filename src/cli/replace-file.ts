import { renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { makeFolder } from '../tree/make-folder';

/**
 * Writes a file so that whoever reads it meanwhile, or after a crash, has the old one or the new one. Its folder is made where there
 * is none.
 *
 * @param file absolute path
 */
export function replaceFile(file: string, content: string | Buffer): void {
  makeFolder(dirname(file));
  // Hidden, so that nothing takes it for a file of the folder; not called after the file, whose name may be as long as names can be.
  const draft = join(dirname(file), `.${process.pid}.new`);
  writeFileSync(draft, content);
  renameSync(draft, file);
}
