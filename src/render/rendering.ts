import { ExtensionNotRun } from '../model/extension-door';
import { blobId } from '../tree/blob-id';
import type { BlobHash } from '../tree/blob-id';
import { PathClaims } from '../tree/path-claims';
import { AllProblems } from './located';
import { namesToRemember, recallNames, remember } from './memory';
import type { Memory } from './memory';
import type { Part } from './parts';
import type { RenderedFile } from './render';
import type { WantedTree } from './wanted-tree';

/** A wanted tree with Git's names of its contents. */
export interface Rendering {
  readonly tree: WantedTree;
  readonly hash: BlobHash;
  /** Path in the tree -> name of the content. */
  readonly idByPath: ReadonlyMap<string, string>;
  /** Keys of the parts of which nobody knows what they are: an extension would have to run, and may not. */
  readonly leftOut: ReadonlySet<string>;
  /** The text of a file; renders its part when that is not done yet. */
  readonly textOf: (path: string) => string | undefined;
}

/**
 * Renders a wanted tree in memory. What the contents of a part are called is remembered with the hash of what it is rendered
 * from: rendering is a pure function, so a part of the same documents is rendered only when somebody wants to read it.
 * Nothing in this memory depends on a machine, so CI may keep it from one run to the next.
 *
 * @throws {TreeError} when two objects have one path, or paths that differ in case only, naming both
 */
export function renderingOf(tree: WantedTree, hash: BlobHash, memory: Memory | undefined): Rendering {
  const idByPath = new Map<string, string>();
  const namesByPart = new Map<Part, string>();
  const filesByPart = new Map<Part, readonly RenderedFile[]>();
  const learned = new Map<string, string>();
  const leftOut = new Set<string>();
  const all = new AllProblems();
  let paths = 0;
  let mayClash = false;
  for (const part of tree.parts) {
    const names = all.render(() => namesIfKnown(part)) ?? '';
    namesByPart.set(part, names);
    readNames(names, (path, id) => {
      idByPath.set(path, id);
      paths += 1;
    });
    // Who has the same path twice has one less in the end; names without a big letter differ in more than case.
    mayClash ||= idByPath.size < paths || names.toLowerCase() !== names;
  }
  all.tell();
  if (mayClash) refuseClashes();
  if (memory !== undefined && learned.size + (memory.read?.size ?? 0) > 0) remember(memory, { names: learned });
  let partByPath: ReadonlyMap<string, Part> | undefined;
  return {
    tree,
    hash,
    idByPath,
    leftOut,
    textOf(path) {
      partByPath ??= partsByPath(namesByPart);
      const part = partByPath.get(path);
      return part === undefined ? undefined : fileOf(part, path)?.text;
    },
  };

  function namesIfKnown(part: Part): string {
    try {
      return namesOf(part);
    } catch (error) {
      if (!(error instanceof ExtensionNotRun)) throw error;
      leftOut.add(part.key);
      return '';
    }
  }

  function namesOf(part: Part): string {
    const input = part.input();
    const known = recallNames(memory, hash, part.key, input);
    if (known !== undefined) return known;
    // Texts of all parts would fill the memory, and few are ever read.
    const names = part.render().map(({ path, text }) => `${blobId(text, hash)} ${path}`);
    learned.set(...namesToRemember(hash, part.key, input, names));
    return names.join('\t');
  }

  /** Equal paths are an error for sure: all parts are rendered for its words. */
  function refuseClashes(): void {
    const claims = new PathClaims();
    const hasEqualPaths = idByPath.size < paths;
    for (const [part, names] of namesByPart) {
      if (hasEqualPaths) for (const { path, source } of filesOf(part)) claims.claim(path, source);
      else readNames(names, (path) => claims.claim(path, () => fileOf(part, path)?.source ?? part.key));
    }
  }

  function filesOf(part: Part): readonly RenderedFile[] {
    const files = filesByPart.get(part) ?? part.render();
    filesByPart.set(part, files);
    return files;
  }

  function fileOf(part: Part, path: string): RenderedFile | undefined {
    return filesOf(part).find((file) => file.path === path);
  }
}

function partsByPath(namesByPart: ReadonlyMap<Part, string>): ReadonlyMap<string, Part> {
  const partByPath = new Map<string, Part>();
  for (const [part, names] of namesByPart) readNames(names, (path) => partByPath.set(path, part));
  return partByPath;
}

/** Says each name and path of a part, without arrays in between: a platform has 30,000 of them. */
function readNames(names: string, say: (path: string, id: string) => void): void {
  if (names === '') return;
  for (let start = 0; start < names.length;) {
    const space = names.indexOf(' ', start);
    const tab = names.indexOf('\t', space);
    const end = tab === -1 ? names.length : tab;
    say(names.slice(space + 1, end), names.slice(start, space));
    start = end + 1;
  }
}
