import { TreeError } from './tree-error';

/** The lines around a managed block. @param name tells it from blocks of other trees in the same file */
export function blockMarkers(name?: string): { readonly begin: string; readonly end: string } {
  const suffix = name === undefined ? '' : ` ${name}`;
  return { begin: `# slipway: begin${suffix}`, end: `# slipway: end${suffix}` };
}

/**
 * Puts lines into the managed block of a file that others also edit; everything outside the block stays byte for byte. A
 * file without a block gets it at its end, where it has the last word in CODEOWNERS and .gitattributes. No lines leave an
 * empty block, and add none.
 *
 * Works on bytes, because nobody promised that the lines of others are UTF-8.
 *
 * @param path Name of the file, for errors.
 * @param content The file as it is; empty if there is none.
 * @param name Tells it from blocks of other trees in the same file.
 * @throws {TreeError} if the markers do not form exactly one block.
 */
export function withManagedBlock(path: string, content: Buffer, lines: readonly string[], name?: string): Buffer {
  const markers = blockMarkers(name);
  // One character per byte: indexes and slices are exact.
  const text = content.toString('latin1');
  const begins = markerPositions(text, markers.begin);
  const ends = markerPositions(text, markers.end);
  const lineBreak = /^[^\n]*\r\n/.test(text) ? '\r\n' : '\n';
  const inner = Buffer.from(lines.map((line) => `${checkedLine(path, line)}${lineBreak}`).join('')).toString('latin1');
  const [begin] = begins;
  const [end] = ends;

  if (begin === undefined && end === undefined) {
    if (lines.length === 0) return content;
    return Buffer.from(
      `${separated(text, lineBreak)}${markers.begin}${lineBreak}${inner}${markers.end}${lineBreak}`,
      'latin1',
    );
  }
  if (begin === undefined || end === undefined || begins.length > 1 || ends.length > 1 || end < begin) {
    throw new TreeError(
      `"${path}" has ${begins.length} lines "${markers.begin}" and ${ends.length} lines "${markers.end}", which form no single block; ` +
        'leave one of each, in this order, or delete them all',
    );
  }
  const innerStart = text.indexOf('\n', begin) + 1;
  return Buffer.from(text.slice(0, innerStart) + inner + text.slice(end), 'latin1');
}

/** In what a managed block is not as it is wanted. */
export type BlockFault =
  | { readonly kind: 'block missing' | 'block broken' }
  | {
      readonly kind: 'block changed';
      /** The first line of the file that is another, 1-based. */
      readonly line: number;
    };

/** Finds out whether the managed block of a file has exactly these lines. */
export function blockFault(
  path: string,
  content: Buffer,
  lines: readonly string[],
  name?: string,
): BlockFault | undefined {
  let wanted: Buffer;
  try {
    wanted = withManagedBlock(path, content, lines, name);
  } catch (error) {
    if (!(error instanceof TreeError)) throw error;
    return { kind: 'block broken' };
  }
  if (wanted.equals(content)) return undefined;
  const [now, then] = [content, wanted].map((bytes) => bytes.toString('latin1').split('\n'));
  if (now?.some((line) => isMarker(line, blockMarkers(name).begin)) !== true) return { kind: 'block missing' };
  return { kind: 'block changed', line: now.findIndex((line, index) => line !== then?.[index]) + 1 };
}

function checkedLine(path: string, line: string): string {
  if (/[\r\n]/.test(line) || /^\s*# slipway: (?:begin|end)\b/.test(line)) {
    throw new TreeError(`${JSON.stringify(line)} cannot be a line of the managed block of "${path}"`);
  }
  return line;
}

function markerPositions(text: string, marker: string): readonly number[] {
  return Array.from(
    text.matchAll(new RegExp(`^${marker.replaceAll('.', '\\.')}[ \\t]*\\r?$`, 'gm')),
    (match) => match.index,
  );
}

function isMarker(line: string, marker: string): boolean {
  return line.trimEnd() === marker;
}

/** Ends the last line of others and leaves an empty line, so that the block is seen as one. */
function separated(text: string, lineBreak: string): string {
  if (text === '') return '';
  const ended = text.endsWith('\n') ? text : `${text}${lineBreak}`;
  return ended.endsWith(`\n${lineBreak}`) ? ended : `${ended}${lineBreak}`;
}
