import { Document, isScalar, visit } from 'yaml';

import type { DocumentName } from '../model/catalog';

/** A key at the top of a catalog file, with what a person should read before it. */
export interface TopLevelKey {
  readonly key: string;
  readonly value: unknown;
  /** Each is a line. @default - none */
  readonly comments?: readonly string[];
}

/** A file of the catalog, before it is written. */
export interface CatalogDocument {
  readonly name: DocumentName;
  readonly schema: 'platform' | 'environment' | 'service' | 'overlay';
  /** What the file is about, and what a person should read before all of it. */
  readonly about: readonly string[];
  readonly entries: readonly TopLevelKey[];
}

/** Mappings with one entry for each line: people add to them. */
const longMappings: ReadonlySet<string> = new Set(['env', 'values', 'keys', 'scratch', 'teams', 'systems']);

const longestFlow = 90;

/** Writes a file of the catalog. */
export function catalogFileText({ name, schema, about, entries }: CatalogDocument): string {
  const root = name.includes('/') ? '../'.repeat(name.split('/').length - 1) : './';
  const lines = [`# yaml-language-server: $schema=${root}.schemas/${schema}.schema.json`, ...about.map(comment)];
  const blocks = entries.map(({ key, value, comments = [] }) =>
    [...comments.map(comment), entryText(key, value)].join('\n'),
  );
  // A file says something, if only that there is nothing to say.
  if (blocks.length === 0) blocks.push('{}');
  const isAiry = schema === 'platform' || schema === 'environment';
  return `${lines.join('\n')}\n${isAiry ? '\n' : ''}${blocks.join(isAiry ? '\n\n' : '\n')}\n`;
}

function comment(text: string): string {
  // A comment ends with its line, whatever a name in it holds.
  return `# ${text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')}`;
}

function entryText(key: string, value: unknown): string {
  const document = new Document({ [key]: value }, { aliasDuplicateObjects: false, compat: 'yaml-1.1' });
  visit(document, {
    Scalar(_, node) {
      // As a block, spaces and empty lines at its ends would depend on what follows.
      if (typeof node.value === 'string' && /^\s|\n\n$|[ \t]\n|[ \t]$/.test(node.value)) node.type = 'QUOTE_DOUBLE';
    },
    Map(_, node, path) {
      const above = path.at(-1);
      const name = above !== undefined && 'key' in above && isScalar(above.key) ? String(above.key.value) : '';
      const isLong = longMappings.has(name) || path.length < 2 || JSON.stringify(node).length > longestFlow;
      if (isLong || !node.items.every((pair) => isScalar(pair.value))) return;
      node.flow = true;
    },
  });
  return document.toString({ lineWidth: 0, indentSeq: true }).trimEnd();
}

/** Line of a key at the top of a text, from 1; the first line when it is not there. */
export function lineOfKey(text: string, key: string): number {
  const index = text.split('\n').findIndex((line) => line.startsWith(`${key}:`));
  return Math.max(index, 0) + 1;
}
