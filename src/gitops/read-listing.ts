/** What a commit holds at a path. */
export interface ListedEntry {
  /** `other` is a submodule: a commit of another repository. */
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  /** Name of the content. */
  readonly id: string;
  readonly path: string;
}

/**
 * Reads what `git ls-tree -z` answers: `<mode> <type> <id>\t<path>\0` for each entry.
 * One by one, without arrays in between: a platform has 30,000 of them.
 */
export function* readListing(answer: string): Generator<ListedEntry> {
  for (let start = 0; start < answer.length;) {
    const tab = answer.indexOf('\t', start);
    const end = answer.indexOf('\0', tab);
    const id = answer.slice(answer.lastIndexOf(' ', tab) + 1, tab);
    yield { kind: kindOf(answer.slice(start, start + 3)), id, path: answer.slice(tab + 1, end) };
    start = end + 1;
  }
}

/** The first digits of a mode say what it is the mode of. */
function kindOf(mode: string): ListedEntry['kind'] {
  if (mode === '100') return 'file';
  if (mode === '040') return 'folder';
  return mode === '120' ? 'link' : 'other';
}
