import type { LoadedCatalog } from '../catalog/load';
import { signatureOf } from '../catalog/signature';
import { documentsToKeep } from './known-catalog';
import { AllProblems } from './located';
import { isSettled, isWritten, namesToRemember, recallWritten, writtenHash } from './memory';
import type { Memory, News, WrittenPart } from './memory';
import type { Part } from './parts';
import { blobId } from '../tree/blob-id';
import type { Claimant } from '../tree/path-claims';
import type { PutOutcome, TreeWriter } from '../tree/tree-writer';

interface StatedFile {
  readonly path: string;
  /** Git's name of the content. */
  readonly id: string;
  readonly outcome: PutOutcome;
}

interface StatedPart {
  readonly input: string;
  readonly files: readonly StatedFile[];
}

/** Names the objects of a part, which is rendered for it. */
type SourceOf = (key: string) => Claimant;

/** Parts whose files were stated, by key; those that were kept need no new memory. */
export type StatedParts = ReadonlyMap<string, StatedPart>;

/**
 * Keeps the parts that a complete memory of the same documents knows, if their files are what they were.
 *
 * @returns keys of the parts that have to be stated; undefined when nothing is known of the parts as a whole
 */
export function keepComplete(
  writer: TreeWriter,
  { hash, parsed }: LoadedCatalog,
  sourceOf: SourceOf,
  out: string,
  memory: Memory | undefined,
): ReadonlySet<string> | undefined {
  if (memory?.complete !== hash) return undefined;
  const stale = new Set<string>();
  for (const [key, { kind }] of parsed) {
    if (kind !== 'overlay' && kind !== 'environment') continue;
    if (!keepIfCurrent(writer, out, recallWritten(memory, key), sourceOf(key))) stale.add(key);
  }
  return stale;
}

/** States parts: those that are proved current are kept, the others are rendered. */
export function stateParts(
  writer: TreeWriter,
  parts: readonly Part[],
  sourceOf: SourceOf,
  out: string,
  memory: Memory | undefined,
  onProgress: ((done: number, total: number) => void) | undefined,
): StatedParts {
  const stated = new Map<string, StatedPart>();
  const all = new AllProblems();
  for (const [index, part] of parts.entries()) {
    const input = part.input();
    const known = recallWritten(memory, part.key);
    if (known?.input !== input || !keepIfCurrent(writer, out, known, sourceOf(part.key))) {
      const files = (all.render(part.render) ?? []).map(({ path, text, source }) => ({
        path,
        id: blobId(text, writtenHash),
        outcome: writer.put(path, text, source),
      }));
      stated.set(part.key, { input, files });
    }
    onProgress?.(index + 1, parts.length);
  }
  all.tell();
  return stated;
}

/** Keeps the files of a part if every one of them is as it was remembered; says whether it did. */
function keepIfCurrent(writer: TreeWriter, out: string, known: WrittenPart | undefined, source: Claimant): boolean {
  if (known === undefined) return false;
  const { paths, signatures } = known;
  const isCurrent = paths.every(
    (path, index) => writer.has(path) && signatureOf(`${out}/${path}`) === signatures[index],
  );
  if (!isCurrent) return false;
  for (const path of paths) writer.keep(path, source);
  return true;
}

/**
 * What the next run may rely on, besides what this run relied on.
 *
 * A signature is believed when the file did not change after its content was known: before the run began for a file that
 * was read or compared, before the commit for one that was staged.
 */
export function newsOf(
  out: string,
  loaded: LoadedCatalog,
  stated: StatedParts,
  before: Memory,
  times: { readonly started: number; readonly staged: number },
  isEverything: boolean,
): Required<News> {
  const documents = documentsToKeep(loaded, before, times.started);
  const names = new Map<string, string>();
  const signatures = new Map<string, string>();
  for (const [key, { input, files }] of stated) {
    names.set(
      ...namesToRemember(
        writtenHash,
        key,
        input,
        files.map(({ id, path }) => `${id} ${path}`),
      ),
    );
    const signed = files.map(({ path }) => signatureOf(`${out}/${path}`) ?? '');
    const isKnown = signed.every((signature, index) =>
      files[index]?.outcome === 'staged' ? isWritten(signature, times.staged) : isSettled(signature, times.started),
    );
    if (isKnown) signatures.set(key, [input, ...signed].join('\t'));
    else if (before.signatures.has(key)) signatures.set(key, '');
  }
  const isComplete = isEverything && [...stated.keys()].every((key) => (signatures.get(key) ?? '') !== '');
  return { documents, names, signatures, complete: { hash: isComplete ? loaded.hash : undefined } };
}
