import { lstatSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { makeFolder } from '../tree/make-folder';
import { writeContent } from '../tree/named-calls';
import { attempt } from '../tree/tree-error';

/**
 * Writes files so that whoever reads one meanwhile, or after a crash, has the old one or the new one. All are written beside their
 * places before the first is moved there, so that a full disk leaves every one as it was. Folders are made where there are none.
 *
 * @param files contents by absolute path; one that is undefined is removed
 */
export function replaceFiles(files: ReadonlyMap<string, string | Buffer | undefined>): void {
  const drafts = new Map<string, string>();
  try {
    for (const [file, content] of files) {
      if (content === undefined) continue;
      makeFolder(dirname(file));
      // Hidden, so that nothing takes it for a file of the folder; not called after the file, whose name may be as long as names can be.
      const draft = join(dirname(file), `.${process.pid}-${drafts.size}.new`);
      drafts.set(file, draft);
      writeContent(draft, content, modeOf(file));
    }
    for (const [file, content] of files)
      attempt(`cannot write "${file}"`, () => {
        if (content === undefined) rmSync(file, { force: true });
        else renameSync(drafts.get(file) ?? file, file);
      });
  } finally {
    for (const draft of drafts.values()) rmSync(draft, { force: true });
  }
}

/** The same for one file. */
export function replaceFile(file: string, content: string | Buffer): void {
  replaceFiles(new Map([[file, content]]));
}

/** A script stays one. A link is replaced, and so is what its file may do. */
function modeOf(file: string): number | undefined {
  const there = lstatSync(file, { throwIfNoEntry: false });
  return there?.isFile() === true ? there.mode & 0o777 : undefined;
}
