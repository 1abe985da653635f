import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Requirement } from './row';

/** Folder of the repository, from which files of tests are named. */
export const repository = join(__dirname, '..', '..');

/** A test, or a group of tests, that proves rows. */
export interface Proof {
  /** File of the test, relative to the repository. */
  readonly file: string;
  /** Title as it is written, with its ids; `%s` and `$name` stand for what each case says. */
  readonly title: string;
  /** Rows that the title names. */
  readonly ids: readonly string[];
}

/** The file that holds rows against the rendered tree; the title of each of its tests is a row. */
export const claimsFile = 'test/requirements/requirements.test.ts';

/** What proves rows in a file of tests: the titles that begin with ids, in their order. @param file relative to the repository */
export function proofsIn(file: string): readonly Proof[] {
  return proofsInText(readFileSync(join(repository, file), 'utf8'), file);
}

/** What proves rows in a text, which is a file of tests or a part of it. */
export function proofsInText(text: string, file: string): readonly Proof[] {
  const titles = [...text.matchAll(/(['"`])((?:R\d-\d\d, )*R\d-\d\d): ((?:\\.|(?!\1)[^\\])*)\1/g)];
  return titles.map(([, , ids = '', title = '']) => ({
    file,
    title: `${ids}: ${title.replaceAll(/\\(.)/g, '$1')}`,
    ids: ids.split(', '),
  }));
}

/** What proves rows in any file of tests. */
export function everyProof(): readonly Proof[] {
  const files = readdirSync(join(repository, 'test'), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => `test/${file}`)
    .sort()
    .flatMap(proofsIn);
}

/** Everything that proves a row: what it claims of the rendered tree, and the tests of the files that it lists. */
export function proofsOf({ id, what, claims = [], provedBy = [] }: Requirement): readonly Proof[] {
  const claimed = claims.length === 0 ? [] : [{ file: claimsFile, title: `${id}: ${what}`, ids: [id] }];
  return [...claimed, ...provedBy.flatMap((file) => proofsIn(file).filter(({ ids }) => ids.includes(id)))];
}
