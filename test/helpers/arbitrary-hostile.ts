import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import * as fc from 'fast-check';

import { besideServices, inCatalog, inManifests, manifest, plainCatalog, type FilesOf } from './hostile-files';
import { hostileLeaves } from './hostile-leaves';
import { forged, hostileText } from './hostile-text';
import { hostileWords, onCatalog, onManifests } from './hostile-words';

/** A folder and the words of a command, with a text in one position of them. */
export interface HostileInput {
  readonly files: Readonly<Record<string, string>>;
  readonly words: readonly string[];
}

type Position = (text: string) => HostileInput;

const before = { 'before/services/a.yaml': 'a: 1\n' };
const inFiles = (catalog: Readonly<Record<string, string>>, positions: readonly FilesOf[]): fc.Arbitrary<Position> =>
  fc
    .tuple(fc.constantFrom(...positions), fc.constantFrom(...onCatalog))
    .map(([files, words]): Position => (text) => ({ files: { ...catalog, ...before, ...files(text) }, words }));

const position: fc.Arbitrary<Position> = fc.oneof(
  inFiles(plainCatalog, inCatalog),
  inFiles(plainCatalog, besideServices),
  inFiles({}, hostileLeaves),
  fc
    .tuple(fc.constantFrom(...inManifests), fc.constantFrom(...onManifests))
    .map(([files, words]): Position => (text) => ({ files: files(text), words })),
  fc.constantFrom(...hostileWords).map((words): Position => (text) => ({
    files: { ...plainCatalog, ...before, 'k8s/a.yaml': manifest('web') },
    words: words(text).map((word) => word.replaceAll('\0', '')),
  })),
);

/** An input of any command with a hostile text in any position. */
export const hostileInput: fc.Arbitrary<HostileInput> = fc
  .tuple(position, hostileText)
  .map(([inputOf, text]) => inputOf(text));

/** Writes the files of an input. */
export function writeInput(folder: string, { files }: HostileInput): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}

/** Lines in which a terminal or a runner would find more than text, or that a text made for itself; a command of `--format github` is one of ours. */
export function unsafeLines(shown: string, { words }: Pick<HostileInput, 'words'>): readonly string[] {
  const isOurs = (line: string): boolean => words.includes('github') && /^::(?:error|warning|notice) file=/.test(line);
  // oxlint-disable-next-line no-control-regex -- Colours are the escapes that may be there.
  const lines = shown.replaceAll(/\u001b\[\d{1,2}m/g, '').split('\n');
  return lines.filter(
    (line) =>
      /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(line) ||
      line.startsWith(forged) ||
      /##[A-Za-z]*\[/.test(line) ||
      (/^\s*::/.test(line) && !isOurs(line)),
  );
}
