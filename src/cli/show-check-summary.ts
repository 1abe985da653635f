import type { CheckReport, SuppressedFinding } from '../check/check-report';
import type { Finding, Severity } from '../check/finding';
import { countBySeverity, countsInWords } from '../check/severities';
import { printableLine } from '../model/printable';
import type { Colours } from './colours';
import type { Output } from './context';
import { isMendable } from './repeated-findings';
import { wrapped } from './text-width';

/** What a summary says besides the report. */
export interface SummaryOptions {
  readonly milliseconds: number;
  readonly notes?: readonly string[];
}

/** Shows what was left out and why, and in the last lines what there is in all. */
export function showSummary(report: CheckReport, { milliseconds, notes = [] }: SummaryOptions, output: Output): void {
  const { findings, accepted, suppressed, skipped, objects, files } = report;
  const leftOut = skipped.map(({ path, reason }) => `skipped ${path}: ${reason}`);
  for (const line of [...suppressedLines(suppressed), ...leftOut, ...notes]) {
    for (const part of wrapped(printableLine(line), output.columns)) output.write(`${output.colours.dim(part)}\n`);
  }
  const counts = countBySeverity(findings);
  const found = findings.length === 0 ? 'no findings' : countsInWords(counts);
  const checked = `${plural(objects, 'object')} in ${plural(files, 'file')}, ${(milliseconds / 1000).toFixed(1)} s`;
  const [first = '', ...more] = wrapped(`${found}: ${checked}`, output.columns);
  // A narrow terminal may break inside the counts; they are then left as they are.
  output.write(`${[first.replace(found, paintOf(counts, output.colours)), ...more].join('\n')}\n`);
  const rest = [
    counted(
      findings.filter((finding) => isMendable(finding)),
      'can be mended with --fix',
    ),
    counted(suppressed, 'suppressed'),
    counted(accepted, 'accepted before'),
    counted(skipped, 'skipped'),
  ].flat();
  if (rest.length > 0) output.write(`${wrapped(rest.join(', '), output.columns).join('\n')}\n`);
}

function paintOf(counts: Readonly<Record<Severity, number>>, { red, yellow, cyan, green }: Colours) {
  if (counts.error > 0) return red;
  if (counts.warning > 0) return yellow;
  return counts.info > 0 ? cyan : green;
}

/** A line for each reason, with the first place that it is for. */
function suppressedLines(suppressed: readonly SuppressedFinding[]): readonly string[] {
  const byReason = new Map<string, Finding[]>();
  for (const { finding, reason } of suppressed) {
    const said = `${finding.rule}: ${reason}`;
    const alike = byReason.get(said);
    if (alike === undefined) byReason.set(said, [finding]);
    else alike.push(finding);
  }
  return [...byReason].map(([said, [first, ...others]]) => {
    const place = [first?.file, first?.line].filter((part) => part !== undefined).join(':');
    return `suppressed ${place}${others.length === 0 ? '' : ` and ${others.length} more`}: ${said}`;
  });
}

function counted(items: readonly unknown[], words: string): readonly string[] {
  return items.length === 0 ? [] : [`${items.length} ${words}`];
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
