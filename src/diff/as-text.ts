import type { Severity } from './consequence';
import type { RiskGroup } from './group';
import type { DiffLine } from './line-diff';
import { byCategory, headline, membersOf, staleWords, titleOf, type DiffReport } from './report';
import { shownLines, shownPath } from './shown';

/** Paints texts for a terminal. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
}

/** How a terminal shows it. */
export interface TextOptions {
  readonly paint: Paint;
  /** Replaces what could steer the terminal. */
  readonly printable: (text: string) => string;
}

const mostMembers = 5;
const mostLines = 40;

/** Writes a report for a terminal. */
export function diffAsText(report: DiffReport, options: TextOptions): string {
  const { bold, yellow } = options.paint;
  const stale = staleWords(report);
  const lines = [
    bold(headline(report)) + options.paint.dim(`, against ${options.printable(report.against)}`),
    ...(stale === undefined ? [] : [yellow(stale)]),
    ...byCategory(report).flatMap(([category, groups]) => [
      '',
      bold(category),
      ...groups.flatMap((group) => groupLines(group, options).map((line) => `  ${line}`)),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

function groupLines(group: RiskGroup, { paint, printable }: TextOptions): readonly string[] {
  const { fields, consequences, change } = group;
  const word = change === 'changed' ? '' : paint.dim(change === 'added' ? '  new' : '  gone');
  const members = membersOf(group);
  const rest = members.length - mostMembers;
  const list = members.slice(0, mostMembers).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
  return [
    paint.cyan(printable(titleOf(group))) + word,
    ...(members.length === 0 ? [] : [`  ${paint.dim(printable(list))}`]),
    ...consequences.map(
      ({ severity, text }) => `  ${mark(severity, paint)} ${emphasized(severity, printable(text), paint)}`,
    ),
    ...fields.flatMap((field) => fieldLines(printable(shownPath(field.path)), shownLines(field), { paint, printable })),
  ];
}

function fieldLines(path: string, all: readonly DiffLine[], { paint, printable }: TextOptions): readonly string[] {
  const [first, second] = all;
  const lines = all.map(({ sign, text }) => ({ sign, text: printable(text) }));
  // A short value on one line is read faster than on three.
  if (
    all.length === 2 &&
    first?.sign === '-' &&
    second?.sign === '+' &&
    path.length + first.text.length + second.text.length < 90
  ) {
    return [`  ${path}: ${paint.red(lines[0]?.text ?? '')} → ${paint.green(lines[1]?.text ?? '')}`];
  }
  const rest = lines.length - mostLines;
  return [
    `  ${path}`,
    ...lines.slice(0, mostLines).map(({ sign, text }) => `    ${painted(sign, text, paint)}`),
    ...(rest > 0 ? [`    ${paint.dim(`and ${rest} more lines`)}`] : []),
  ];
}

function painted(sign: DiffLine['sign'], text: string, paint: Paint): string {
  if (sign === '-') return paint.red(`- ${text}`);
  if (sign === '+') return paint.green(`+ ${text}`);
  return paint.dim(sign === '@' ? `@ ${text}` : `  ${text}`);
}

function mark(severity: Severity, { red, yellow, dim }: Paint): string {
  if (severity === 'notice') return dim('·');
  return severity === 'disruption' ? yellow('!') : red('!!');
}

function emphasized(severity: Severity, text: string, { bold }: Paint): string {
  return severity === 'loss' || severity === 'refused' ? bold(text) : text;
}
