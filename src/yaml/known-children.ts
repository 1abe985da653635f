/** Where a scanner stands in a text. */
export interface ScannerState {
  readonly position: number;
  readonly lineStart: number;
  readonly indent: number;
}

/** Children of a node as far as they were passed: whoever looks for the next one goes on from there. */
export interface KnownChildren {
  /** Where items of a list begin, in order. */
  readonly items: ScannerState[];
  /** Where keys of a mapping begin. */
  readonly keys: Map<string, ScannerState>;
  /** Where the key begins that was passed last. */
  lastKey: ScannerState | undefined;
  /** Whether there is no key behind it. */
  isEnd: boolean;
}

let last: { readonly text: string; readonly childrenByNode: Map<number, KnownChildren> } | undefined;

/**
 * What is known of the children of a node in the text that was asked about last. One file may have thousands of findings, which
 * are placed one after another: to walk to each from the beginning takes the square of that.
 *
 * @param node index in the text at which the node begins
 */
export function knownChildren(text: string, node: number): KnownChildren {
  if (last?.text !== text) last = { text, childrenByNode: new Map() };
  let known = last.childrenByNode.get(node);
  if (known === undefined) {
    known = { items: [], keys: new Map(), lastKey: undefined, isEnd: false };
    last.childrenByNode.set(node, known);
  }
  return known;
}
