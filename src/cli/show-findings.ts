import type { CheckReport } from '../check/check-report';
import type { Finding, Severity } from '../check/finding';
import { findingsAlike, namesOfObjects, type FindingsAlike } from '../check/findings-alike';
import { printableLine } from '../model/printable';
import { codeFrame } from './code-frame';
import type { Colours } from './colours';
import type { Output } from './context';
import { isMendable, splitRepeated } from './repeated-findings';
import type { RepeatedFinding } from './repeated-findings';
import { showSummary } from './show-check-summary';
import { wrapped } from './text-width';

/** What people see besides the findings themselves. */
export interface ShowFindingsOptions {
  /** A line of a file that was checked; undefined when it cannot be read any more. */
  readonly lineOf: (file: string, line: number) => string | undefined;
  /** How long the check took. */
  readonly milliseconds: number;
  /** Lines about the check itself: accepted findings that are gone, exceptions that nothing needs. */
  readonly notes?: readonly string[];
}

/** Shows what was found, file by file; what is the same in many places once; and what there is in all. */
export function showFindings(report: CheckReport, { lineOf, ...rest }: ShowFindingsOptions, output: Output): void {
  const options = { ...rest, lineOf: withoutSecrets(report, lineOf) };
  const { single, repeated } = splitRepeated(report.findings);
  const files = [...new Set(single.map(({ file }) => file))];
  const byFile = new Map(files.map((file): [string, Finding[]] => [file, []]));
  for (const finding of single) byFile.get(finding.file)?.push(finding);
  for (const [file, findings] of byFile) {
    output.write(`${output.colours.bold(printableLine(file))}\n`);
    const blocks = findingsAlike(findings).map((alike) => block(describe(alike, options, output)));
    output.write(`${blocks.join('\n')}\n`);
  }
  for (const one of repeated) output.write(`${block(describeRepeated(one, options, output))}\n`);
  showSummary(report, options, output);
}

/** A line with a secret is not shown, whatever else is wrong with it: what CI prints, more people read than Git. */
function withoutSecrets(
  { findings, accepted, suppressed, rules }: CheckReport,
  lineOf: ShowFindingsOptions['lineOf'],
): ShowFindingsOptions['lineOf'] {
  const ofSecrets = new Set(rules.filter(({ hidesLine }) => hidesLine === true).map(({ id }) => id));
  const all = [...findings, ...accepted, ...suppressed.map(({ finding }) => finding)];
  const hidden = new Set(
    all.filter(({ rule }) => ofSecrets.has(rule)).map(({ file, line }) => `${file}:${line ?? 'all'}`),
  );
  return (file, line) => (hidden.has(`${file}:${line}`) ? undefined : lineOf(file, line));
}

function block(lines: readonly string[]): string {
  return lines.map((line) => `  ${line}\n`).join('');
}

function describe(
  { first: finding, objects }: FindingsAlike,
  options: ShowFindingsOptions,
  output: Output,
): readonly string[] {
  const { line, column } = finding;
  const place = line === undefined ? 'whole file' : [line, column].filter((part) => part !== undefined).join(':');
  const name = objects.length === 0 ? '' : `  ${namesOfObjects(objects)}`;
  return [...head(place, finding, `${finding.rule}${name}`, output), ...body(finding, options, output)];
}

function describeRepeated(
  { first, all }: RepeatedFinding,
  options: ShowFindingsOptions,
  output: Output,
): readonly string[] {
  const places = all.slice(0, 3).map(placeOf).join(', ');
  return [
    ...head(`${all.length} times`, first, first.rule, output),
    ...body(first, options, output),
    ...indented(`at ${places} and ${all.length - 3} more places`, output),
  ];
}

/** The severity is painted after the line was broken, as colours have no width; what is before it has no such word. */
function head(place: string, { severity }: Finding, rest: string, output: Output): readonly string[] {
  const paint = paintOf(severity, output.colours);
  return indented(`${place}  ${severity}  ${printableLine(rest)}`, output).map((line, index) =>
    index === 0 ? line.replace(severity, paint) : line,
  );
}

function body(finding: Finding, { lineOf }: ShowFindingsOptions, output: Output): readonly string[] {
  const { colours, columns } = output;
  const { file, line, column, message, hint } = finding;
  const text = line === undefined ? undefined : lineOf(file, line);
  const frame = text === undefined || line === undefined ? [] : codeFrame(text, line, column, columns ?? 160, colours);
  return [
    ...message.split(/\r\n|\n|\r/).flatMap((part) => indented(printableLine(part), output)),
    // It has an indent of its own.
    ...frame.map((one) => one.slice(2)),
    ...(hint === undefined ? [] : labelled('hint:', hint, output)),
    ...(isMendable(finding) ? labelled('fix:', 'can be mended with --fix', output) : []),
  ];
}

function labelled(label: string, text: string, output: Output): readonly string[] {
  return indented(`${label} ${printableLine(text)}`, output).map((line, index) =>
    index === 0 ? line.replace(label, output.colours.cyan(label)) : line,
  );
}

/** Lines that have room behind the indent of a block. */
function indented(text: string, { columns }: Output): readonly string[] {
  return wrapped(text, columns === undefined ? undefined : Math.max(20, columns - 2));
}

function placeOf({ file, line, column }: Finding): string {
  return [printableLine(file), line, column].filter((part) => part !== undefined).join(':');
}

function paintOf(severity: Severity, { red, yellow, cyan }: Colours): (text: string) => string {
  if (severity === 'error') return red;
  return severity === 'warning' ? yellow : cyan;
}
