import { TreeError } from './tree-error';
import { folderOf } from './tree-path';

/** The object that a path is for, for people; found out when it has to be named. */
export type Claimant = string | ((path: string) => string);

/**
 * Who wants which path. macOS and Windows take `Web` and `web` for one name, so paths that differ only in case, also in the
 * name of a folder or from what is on disk, cannot all be checked out there.
 */
export class PathClaims {
  readonly #sourceByPath = new Map<string, Claimant>();
  /** Files and folders, stated or on disk. */
  readonly #pathByLowerCase = new Map<string, string>();

  /** @param onDisk Paths that exist already. */
  constructor(onDisk: Iterable<string>) {
    for (const path of onDisk) this.#pathByLowerCase.set(path.toLowerCase(), path);
  }

  /**
   * Claims a path for a source.
   *
   * @throws {TreeError} naming both, if the path is claimed already or differs from another one in case only.
   */
  claim(path: string, source: Claimant): void {
    const other = this.#sourceByPath.get(path);
    if (other !== undefined) {
      const [one, two] = [nameOf(other, path), nameOf(source, path)];
      throw new TreeError(`${one} and ${two} are both written to "${path}"; give one of them another name`);
    }
    this.#claimCase(path, path, source);
    this.#sourceByPath.set(path, source);
  }

  /** Says whether a path was claimed. */
  has(path: string): boolean {
    return this.#sourceByPath.has(path);
  }

  #claimCase(name: string, path: string, source: Claimant): void {
    const lowerCase = name.toLowerCase();
    const known = this.#pathByLowerCase.get(lowerCase);
    // A name that is known in this case has its folders checked already.
    if (known === name) return;
    if (known !== undefined) throw this.#caseClash(name, known, path, source);
    this.#pathByLowerCase.set(lowerCase, name);
    const folder = folderOf(name);
    if (folder !== '') this.#claimCase(folder, path, source);
  }

  #caseClash(name: string, known: string, path: string, source: Claimant): TreeError {
    const owner = [...this.#sourceByPath].find(([other]) => other === known || other.startsWith(`${known}/`));
    const rival =
      owner === undefined ? `"${known}", which is on disk` : `"${owner[0]}" of ${nameOf(owner[1], owner[0])}`;
    return new TreeError(
      `"${path}" of ${nameOf(source, path)} differs only in the case of "${name}" from ${rival}; ` +
        'file systems that ignore case cannot hold both, rename one of them',
    );
  }
}

function nameOf(source: Claimant, path: string): string {
  return typeof source === 'string' ? source : source(path);
}
