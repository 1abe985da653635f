import { lstatSync, mkdirSync, readdirSync, renameSync, rmSync, rmdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { Refusal } from '../../model/refusal';
import { makeFolder } from '../../tree/make-folder';
import { isOnDisk } from '../../tree/named-calls';

/** What may be in a folder that counts as empty. */
const allowed: ReadonlySet<string> = new Set(['.git']);

/**
 * Fills a folder in one step: everything is made in a folder beside its place and moved when it is complete. On a
 * failure nothing is left behind that was not there.
 *
 * @param folder absolute path; it must be empty or not exist, but for `.git`
 * @param fill makes the content in the folder that it is given
 */
export function fillNewFolder<Result>(folder: string, shown: string, fill: (staging: string) => Result): Result {
  const wasThere = isOnDisk(folder);
  refuseFullFolder(folder, shown);
  const parent = wasThere ? folder : dirname(folder);
  const firstMade = makeFolder(parent);
  // Not mkdtemp: its folders are for their owner only, and this one becomes the repository.
  const staging = join(parent, `.slipway-init-${process.pid}`);
  try {
    mkdirSync(staging);
    const result = fill(staging);
    if (wasThere) moveEntries(staging, folder);
    else renameSync(staging, folder);
    return result;
  } catch (error) {
    if (firstMade !== undefined) rmSync(firstMade, { recursive: true, force: true });
    throw error;
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/**
 * Refuses a folder that has something in it.
 *
 * @throws Refusal
 */
export function refuseFullFolder(folder: string, shown: string): void {
  if (!isOnDisk(folder)) return;
  if (!lstatSync(folder).isDirectory() && !isFolderBehindLink(folder)) {
    throw new Refusal(`"${shown}" is a file; name a folder that is empty or does not exist`, 'usage');
  }
  const inside = readdirSync(folder).filter((name) => !allowed.has(name));
  if (inside.length === 0) return;
  const named = inside
    .sort()
    .slice(0, 3)
    .map((name) => `"${name}"`)
    .join(', ');
  const more = inside.length > 3 ? ` and ${inside.length - 3} more` : '';
  throw new Refusal(
    `"${shown}" is not empty: it has ${named}${more}; name a folder that is empty or does not exist`,
    'usage',
  );
}

function isFolderBehindLink(path: string): boolean {
  try {
    readdirSync(path);
    return true;
  } catch {
    return false;
  }
}

/** Moves what is in one folder into another; when one move fails, those before are taken back. */
function moveEntries(from: string, to: string): void {
  const moved: string[] = [];
  try {
    for (const name of readdirSync(from)) {
      renameSync(join(from, name), join(to, name));
      moved.push(name);
    }
    rmdirSync(from);
  } catch (error) {
    for (const name of moved) rmSync(join(to, name), { recursive: true, force: true });
    throw error;
  }
}
