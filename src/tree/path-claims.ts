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
  /**
   * Files and folders, stated or on disk. Made for the first name with a big letter: names without one differ in more than
   * case, and a tree of 33,000 files rarely has another.
   */
  #pathByLowerCase: Map<string, string> | undefined;

  /** @param onDisk Paths that exist already. */
  constructor(private readonly onDisk: ReadonlyMap<string, unknown> = new Map()) {
    for (const path of onDisk.keys()) {
      if (path.toLowerCase() === path) continue;
      this.#compareCases();
      break;
    }
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
    if (this.#pathByLowerCase === undefined && path.toLowerCase() !== path) this.#compareCases();
    if (this.#pathByLowerCase !== undefined) this.#claimCase(this.#pathByLowerCase, path, path, source);
    this.#sourceByPath.set(path, source);
  }

  /** Says whether a path was claimed. */
  has(path: string): boolean {
    return this.#sourceByPath.has(path);
  }

  #compareCases(): void {
    const known = new Map<string, string>();
    for (const path of this.onDisk.keys()) known.set(path.toLowerCase(), path);
    this.#pathByLowerCase = known;
    for (const [path, source] of this.#sourceByPath) this.#claimCase(known, path, path, source);
  }

  #claimCase(pathByLowerCase: Map<string, string>, name: string, path: string, source: Claimant): void {
    const lowerCase = name.toLowerCase();
    const known = pathByLowerCase.get(lowerCase);
    // A name that is known in this case has its folders checked already.
    if (known === name) return;
    if (known !== undefined) throw this.#caseClash(name, known, path, source);
    pathByLowerCase.set(lowerCase, name);
    const folder = folderOf(name);
    if (folder !== '') this.#claimCase(pathByLowerCase, folder, path, source);
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
