import { isMap, isScalar, isSeq, parseAllDocuments } from 'yaml';
import type { Document, Node } from 'yaml';

import { fragments } from './mutate';
import type { Pick } from './mutate';

/**
 * Damages what a text says and not how it is written: values become others, of any type; keys and items go, come twice, or change
 * places. Such text can be read, so that everything behind the reader meets it.
 */
export function mutateValues(text: string, pick: Pick): string {
  const documents = parseAllDocuments(text, { logLevel: 'silent', uniqueKeys: false });
  if (!Array.isArray(documents)) return text;
  for (let count = 1 + pick(4); count > 0; count -= 1) {
    const document = documents[pick(documents.length)];
    if (document !== undefined) mutateOne(document, pick);
  }
  return documents.map((document) => document.toString({ lineWidth: 0 })).join('---\n');
}

function mutateOne(document: Document, pick: Pick): void {
  let node: unknown = document.contents;
  // Without a kind a document is no object, and no rule sees it: mostly the damage is below the first keys.
  if (isMap(node) && pick(20) !== 0) {
    const below = node.items.filter(({ value }) => isMap(value) || isSeq(value));
    node = below[pick(below.length)]?.value;
  }
  // Deeper at each step, and sometimes it stays.
  for (;;) {
    if (isMap(node)) {
      const pair = node.items[pick(node.items.length)];
      if (pair === undefined) return;
      if (isScalar(pair.value) || pick(5) === 0) {
        const kind = pick(24);
        if (kind < 3) node.items.splice(node.items.indexOf(pair), 1);
        else if (kind === 1) pair.key = document.createNode(strange(pick));
        else pair.value = document.createNode(strange(pick));
        return;
      }
      node = pair.value;
    } else if (isSeq(node)) {
      const index = pick(node.items.length);
      const item: unknown = node.items[index];
      if (item === undefined) return;
      if (isScalar(item) || pick(5) === 0) {
        const kind = pick(6);
        if (kind === 0) node.items.splice(index, 1);
        else if (kind === 1) node.items.push(copy(item));
        else node.items[index] = document.createNode(strange(pick));
        return;
      }
      node = item;
    } else {
      return;
    }
  }
}

function copy(item: unknown): unknown {
  return isMap(item) || isSeq(item) || isScalar(item) ? (item as Node).clone() : item;
}

/** Values that nobody expects where they stand. */
function strange(pick: Pick): unknown {
  const values: readonly (() => unknown)[] = [
    () => null,
    () => true,
    () => -1,
    () => 1e21,
    () => 0.5,
    () => '',
    () => fragments[pick(fragments.length)] ?? '',
    () => '*',
    () => '$(A)$(B)',
    () => '100%',
    () => '1e400Gi',
    () => '(((((',
    () => 'a'.repeat(1 + pick(70_000)),
    () => [],
    () => [null],
    () => [[[]]],
    () => [{ name: 'a' }, { name: 'a' }],
    () => ({}),
    () => ({ a: null }),
    () => ({ constructor: { name: 1 } }),
    () => ({ matchLabels: null, matchExpressions: [{ operator: 'Exists' }] }),
  ];
  return values[pick(values.length)]?.();
}
