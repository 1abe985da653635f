import type { Finding } from './finding';

/** Rules that say less than another one about the same place, and by whom it is said. */
const betterSaidBy: ReadonlyMap<string, readonly string[]> = new Map([
  ['canary-weight-out-of-reach', ['unreachable-canary-weight']],
  [
    'value-not-allowed',
    ['mount-without-volume', 'invalid-port-name', 'invalid-image-digest', 'sync-wave-is-no-number'],
  ],
]);

/** Findings without those that another rule says better of the same place: one fault is one finding. */
export function withoutRepeats(findings: readonly Finding[]): readonly Finding[] {
  const said = new Set(findings.map((finding) => keyOf(finding, finding.rule)));
  return findings.filter(
    (finding) => betterSaidBy.get(finding.rule)?.some((other) => said.has(keyOf(finding, other))) !== true,
  );
}

function keyOf({ file, line, column, object, path }: Finding, rule: string): string {
  return JSON.stringify([rule, file, line, column, object?.kind, object?.namespace, object?.name, path]);
}
