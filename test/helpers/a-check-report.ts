import type { CheckReport } from '../../src/check/check-report';
import type { Finding } from '../../src/check/finding';
import { floatingImageTag } from '../../src/check/rules/kubernetes/floating-image-tag';

/** A finding, with what a test needs to be different. */
export function aFinding(different: Partial<Finding> = {}): Finding {
  return {
    rule: 'floating-image-tag',
    severity: 'error',
    file: 'apps/web.yaml',
    line: 12,
    column: 16,
    object: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', namespace: 'shop' },
    path: ['spec', 'template', 'spec', 'containers', 0, 'image'],
    message: 'container "web" runs "web:latest", whose tag "latest" moves',
    hint: 'name a version',
    ...different,
  };
}

/** A report, with what a test needs to be different; without findings unless it says so. */
export function aCheckReport(different: Partial<CheckReport> = {}): CheckReport {
  return {
    findings: [],
    accepted: [],
    suppressed: [],
    skipped: [],
    objects: 34,
    files: 12,
    rules: [floatingImageTag],
    version: '0.1.0',
    ...different,
  };
}

/** What a file from anywhere may hold: a name, and the text. */
export const hostileTexts: readonly (readonly [string, string])[] = [
  ['quotes and angles', 'a "quoted" \'text\' & <b>bold</b>'],
  ['ends of lines', 'one\nline\r\nand\ranother\tone'],
  ['ends of CDATA', ']]> <![CDATA[ <!-- -->'],
  ['percent signs', '100% %0A %25'],
  ['a workflow command', '::error file=a,line=1::gotcha'],
  ['control characters', 'nul \0, escape \u001b[31m, delete \u007f, C1 \u009b, bidi \u202e, end \u2028'],
  ['halves of surrogate pairs', 'half a pair \ud83d and \udc4d, none \ufffe\uffff'],
  ['wide characters', 'emoji 👩‍👩‍👧 and 日本語'],
  ['a long word', 'x'.repeat(100_000)],
];

/** Expects that a report quotes a hostile text so that all of it can be seen, and nothing of it steers. */
export function expectShown(text: unknown, hostile: string): void {
  expect(text).not.toMatch(/[^\P{C}\n]/u);
  for (const part of hostile.split(/[^ -~]+/)) expect(text).toContain(part);
}
