import { printable } from '../../model/printable';
import type { CheckReport } from '../check-report';
import type { Severity } from '../finding';
import { findingsAlike, namesOfObjects, type FindingsAlike } from '../findings-alike';

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/**
 * Findings as workflow commands, which GitHub Actions turns into annotations of a pull request. It shows ten of each kind
 * for a step and hides the rest: who has more uploads SARIF.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function asGitHub({ findings }: CheckReport): string {
  return findingsAlike(findings)
    .map((alike) => `${command(alike)}\n`)
    .join('');
}

function command({ first, objects }: FindingsAlike): string {
  const { severity, file, line, column, rule, message, hint } = first;
  const properties = [
    ['file', file],
    ['line', line],
    ['col', column],
    ['title', rule],
  ]
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  // Which object it is, the line says, unless the line is of several.
  const of = objects.length > 1 ? [`in ${namesOfObjects(objects)}`] : [];
  const text = [message, ...(hint === undefined ? [] : [hint]), ...of].join('\n');
  return `::${commands[severity]} ${properties.join(',')}::${escapeData(text)}`;
}

/**
 * A newline would end the command, and what follows could be one of its own. The percent sign comes first.
 *
 * @see https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts
 */
function escapeData(text: string): string {
  return printable(text).replaceAll('%', '%25').replaceAll('\n', '%0A');
}

/** In properties, also what ends a property or all of them. */
function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
