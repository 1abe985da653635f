import { isUtf8 } from 'node:buffer';

import type { Problem } from '../model/problem';
import { maximumDepth, readPlainYaml } from '../yaml/read-plain';
import { composeYaml, yamlLibrary, type Extra, type YamlText } from '../yaml/compose';
import { keyProblems, pathAt } from './yaml-keys';
import { excerpt, syntaxProblems } from './yaml-syntax';

/** Largest catalog file, in bytes: a hundred times what people write. The worst texts of this size take three seconds. */
export const maximumDocumentBytes = 256 * 1024;

/** Most problems that are reported of one file; beyond that, the file is no catalog file. */
const maximumProblems = 100;

/** YAML 1.2.2, section 5.1: what is none of these characters. A surrogate without its partner is none either. */
const unprintable = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/**
 * Reads a catalog file: YAML 1.2 with the core schema, one document, a mapping at the top, string keys that are written
 * once, no anchors, aliases, merge keys, tags or directives, nesting up to `maximumDepth`. A byte order mark is skipped.
 *
 * @param text the file; bytes must be UTF-8
 * @param file name for the problems
 * @returns the value in plain objects and arrays, or every problem that was found, in the order of the text; at most 100
 *   and a last one that counts the others. It never throws because of the text
 */
export function readYaml(text: string | Buffer, file: string): { value: unknown } | { problems: Problem[] } {
  const bytes = typeof text === 'string' ? Buffer.byteLength(text) : text.length;
  if (bytes > maximumDocumentBytes) {
    const message = `the file has ${bytes} bytes, which exceeds the limit ${maximumDocumentBytes}`;
    return { problems: [{ file, path: [], message, hint: 'split it, or keep large data out of the catalog' }] };
  }
  if (typeof text !== 'string' && !isUtf8(text)) return { problems: [encodingProblem(text, file)] };

  const characters = typeof text === 'string' ? text : text.toString('utf8');
  return readCharacters(characters.startsWith('\ufeff') ? characters.slice(1) : characters, file);
}

function readCharacters(text: string, file: string): { value: unknown } | { problems: Problem[] } {
  const found = text.match(unprintable);
  if (found) return { problems: [characterProblem(text, found, file)] };

  const plain = readPlainYaml(text);
  if (plain !== undefined && isMapping(plain.value)) return plain;

  const yaml = composeYaml(text);
  if (yaml.tooDeepAt !== undefined) {
    const message = `the nesting is deeper than ${maximumDepth} levels`;
    const hint = 'use fewer levels, and check that every bracket is closed';
    return { problems: [{ file, ...yaml.positionAt(yaml.tooDeepAt), path: [], message, hint }] };
  }
  const problems = problemsOf(text, yaml, file);
  return problems.length > 0 ? { problems } : { value: yaml.documents[0]?.toJS() };
}

function isMapping(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function encodingProblem(bytes: Buffer, file: string): Problem {
  // A line feed is never part of a longer character, so each line can be judged on its own.
  let start = 0;
  for (let line = 1; ; line += 1) {
    const end = bytes.indexOf(0x0a, start);
    const lineBytes = bytes.subarray(start, end === -1 ? bytes.length : end);
    if (end === -1 || !isUtf8(lineBytes)) {
      const column = lineBytes.toString('utf8').indexOf('\ufffd') + 1;
      return { file, line, column, path: [], message: 'the file is not UTF-8 text', hint: 'save it as UTF-8' };
    }
    start = end + 1;
  }
}

function characterProblem(text: string, found: readonly string[], file: string): Problem {
  const before = text.slice(0, text.search(unprintable)).split('\n');
  const code = found[0]?.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
  const count = found.length > 1 ? `, the first of ${found.length} such characters` : '';
  return {
    file,
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
    path: [],
    message: `character U+${code} is not allowed in YAML${count}`,
    hint: 'remove it, or write it as an escape in double quotes',
  };
}

function problemsOf(text: string, yaml: YamlText, file: string): Problem[] {
  const syntax = syntaxProblems(text, yaml, file);
  const brokenLines = new Set(syntax.map(({ line }) => line));
  const problems = [
    ...syntax,
    ...yaml.extras.map((extra, index) => {
      // Later ones are not shown, and to find the paths of 80,000 takes a minute.
      const path = index < maximumProblems ? pathAt(yaml.documents[0]?.contents ?? null, extra.offset) : [];
      return extraProblem(extra, path, yaml, file);
    }),
    ...yaml.documents
      .flatMap(({ contents }) => keyProblems(contents, yaml.positionAt, file))
      // What the library makes of a broken line, or of the top of a broken text, says nothing.
      .filter(({ line }) => !brokenLines.has(line)),
    ...documentProblems(yaml, file),
    ...(syntax.length > 0 ? [] : topProblems(yaml, file)),
  ];
  problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
  if (problems.length <= maximumProblems) return problems;

  const message = `${problems.length - maximumProblems} more problems are not shown`;
  return [...problems.slice(0, maximumProblems), { file, path: [], message, hint: 'correct the ones above first' }];
}

function extraProblem(
  { kind, source, offset }: Extra,
  path: Problem['path'],
  { positionAt }: YamlText,
  file: string,
): Problem {
  const hints = {
    anchor: 'write the value out; the catalog does not use YAML anchors',
    alias: 'write the value out; the catalog does not use YAML anchors',
    tag: 'write the value without it, and in quotes if it must be a string',
    directive: 'delete the line; files are read as YAML 1.2',
  } satisfies Record<Extra['kind'], string>;
  return {
    file,
    ...positionAt(offset),
    path,
    message: `${kind} ${excerpt(source)} is not accepted`,
    hint: hints[kind],
  };
}

function documentProblems({ documents, positionAt }: YamlText, file: string): Problem[] {
  const second = documents[1];
  if (second === undefined) return [];
  const message = `the file has ${documents.length} documents; this is where the second one starts`;
  const hint = 'keep one document in a file, and delete a "---" at the end';
  return [{ file, ...positionAt(second.range[0]), path: [], message, hint }];
}

function topProblems({ documents, positionAt }: YamlText, file: string): Problem[] {
  const { isAlias, isMap, isScalar } = yamlLibrary();
  const top = documents[0]?.contents ?? null;
  // An alias is refused as such.
  if (isMap(top) || isAlias(top)) return [];
  if (top === null || (isScalar(top) && top.source === '' && top.value === null)) {
    return [{ file, path: [], message: 'the file is empty', hint: 'write its fields as "name: value", or delete it' }];
  }
  const found = isScalar(top) ? excerpt(String(top.value)) : 'a list';
  const message = `the file holds ${found} instead of a mapping`;
  const hint = 'write fields as "name: value", with a space after the colon';
  return [{ file, ...positionAt(top.range[0]), path: [], message, hint }];
}
