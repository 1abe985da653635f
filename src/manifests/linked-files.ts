import { readFileSync } from 'node:fs';

import { kustomizationNode, type KustomizationNode } from './kustomization';
import { collectParts } from './kustomize-graph';
import { readManifestText, type ManifestText } from './read-text';
import { isFile } from './what-is-there';
import { whyUnread } from './why-unread';

/** Reads the file at an absolute path. */
export type ReadContent = (path: string) => Buffer;

/**
 * Files of manifests, each read once, and the kustomizations among them with everything that they are made of. All paths are
 * absolute.
 */
export class LinkedFiles {
  private readonly texts = new Map<string, ManifestText>();
  private readonly nodes = new Map<string, KustomizationNode>();

  /** @param nameOf names a file for people */
  constructor(
    private readonly nameOf: (path: string) => string,
    private readonly readContent: ReadContent = (path) => readFileSync(path),
  ) {}

  /** In the order in which they were read. */
  get textsByPath(): ReadonlyMap<string, ManifestText> {
    return this.texts;
  }

  /** Kustomizations by the path of their file. */
  get nodesByPath(): ReadonlyMap<string, KustomizationNode> {
    return this.nodes;
  }

  read(path: string): ManifestText {
    let text = this.texts.get(path);
    if (text === undefined) {
      text = readOne(path, this.nameOf(path), this.readContent);
      this.texts.set(path, text);
    }
    return text;
  }

  /**
   * Follows the kustomizations of the files that were read to those that they use, and reads these, too.
   *
   * @param isLookedAt whether a path that was not read may be a part: the disk is asked, for any text may be a path
   */
  link(isLookedAt: (path: string) => boolean = () => true): void {
    const exists = (path: string): boolean => this.texts.has(path) || (isLookedAt(path) && isFile(path));
    // A map may grow while it is walked through.
    for (const [file, { kustomizations }] of this.texts) {
      for (const { value } of kustomizations) {
        const node = kustomizationNode(file, value, exists);
        this.nodes.set(file, node);
        for (const part of node.parts) if (/\.(?:ya?ml)$|Kustomization$/.test(part)) this.read(part);
      }
    }
  }

  /** Everything that a kustomization is made of, through the kustomizations that it uses; not its own file. */
  partsOf(node: KustomizationNode): ReadonlySet<string> {
    const paths = new Set<string>();
    collectParts(node, this.nodes, paths, node.file);
    return paths;
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
