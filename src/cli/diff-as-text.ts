import type { RiskLevel } from '../diff/consequence';
import type { RiskGroup } from '../diff/group';
import type { DiffLine } from '../diff/line-diff';
import { byCategory, headline, membersOf, staleWords, titleOf, type DiffReport } from '../diff/report';
import { shownLines, shownFieldPath } from '../diff/shown';
import { printableLine } from '../model/printable';
import type { Colours } from './colours';

const mostMembers = 5;
const mostLines = 40;

/** Writes a report for a terminal. */
export function diffAsText(report: DiffReport, colours: Colours): string {
  const { bold, dim, yellow } = colours;
  const stale = staleWords(report);
  const lines = [
    bold(headline(report)) + dim(`, against ${printableLine(report.against)}`),
    ...(stale === undefined ? [] : [yellow(stale)]),
    ...byCategory(report).flatMap(([category, groups]) => [
      '',
      bold(category),
      ...groups.flatMap((group) => groupLines(group, colours).map((line) => `  ${line}`)),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

function groupLines(group: RiskGroup, colours: Colours): readonly string[] {
  const { fields, consequences, change } = group;
  const { dim, cyan } = colours;
  const word = change === 'changed' ? '' : dim(change === 'added' ? '  new' : '  gone');
  const members = membersOf(group);
  const rest = members.length - mostMembers;
  const list = members.slice(0, mostMembers).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
  return [
    cyan(printableLine(titleOf(group))) + word,
    ...(members.length === 0 ? [] : [`  ${dim(printableLine(list))}`]),
    ...consequences.map(
      ({ severity, text }) => `  ${mark(severity, colours)} ${emphasized(severity, printableLine(text), colours)}`,
    ),
    ...fields.flatMap((field) => fieldLines(printableLine(shownFieldPath(field.path)), shownLines(field), colours)),
  ];
}

function fieldLines(path: string, all: readonly DiffLine[], colours: Colours): readonly string[] {
  const { dim, red, green } = colours;
  const [first, second] = all;
  const lines = all.map(({ sign, text }) => ({ sign, text: printableLine(text) }));
  // A short value on one line is read faster than on three.
  if (
    all.length === 2 &&
    first?.sign === '-' &&
    second?.sign === '+' &&
    path.length + first.text.length + second.text.length < 90
  ) {
    return [`  ${path}: ${red(lines[0]?.text ?? '')} → ${green(lines[1]?.text ?? '')}`];
  }
  const rest = lines.length - mostLines;
  return [
    `  ${path}`,
    ...lines.slice(0, mostLines).map(({ sign, text }) => `    ${painted(sign, text, colours)}`),
    ...(rest > 0 ? [`    ${dim(`and ${rest} more lines`)}`] : []),
  ];
}

function painted(sign: DiffLine['sign'], text: string, { red, green, dim }: Colours): string {
  if (sign === '-') return red(`- ${text}`);
  if (sign === '+') return green(`+ ${text}`);
  return dim(sign === '@' ? `@ ${text}` : `  ${text}`);
}

function mark(severity: RiskLevel, { red, yellow, dim }: Colours): string {
  if (severity === 'notice') return dim('·');
  return severity === 'disruption' ? yellow('!') : red('!!');
}

function emphasized(severity: RiskLevel, text: string, { bold }: Colours): string {
  return severity === 'loss' || severity === 'refused' ? bold(text) : text;
}
