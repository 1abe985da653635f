import type { SkippedPath } from '../../manifests/manifest';
import type { CheckReport } from '../check-report';
import { printable, printableLine } from '../../model/printable';
import type { Finding } from '../finding';
import { countBySeverity, countsInWords } from '../severities';
import { explained } from './explained';

/**
 * The report as JUnit XML: each file with findings is a test case, and one more stands for all other files, since Jenkins
 * refuses a report without any. A case has one failure that lists all, since GitLab shows the first one only; infos
 * alone do not fail it, as they do not fail the command.
 *
 * @see https://github.com/jenkinsci/xunit-plugin/blob/master/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd
 */
export function asJUnit(report: CheckReport): string {
  const byFile = new Map<string, Finding[]>();
  for (const finding of report.findings) {
    const ofFile = byFile.get(finding.file);
    if (ofFile === undefined) byFile.set(finding.file, [finding]);
    else ofFile.push(finding);
  }
  const failures = [...byFile.values()].filter(isFailing).length;
  const counts = attributes({
    name: 'slipway check',
    tests: byFile.size + report.skipped.length + 1,
    failures,
    errors: 0,
    skipped: report.skipped.length,
  });
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${counts}>`,
    `  <testsuite${counts}>`,
    ...properties(report),
    ...[...byFile].flatMap(([file, findings]) => caseOfFile(file, findings)),
    ...report.skipped.flatMap(caseOfSkipped),
    `    <testcase${attributes({ classname: 'slipway check', name: 'all other files' })}/>`,
    '  </testsuite>',
    '</testsuites>',
  ].join('\n')}\n`;
}

function properties({ version, objects, files, accepted, suppressed }: CheckReport): readonly string[] {
  const values = { version, files, objects, accepted: accepted.length, suppressed: suppressed.length };
  return [
    '    <properties>',
    ...Object.entries(values).map(([name, value]) => `      <property${attributes({ name, value })}/>`),
    '    </properties>',
  ];
}

function isFailing(findings: readonly Finding[]): boolean {
  return findings.some(({ severity }) => severity !== 'info');
}

function caseOfFile(file: string, findings: readonly Finding[]): readonly string[] {
  const message = countsInWords(countBySeverity(findings));
  const text = escapeText(findings.map(lineOf).join('\n'));
  const element = isFailing(findings)
    ? `      <failure${attributes({ message, type: 'slipway' })}>${text}</failure>`
    : `      <system-out>${text}</system-out>`;
  return [`    <testcase${attributes({ classname: 'slipway check', name: file })}>`, element, '    </testcase>'];
}

function caseOfSkipped({ path, reason }: SkippedPath): readonly string[] {
  return [
    `    <testcase${attributes({ classname: 'slipway check', name: path })}>`,
    `      <skipped${attributes({ message: reason })}/>`,
    '    </testcase>',
  ];
}

/** One line for one finding: what a file says must not begin a line of its own. */
function lineOf(finding: Finding): string {
  const place = [finding.file, finding.line, finding.column].filter((part) => part !== undefined).join(':');
  return printableLine(`${place}: ${finding.severity}: ${explained(finding)} (${finding.rule})`);
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeAttribute(String(value))}"`)
    .join('');
}

/** `]]>` may not stand in a text (XML 1.0, 2.4). What is printable, XML can hold. */
function escapeText(text: string): string {
  return printable(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** A reader makes spaces of ends of lines (XML 1.0, 3.3.3). */
function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;');
}
