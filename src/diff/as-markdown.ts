import { riskLevels, type Consequence } from './consequence';
import { severityOf, type RiskGroup } from './group';
import { codeBlock, inlineCode, prose } from './markdown-text';
import { byCategory, headline, membersOf, countObjects, staleWords, titleOf, type DiffReport } from './report';
import { afterOf } from './change';
import { shownLines, shownFieldPath, shownValue } from './shown';

/** How the comment is made. */
export interface MarkdownOptions {
  /** Characters at most; GitHub takes 65,536, GitLab 1,000,000. @default 60_000 */
  readonly limit?: number;
}

/** First line of the comment, by which a workflow finds its own to update it. */
export const commentMark = '<!-- slipway diff -->';

const mostMembers = 200;
const mostLines = 60;
const mostSentences = 3;
const longestSentence = 160;

/** Writes a report as a comment on a pull request: a table that is read at once, and everything else folded. */
export function diffAsMarkdown(report: DiffReport, { limit = 60_000 }: MarkdownOptions = {}): string {
  const head = `${headOf(report).join('\n')}\n`;
  const sections = byCategory(report).map(([category, groups]) => ({
    open: `\n<details><summary><b>${category}</b>: ${countOf(countObjects(groups))}</summary>\n`,
    entries: groups.map((group) => ({ group, text: `\n${entryOf(group)}\n` })),
  }));
  const close = '\n</details>\n';
  const room = limit - 100;
  let text = head;
  const hidden: RiskGroup[] = [];
  for (const { open, entries } of sections) {
    let section = open;
    for (const entry of entries) {
      const isFull = text.length + section.length + entry.text.length + close.length > room;
      // A long one is left out alone: a shorter one that follows may still fit.
      if (isFull) hidden.push(entry.group);
      else section += entry.text;
    }
    if (section !== open) text += section + close;
  }
  return hidden.length === 0
    ? text
    : `${text}\n**and ${countOf(countObjects(hidden), 'more ')}; "slipway diff" shows all**\n`;
}

function headOf(report: DiffReport): readonly string[] {
  const stale = staleWords(report);
  const sections = byCategory(report);
  return [
    commentMark,
    `**${prose(headline(report))}**, against ${inlineCode(report.against)}`,
    ...(stale === undefined ? [] : ['', `> ${prose(stale)}`]),
    ...(sections.length === 0 ? [] : ['', '| risk | objects | what it does |', '| --- | ---: | --- |']),
    ...sections.map(([category, groups]) => `| ${category} | ${countObjects(groups)} | ${summaryOf(groups)} |`),
  ];
}

/** The worst that the groups of a category do. */
function summaryOf(groups: readonly RiskGroup[]): string {
  const all = groups
    .flatMap(({ consequences }) => consequences)
    .sort((a, b) => riskLevels.indexOf(a.severity) - riskLevels.indexOf(b.severity));
  const sentences = [...new Set(all.map(sentence))];
  const rest = sentences.length - mostSentences;
  return [...sentences.slice(0, mostSentences), ...(rest > 0 ? [`and ${rest} more`] : [])].join('<br>');
}

function sentence({ severity, text }: Consequence): string {
  const shown = prose(text.length > longestSentence ? `${text.slice(0, longestSentence)}...` : text);
  return severity === 'loss' || severity === 'refused' ? `**${shown}**` : shown;
}

function entryOf(group: RiskGroup): string {
  const { change, consequences } = group;
  const severity = severityOf(group);
  const warning = severity === 'loss' || severity === 'refused' ? ' ⚠️' : '';
  const word = change === 'changed' ? '' : change === 'added' ? ', new' : ', gone';
  const members = membersOf(group);
  const lines = linesOf(group);
  return [
    `<details><summary>${inlineCode(titleOf(group))}${word}${warning}</summary>`,
    ...(consequences.length === 0
      ? []
      : [consequences.map((one) => `- ${sentence(one)} ([why](${one.source}))`).join('\n')]),
    ...(members.length === 0 ? [] : [membersLine(members, lines.length > 0)]),
    ...(lines.length === 0 ? [] : [codeBlock(lines, 'diff')]),
    '</details>',
  ].join('\n\n');
}

function membersLine(members: readonly string[], isShown: boolean): string {
  const rest = members.length - mostMembers;
  const list = members.slice(0, mostMembers).map(inlineCode).join(', ');
  return `${list}${rest > 0 ? ` and ${rest} more` : ''}${isShown ? '; shown is the first one' : ''}`;
}

function linesOf({ change, fields, example }: RiskGroup): readonly string[] {
  if (change === 'removed') return [];
  const lines =
    change === 'added'
      ? shownValue(afterOf(example)?.value).map((text) => `+ ${text}`)
      : fields.flatMap((field) => [
          `@@ ${shownFieldPath(field.path)} @@`,
          ...shownLines(field).map(({ sign, text }) => (sign === '@' ? `@@ ${text} @@` : `${sign} ${text}`)),
        ]);
  const rest = lines.length - mostLines;
  return rest > 0 ? [...lines.slice(0, mostLines), `@@ and ${rest} more lines @@`] : lines;
}

function countOf(count: number, more = ''): string {
  return `${count} ${more}${count === 1 ? 'object' : 'objects'}`;
}
