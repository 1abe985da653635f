import { printable, printableLine } from '../model/printable';

/** What a commit message says of a change. */
export interface ChangeMessage {
  /** In one line; what is above 72 characters is cut. */
  readonly subject: string;
  /** Lines for people: effects, a reason. @default none */
  readonly text?: string;
  readonly trailers: ChangeTrailers;
}

/** Names of the trailers, in the order in which they stand. */
export interface ChangeTrailers {
  readonly runId: string;
  readonly requestedBy: string;
  readonly approvedBy?: readonly string[];
  readonly changeTicket?: string | undefined;
  /** Branch of its own that it was made on: who agreed, and when, is not known yet. */
  readonly branch?: string | undefined;
}

/** Most characters of a subject: `git log --oneline` and forges show no more. */
export const longestSubject = 72;

/**
 * Makes a commit message. Nothing of what people wrote can become a trailer, end the message or begin another one: their
 * text is indented, which Git takes for a trailer nowhere, and each trailer is one line in a paragraph of its own.
 */
export function changeMessage({ subject, text = '', trailers }: ChangeMessage): string {
  const lines = printable(text.replaceAll(/\r\n?/g, '\n'))
    .split('\n')
    .map((line) => (line.trim() === '' ? '' : `  ${line.trimEnd()}`));
  const body = lines
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .replace(/^\n+/, '')
    .trimEnd();
  const pairs: readonly (readonly [string, string | undefined])[] = [
    ['Run-Id', trailers.runId],
    ['Requested-By', trailers.requestedBy],
    ...(trailers.approvedBy ?? []).map((name) => ['Approved-By', name] as const),
    ['Change-Ticket', trailers.changeTicket],
    ['Branch', trailers.branch],
  ];
  const last = pairs.flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${trailerValue(value)}`]));
  return `${[subjectLine(subject), body, last.join('\n')].filter((part) => part !== '').join('\n\n')}\n`;
}

/** A text as a message has it behind the name of a trailer: in one line, and never empty. */
export function trailerValue(text: string): string {
  return printableLine(text.replaceAll(/\s+/g, ' ').trim()) || '-';
}

/** Reads the trailers of a message that `changeMessage` made. @returns values by name, in their order */
export function readTrailers(message: string): ReadonlyMap<string, readonly string[]> {
  const last = message.trimEnd().split('\n\n').at(-1) ?? '';
  const values = new Map<string, readonly string[]>();
  for (const line of last.split('\n')) {
    const [, name, value] = /^(Run-Id|Requested-By|Approved-By|Change-Ticket|Branch): (.+)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) continue;
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  return values;
}

/** Git drops a first line that begins with `#` where people edit it, and a line `---` ends a message. */
function subjectLine(subject: string): string {
  const line =
    trailerValue(subject)
      .replace(/^[-#\s]+/, '')
      .trim() || 'change';
  if (line.length <= longestSubject) return line;
  return `${line
    .slice(0, longestSubject - 3)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd()}...`;
}
