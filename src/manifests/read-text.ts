import { Locator } from '../yaml/locate';
import type { Position } from '../yaml/compose';
import { yamlLibrary } from '../yaml/compose';
import { readPlainYaml } from '../yaml/read-plain';
import type { ManifestObject, Path, UnreadableManifest } from './manifest';
import { isMapping, textAt } from './value-at';

/** What a text holds. */
export interface ManifestText {
  readonly objects: readonly ManifestObject[];
  readonly unreadable: readonly UnreadableManifest[];
}

/**
 * Reads the objects of a text: YAML with any number of documents. What is wrong with one document does not hide the
 * others.
 *
 * @param file name for people
 */
export function readManifestText(text: string, file: string): ManifestText {
  const objects: ManifestObject[] = [];
  const unreadable: UnreadableManifest[] = [];
  for (const piece of documentsOf(text)) {
    const value = readPlainYaml(piece.text)?.value ?? yamlLibrary().parse(piece.text);
    if (!isMapping(value)) continue;
    objects.push(objectOf(value, file, piece));
  }
  return { objects, unreadable };
}

interface Piece {
  readonly text: string;
  /** Lines of the file above it. */
  readonly linesAbove: number;
}

/** A line that begins with three dashes ends a document wherever it stands: no scalar may contain one (YAML 1.2.2, 9.1.2). */
function documentsOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let linesAbove = 0;
  for (const piece of text.split(/^(?=---(?:\s|$))/m)) {
    pieces.push({ text: piece, linesAbove });
    linesAbove += piece.split('\n').length - 1;
  }
  return pieces;
}

function objectOf(value: Readonly<Record<string, unknown>>, file: string, { text, linesAbove }: Piece): ManifestObject {
  const apiVersion = textAt(value, ['apiVersion']) ?? '';
  let locator: Locator | undefined;
  return {
    apiVersion,
    group: apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '',
    kind: textAt(value, ['kind']) ?? '',
    name: textAt(value, ['metadata', 'name']) ?? '',
    namespace: textAt(value, ['metadata', 'namespace']),
    value,
    file,
    locate(path: Path, where = 'value'): Position | undefined {
      locator ??= new Locator(text);
      const found = locator.locate(path, where);
      return found === undefined ? undefined : { line: found.line + linesAbove, column: found.column };
    },
  };
}
