import { printable } from '../../model/printable';
import type { CheckReport } from '../check-report';
import type { Finding, Severity } from '../finding';

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/**
 * Findings as workflow commands, which GitHub Actions turns into annotations of a pull request. It shows ten of each kind
 * for a step and hides the rest: who has more uploads SARIF.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function asGitHub({ findings }: CheckReport): string {
  return findings.map((finding) => `${command(finding)}\n`).join('');
}

function command({ severity, file, line, column, rule, message, hint }: Finding): string {
  const properties = [
    ['file', file],
    ['line', line],
    ['col', column],
    ['title', rule],
  ]
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  const text = hint === undefined ? message : `${message}\n${hint}`;
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
