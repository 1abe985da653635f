import { asLines } from '../../src/cli/shown-text';
import { areas } from './symptom';
import type { Area, Symptom } from './symptom';

/** What a doctor says in the end. */
export interface Diagnosis {
  readonly stack: string;
  /** Which cluster was looked at, for people: context, address, version. */
  readonly cluster: string;
  readonly findings: readonly Symptom[];
  /** Areas that could not be looked at, because something before them failed. */
  readonly skipped: readonly Area[];
}

/** The diagnosis for people: area by area, and below each finding what to do. */
export function diagnosisText({ stack, cluster, findings, skipped }: Diagnosis): string {
  const lines = areas.flatMap((area) => {
    const found = findings.filter((finding) => finding.area === area);
    if (found.length > 0) return [area, ...found.flatMap(linesOf)];
    return [skipped.includes(area) ? `${area} was not looked at` : `✓ ${area}`];
  });
  return asLines([`stack ${stack}: ${cluster}`, ...lines, summaryOf(findings)]);
}

/** The diagnosis for programs. */
export function diagnosisJson({ stack, cluster, findings, skipped }: Diagnosis): string {
  return `${JSON.stringify({ stack, cluster, isFine: isFine(findings), findings, skipped }, undefined, 2)}\n`;
}

/** Whether nothing has to be mended. */
export function isFine(findings: readonly Symptom[]): boolean {
  return findings.every(({ level }) => level !== 'wrong');
}

// What mends several findings in a row is said once, after the last of them.
function linesOf({ level, what, remedy }: Symptom, index: number, all: readonly Symptom[]): readonly string[] {
  const line = `  ${level === 'wrong' ? '✗' : '?'} ${what}`;
  return all[index + 1]?.remedy === remedy ? [line] : [line, `    → ${remedy}`];
}

function summaryOf(findings: readonly Symptom[]): string {
  const toMend = findings.filter(({ level }) => level === 'wrong').length;
  const open = findings.length - toMend;
  const rest = open === 0 ? '' : `; ${open} not known`;
  return toMend === 0 ? `nothing to mend${rest}` : `${toMend} to mend${rest}`;
}
