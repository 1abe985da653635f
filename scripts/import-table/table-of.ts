import type { ImportedSystem } from './import-system';

const heads = [
  'system',
  'environments',
  'services',
  'objects',
  'differences',
  'left behind',
  'fields',
  'words',
  'patches',
  'manifests',
  'check: errors',
  'warnings',
  'exit',
  'seconds',
];

/** A table of Markdown, one row for each system. */
export function tableOf(systems: readonly ImportedSystem[]): string {
  const rows = [heads, ...systems.map(rowOf)];
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |\n`;
  const [head = heads, ...others] = rows;
  const rule = widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [head, rule, ...others].map(line).join('');
}

function rowOf({ name, report, differences, findings, exitCode, seconds }: ImportedSystem): readonly string[] {
  const tail = [String(exitCode ?? 'killed'), seconds.toFixed(1)];
  if (report === undefined) return [name, ...heads.slice(3).map(() => '-'), ...tail];
  const { all, inPatches, inManifests } = report.fields;
  const share = (part: number): string => (all === 0 ? '0 %' : `${Math.round((part / all) * 100)} %`);
  return [
    name,
    String(report.environments.length),
    String(report.services.length),
    String(report.objects),
    String(differences.length),
    String(report.leftBehind),
    String(all),
    share(Math.max(all - inPatches - inManifests, 0)),
    share(inPatches),
    share(inManifests),
    String(findings.error),
    String(findings.warning),
    ...tail,
  ];
}
