import type { ManifestUnit } from '../manifests/manifest';
import { groupBy } from '../model/group-by';
import type { Finding, Severity } from './finding';
import { Inventory } from './inventory';
import type { CheckSettings } from './inventory';
import type { Report, Rule } from './rule';

/** Which rules are asked, and how much they matter. */
export interface RunOptions {
  readonly rules: readonly Rule[];
  readonly settings: CheckSettings;
  /** Severity that a team gave a rule, by its id; `off` leaves it out. */
  readonly severities?: Readonly<Record<string, Severity | 'off'>>;
}

/** What rules look at. */
export type Checked = Pick<ManifestUnit, 'objects'> & Partial<Pick<ManifestUnit, 'kustomizations' | 'isThere'>>;

/** Asks rules about objects that are applied together. The findings are in the order of files and lines, each once. */
export function runRules({ objects, kustomizations, isThere }: Checked, options: RunOptions): readonly Finding[] {
  const inventory = new Inventory(objects, options.settings, kustomizations, isThere);
  const said: Said[] = [];
  for (const rule of options.rules) {
    const severity = options.severities?.[rule.id] ?? rule.severity;
    if (severity === 'off') continue;
    rule.check(inventory, (report) => said.push({ rule: rule.id, severity, report }));
  }
  // One file after another: to say where something is written, a file is read again.
  const findings = [...groupBy(said, ({ report }) => report.object.file).values()].flatMap(findingsOf);
  return findings.sort(inOrderOfPlaces);
}

/** What a rule says, and how much it matters. */
interface Said {
  readonly rule: string;
  readonly severity: Severity;
  readonly report: Report;
}

function findingsOf(said: readonly Said[]): readonly Finding[] {
  const findings = new Map<string, Finding>();
  for (const { rule, severity, report } of said) {
    const finding = findingOf(rule, severity, report);
    findings.set(JSON.stringify(finding), finding);
  }
  return [...findings.values()];
}

function findingOf(rule: string, ofRule: Severity, report: Report): Finding {
  const { object, path, severity = ofRule, place = object.locate(path), ...said } = report;
  const { file } = object;
  if (!('kind' in object)) return { rule, severity, file, ...place, path, ...said };
  const { apiVersion, kind, name, namespace } = object;
  return { rule, severity, file, ...place, object: { apiVersion, kind, name, namespace }, path, ...said };
}

/** By file, line and column; then by rule, so that the order never depends on that of the rules. */
export function inOrderOfPlaces(a: Finding, b: Finding): number {
  return (
    compare(a.file, b.file) ||
    (a.line ?? 0) - (b.line ?? 0) ||
    (a.column ?? 0) - (b.column ?? 0) ||
    compare(a.rule, b.rule)
  );
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
