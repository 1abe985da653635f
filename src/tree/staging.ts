import type { FileSystem } from './file-system';
import { makeFolder } from './make-folder';
import { folderOf } from './tree-path';

/** New files, held back below one folder until they are moved to the same paths in the tree. */
export class Staging {
  /** Folders that were made, so that 30,000 files do not ask 30,000 times. */
  readonly #folders = new Set<string>();

  constructor(
    private readonly root: string,
    private readonly fileSystem: FileSystem,
  ) {}

  /** Writes a file and the folders above it. */
  write(path: string, content: string | Buffer): void {
    this.#makeFolder(folderOf(path));
    this.fileSystem.writeFileSync(`${this.root}/${path}`, content);
  }

  #makeFolder(folder: string): void {
    if (this.#folders.has(folder)) return;
    makeFolder(`${this.root}/${folder}`, this.fileSystem);
    this.#folders.add(folder);
  }
}
