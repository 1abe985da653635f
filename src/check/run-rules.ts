import { groupBy } from '../model/group-by';
import { askRules, type Checked, type GivenUp, type RuleTimes, type Said } from './ask-rules';
import { ruleGaveUp } from './file-rules';
import type { Finding, Severity } from './finding';
import type { CheckSettings } from './inventory';
import type { Report, Rule } from './rule';

/** Which rules are asked, and how much they matter. */
export interface RunOptions {
  readonly rules: readonly Rule[];
  readonly settings: CheckSettings;
  /** Severity that a team gave a rule, by its id; `off` leaves it out. */
  readonly severities?: Readonly<Record<string, Severity | 'off'>>;
  /** How long rules may take. @default - that of `usualTimes` */
  readonly times?: RuleTimes;
}

/** Asks rules about objects that are applied together. The findings are in the order of files and lines, each once. */
export function runRules(
  checked: Checked,
  { rules, settings, severities = {}, times }: RunOptions,
): readonly Finding[] {
  const asked = rules.filter(({ id }) => severities[id] !== 'off');
  const { said, givenUp } = askRules(checked, asked, settings, times);
  // One file after another: to say where something is written, a file is read again.
  const findings = [...groupBy(said, ({ report }) => report.object.file).values()].flatMap((ofFile) =>
    findingsOf(ofFile, severities),
  );
  return [...findings, ...givenUp.map(findingOfGivenUp)].sort(inOrderOfPlaces);
}

function findingOfGivenUp({ rule, file, seconds }: GivenUp): Finding {
  const message =
    seconds === 0
      ? `rule "${rule.id}" is not asked: what it looks at lies in each other too deep`
      : `rule "${rule.id}" came to no end within ${seconds} seconds, and is not asked about this file`;
  return { rule: ruleGaveUp.id, severity: ruleGaveUp.severity, file, path: [], message, hint: ruleGaveUpHint(rule.id) };
}

function ruleGaveUpHint(id: string): string {
  return `look for what is large or nested in it; "${id}: off" below "severities" of slipway.yaml leaves the rule out`;
}

function findingsOf(said: readonly Said[], severities: Readonly<Record<string, Severity | 'off'>>): readonly Finding[] {
  const findings = new Map<string, Finding>();
  for (const { rule, report } of said) {
    const given = severities[rule.id];
    const finding = findingOf(rule.id, given === undefined || given === 'off' ? rule.severity : given, report);
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
