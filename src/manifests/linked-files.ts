import { readFileSync } from 'node:fs';

import { keptText } from './kept-text';
import { kustomizationNode, type KustomizationNode } from './kustomization';
import { readManifestText, type ManifestText } from './read-text';
import { SharedValues } from './shared-values';
import { isFile } from './what-is-there';
import { whyUnread } from './why-unread';

/** Reads the file at an absolute path. */
export type ReadContent = (path: string) => Buffer;

/**
 * Files of manifests, each read once, and the kustomizations among them. All paths are absolute.
 */
export class LinkedFiles {
  private readonly texts = new Map<string, ManifestText>();
  private readonly shared = new SharedValues();
  /** The file that was read again last: who asks where something is written, asks about one file after another. */
  private again: { readonly path: string; readonly text: ManifestText } | undefined;

  /** @param nameOf names a file for people */
  constructor(
    private readonly nameOf: (path: string) => string,
    private readonly readContent: ReadContent = (path) => readFileSync(path),
  ) {}

  /** In the order in which they were read. */
  get textsByPath(): ReadonlyMap<string, ManifestText> {
    return this.texts;
  }

  read(path: string): ManifestText {
    let text = this.texts.get(path);
    if (text === undefined) {
      text = keptText(this.readNow(path), path, this.shared, this.readAgain);
      this.texts.set(path, text);
    }
    return text;
  }

  private readonly readAgain = (path: string): ManifestText => {
    if (this.again?.path !== path) this.again = { path, text: this.readNow(path) };
    return this.again.text;
  };

  private readNow(path: string): ManifestText {
    return readOne(path, this.nameOf(path), this.readContent);
  }

  /**
   * Follows the kustomizations of the files that were read to those that they use, and reads these, too.
   *
   * @param isLookedAt whether a path that was not read may be a part: the disk is asked, for any text may be a path
   * @returns kustomizations by the path of their file
   */
  link(isLookedAt: (path: string) => boolean = () => true): ReadonlyMap<string, KustomizationNode> {
    const nodes = new Map<string, KustomizationNode>();
    const exists = (path: string): boolean => this.texts.has(path) || (isLookedAt(path) && isFile(path));
    // A map may grow while it is walked through.
    for (const [file, { kustomizations }] of this.texts) {
      for (const { value } of kustomizations) {
        const node = kustomizationNode(file, value, exists);
        nodes.set(file, node);
        for (const part of node.parts) if (/\.(?:ya?ml)$|Kustomization$/.test(part)) this.read(part);
      }
    }
    return nodes;
  }
}

function readOne(path: string, name: string, readContent: ReadContent): ManifestText {
  let bytes: Buffer;
  try {
    bytes = readContent(path);
  } catch (error) {
    const message = `the file cannot be read: ${whyUnread(error)}`;
    return { objects: [], kustomizations: [], unreadable: [{ file: name, line: 1, column: 1, message }] };
  }
  // Most JSON files of a repository belong to programs, and may have comments.
  if (path.endsWith('.json') && !(bytes.includes('"kind"') && bytes.includes('"apiVersion"'))) {
    return { objects: [], kustomizations: [], unreadable: [] };
  }
  return readManifestText(bytes, name);
}
