/** A part of a text that is one document, or a place where nobody reads one. */
export interface Piece {
  readonly text: string;
  /** Lines of the file above it. */
  readonly linesAbove: number;
  /** Why Kubernetes does not read it, and what to do. */
  readonly unread?: { readonly message: string; readonly hint: string };
}

const dots = '...';

/**
 * Splits a text into its documents. A line that begins with three dashes or dots ends a document wherever it stands: no
 * scalar may contain one (YAML 1.2.2, section 9.1.2). Directives stay with the document below them.
 */
export function splitDocuments(text: string): readonly Piece[] {
  if (!text.startsWith('---') && !text.includes('\n---') && !text.includes('\n...') && !text.startsWith(dots)) {
    return [{ text, linesAbove: 0 }];
  }
  const pieces: Piece[] = [];
  let start = 0;
  let linesAbove = 0;
  let isBehindDots = false;
  const close = (end: number): void => {
    const piece = text.slice(start, end);
    const unread = isBehindDots && hasContent.test(piece) ? behindDots : besideDashes(piece);
    pieces.push({ text: piece, linesAbove, ...(unread && { unread }) });
    linesAbove += countLineFeeds(piece);
    start = end;
    isBehindDots = false;
  };
  for (const { index } of text.matchAll(/(?<![^\n])(?:---|\.\.\.)(?=[ \t\r\n]|$)/g)) {
    if (text.startsWith(dots, index)) {
      const lineEnd = text.indexOf('\n', index);
      // The line of the dots belongs to the document above: the library wants to see what is behind them.
      close(lineEnd === -1 ? text.length : lineEnd + 1);
      isBehindDots = true;
    } else if (index > start && !hasOnlyDirectives(text.slice(start, index))) {
      close(index);
    } else {
      isBehindDots = false;
    }
  }
  close(text.length);
  return pieces;
}

/** More than white space and comments. */
const hasContent = /(?:^|\n)[ \t]*[^ \t\n#]/;

const behindDots = {
  message: 'what follows "..." is not read by Kubernetes',
  hint: 'write "---" on the line below "..."',
};

/** The splitter of Kubernetes, `YAMLReader` in apimachinery, allows comments only. */
function besideDashes(piece: string): Piece['unread'] {
  const found = /^---[ \t]+([^ \t\n#][^\n]{0,40})/.exec(piece)?.[1];
  if (found === undefined) return undefined;
  return {
    message: `${JSON.stringify(found)} stands beside "---"`,
    hint: 'write it on the next line, as Kubernetes wants',
  };
}

/** Whether a piece is directives, and comments maybe, and nothing else. */
function hasOnlyDirectives(piece: string): boolean {
  return /(?:^|\n)%/.test(piece) && !/(?:^|\n)(?:[ \t]+[^ \t\n#]|[^ \t\n#%])/.test(piece);
}

/** Lines that end in a text. */
export function countLineFeeds(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
