import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { formatPath } from '../model/problem';
import { printableLine } from '../model/printable';
import type { Problem } from '../model/problem';
import { withoutSecrets } from '../secrets/hide';
import { withoutKnownForms } from '../secrets/known-forms';
import type { Output } from './context';
import { codeFrame } from './code-frame';

/**
 * Shows each problem as a block: where, what, the line itself, and what to do.
 *
 * @param catalog folder of the catalog, to show lines of its files; without it none are shown
 * @param outcome what to add to the number of problems: `; nothing was written`
 */
export function showProblems(
  problems: readonly Problem[],
  catalog: string | undefined,
  outcome: string,
  output: Output,
): void {
  const lineOf = catalog === undefined ? () => undefined : lineReader(dirname(catalog));
  output.write(problems.map((problem) => `${describe(problem, lineOf, output)}\n`).join('\n'));
  if (problems.length === 1 && outcome === '') return;
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  output.write(`\n${output.colours.red(count)}${outcome}\n`);
}

function describe(problem: Problem, lineOf: LineReader, { colours, columns }: Output): string {
  const { file, line, column, path, message, hint } = problem;
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  const what = path.length === 0 ? message : `${formatPath(path)}: ${message}`;
  const text = line === undefined ? undefined : lineOf(file, line);
  const frame = text === undefined || line === undefined ? [] : codeFrame(text, line, column, columns ?? 160, colours);
  return [
    // A file may be called as it was typed.
    `${colours.bold(printableLine(withoutKnownForms(place)))}: ${printableLine(withoutSecrets(what))}`,
    ...frame,
    ...(hint === undefined ? [] : [`  ${colours.cyan('hint:')} ${printableLine(withoutKnownForms(hint))}`]),
  ].join('\n');
}

type LineReader = (file: string, line: number) => string | undefined;

/** Reads lines of files that may have gone, or may not be text: a frame is a help, not a duty. */
function lineReader(root: string): LineReader {
  const linesByFile = new Map<string, readonly string[]>();
  return (file, line) => {
    const lines = linesByFile.get(file) ?? readLines(join(root, file));
    linesByFile.set(file, lines);
    return lines[line - 1];
  };
}

function readLines(path: string): readonly string[] {
  try {
    return readFileSync(path, 'utf8')
      .replace(/^\ufeff/, '')
      .split(/\r\n|\n|\r/);
  } catch {
    return [];
  }
}
