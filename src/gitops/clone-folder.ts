import * as fileSystem from 'node:fs';
import { join } from 'node:path';

import { Refusal } from '../model/refusal';
import { acquireLock } from '../tree/lock';
import type { Lock } from '../tree/lock';
import { machineProcesses } from '../tree/machine-processes';
import { makeFolder } from '../tree/make-folder';
import { TreeError } from '../tree/tree-error';

/** The folder of a clone, which one process has at a time: whose locks and halves of packs lie there is then known. */
export class CloneFolder {
  /** The bare repository. */
  readonly repository: string;

  private constructor(
    readonly folder: string,
    private readonly lock: Lock,
  ) {
    this.repository = join(folder, 'clone.git');
  }

  /** @param folder made when missing @throws Refusal when another process has it, TreeError where no folder can be made */
  static take(folder: string): CloneFolder {
    makeFolder(folder, fileSystem);
    try {
      return new CloneFolder(folder, acquireLock(folder, fileSystem, machineProcesses));
    } catch (error) {
      if (!(error instanceof TreeError)) throw error;
      throw new Refusal(
        `the clone in "${folder}" is used by another process; wait for it, or give each process a folder of its own ` +
          `(${error.message})`,
        'answer',
      );
    }
  }

  /** Whether there is a folder of it; it may be broken. */
  hasRepository(): boolean {
    return fileSystem.statSync(this.repository, { throwIfNoEntry: false })?.isDirectory() === true;
  }

  /** Removes what a process left that was ended: locks, halves of packs, reports of crashes. */
  sweep(): void {
    if (!this.hasRepository()) return;
    for (const entry of fileSystem.readdirSync(this.repository, { recursive: true, withFileTypes: true })) {
      if (isLeftOver(entry.name))
        fileSystem.rmSync(join(entry.parentPath, entry.name), { recursive: true, force: true });
    }
  }

  /** Removes the clone, so that it can be made again. */
  removeRepository(): void {
    fileSystem.rmSync(this.repository, { recursive: true, force: true });
  }

  /** The head that was seen last of a branch of a remote; it outlives the clone. */
  seen(remote: string, branch: string): string | undefined {
    try {
      const seen: unknown = JSON.parse(fileSystem.readFileSync(join(this.folder, 'seen.json'), 'utf8'));
      if (!Array.isArray(seen) || seen[0] !== remote || seen[1] !== branch) return undefined;
      return typeof seen[2] === 'string' ? seen[2] : undefined;
    } catch {
      // There is none yet, or a crash of the machine took it: then nothing is known.
      return undefined;
    }
  }

  keepSeen(remote: string, branch: string, head: string): void {
    const file = join(this.folder, 'seen.json');
    fileSystem.writeFileSync(`${file}.new`, `${JSON.stringify([remote, branch, head])}\n`);
    fileSystem.renameSync(`${file}.new`, file);
  }

  /** Gives the folder back. */
  release(): void {
    this.lock.release();
  }
}

function isLeftOver(name: string): boolean {
  return /^(tmp_.*|.*\.lock|fast_import_crash_.*|gc\.pid|gc\.log|\.tmp-.*|incoming-.*)$/.test(name);
}
