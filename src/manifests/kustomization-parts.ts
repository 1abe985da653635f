import { dirname, join, resolve, sep } from 'node:path';

import type { Kustomization, KustomizationPart } from './manifest';
import { kustomizationFiles } from './object-of';
import type { ManifestText } from './read-text';
import { isFile, whatIsAt } from './what-is-there';

/** Looks up what kustomizations name, when somebody asks: most of it has been read before. */
export class KustomizationParts {
  private readonly kustomizationsByPath = new Map<string, readonly Kustomization[]>();
  /** What is at paths that no file was read from: a disk is asked once. */
  private readonly looked = new Map<string, KustomizationPart>();

  /**
   * @param readFile reads the file at an absolute path, each once
   * @param files that are known to be there, so that nobody has to look
   */
  constructor(
    private readonly readFile: (path: string) => ManifestText,
    private readonly files: ReadonlySet<string>,
    /** Whether a path is one that kustomizations may read, by `boundaryOf`. */
    private readonly mayBeNamed: (path: string) => boolean,
  ) {}

  /** Kustomizations of the file at an absolute path, which can tell what they name. */
  kustomizationsIn(path: string): readonly Kustomization[] {
    let known = this.kustomizationsByPath.get(path);
    if (known === undefined) {
      const folder = dirname(path);
      const partAt = (name: string): KustomizationPart => this.partAt(pathOf(folder, name));
      const isInside = (name: string): boolean => pathOf(folder, name).startsWith(`${folder}${sep}`);
      known = this.readFile(path).kustomizations.map((kustomization) => ({ ...kustomization, partAt, isInside }));
      this.kustomizationsByPath.set(path, known);
    }
    return known;
  }

  private partAt(path: string): KustomizationPart {
    if (this.files.has(path)) return this.fileAt(path);
    const part = this.looked.get(path) ?? this.lookAt(path);
    this.looked.set(path, part);
    return part;
  }

  private lookAt(path: string): KustomizationPart {
    const stat = whatIsAt(path);
    if (stat === undefined) return { type: 'nothing' };
    // What is there may be a device, or a file with the secrets of the machine.
    if (!this.mayBeNamed(path)) return { type: 'unreadable' };
    if (!stat.isDirectory()) return stat.isFile() ? this.fileAt(path) : { type: 'unreadable' };
    const file = kustomizationFiles.map((name) => join(path, name)).find((name) => this.isThere(name));
    if (file === undefined) return { type: 'folder' };
    if (!this.files.has(file) && !(isFile(file) && this.mayBeNamed(file))) return { type: 'unreadable' };
    const [kustomization] = this.kustomizationsIn(file);
    return kustomization === undefined ? { type: 'unreadable' } : { type: 'kustomization', kustomization };
  }

  private fileAt(path: string): KustomizationPart {
    if (!/\.(?:ya?ml|json)$/.test(path)) return { type: 'file', objects: [] };
    const { objects, unreadable, skipped } = this.readFile(path);
    return unreadable.length > 0 || skipped !== undefined ? { type: 'unreadable' } : { type: 'file', objects };
  }

  private isThere(path: string): boolean {
    return this.files.has(path) || whatIsAt(path) !== undefined;
  }
}

/** Nearly all names are those of files beside the kustomization, and `resolve` takes its time. */
function pathOf(folder: string, name: string): string {
  return /^\w[^/\\]*$/.test(name) ? `${folder}${sep}${name}` : resolve(folder, name);
}
