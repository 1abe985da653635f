import type { Figures } from './measure';

/** Prints the names of the columns of `row`. */
export function header(title: string): void {
  print(title);
  print(`  ${''.padEnd(34)}   wall s   user s    sys s   peak MB  files written`);
}

/** Prints the figures of one run. */
export function row(name: string, figures: Figures): void {
  const { wallSeconds, userSeconds, systemSeconds, peakMegabytes } = figures;
  const files = figures.stdout.startsWith('{') ? String(filesWritten(figures)) : '';
  const seconds = [wallSeconds, userSeconds, systemSeconds].map((one) => one.toFixed(2).padStart(8)).join(' ');
  const peak = Number.isNaN(peakMegabytes) ? '?' : peakMegabytes.toFixed(0);
  print(`  ${name.padEnd(34)} ${seconds} ${peak.padStart(9)} ${files.padStart(14)}`);
}

/** Prints a line. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Files that a run of `slipway synth --json` wrote. */
export function filesWritten(figures: Figures): number {
  const report: unknown = JSON.parse(figures.stdout);
  const written = typeof report === 'object' && report !== null && 'written' in report ? report.written : [];
  return Array.isArray(written) ? written.length : 0;
}
