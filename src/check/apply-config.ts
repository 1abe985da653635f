import type { ManifestUnit } from '../manifests/manifest';
import type { CheckConfig } from './check-config';
import type { SuppressedFinding } from './check-report';
import type { Finding, Severity } from './finding';
import { globMatcher } from './glob';
import { objectName } from './object-name';

type Exception = NonNullable<CheckConfig['exceptions']>[number];

/** What slipway.yaml makes of findings. */
export interface ConfigResult {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
  /** Exceptions that no finding needs. */
  readonly unused: readonly Exception[];
}

/** Whether a file is to be left out, by `paths.ignore`. */
export function ignoredPaths({ paths }: CheckConfig): (file: string) => boolean {
  return globMatcher(paths?.ignore ?? []);
}

/**
 * Leaves out what `paths.ignore` names.
 *
 * @param fromConfig the path of a file from the folder of slipway.yaml
 */
export function withoutIgnored(
  units: readonly ManifestUnit[],
  config: CheckConfig,
  fromConfig: (file: string) => string,
): readonly ManifestUnit[] {
  if (config.paths?.ignore === undefined) return units;
  const isIgnored = ignoredPaths(config);
  const isKept = ({ file }: { readonly file: string }): boolean => !isIgnored(fromConfig(file));
  return units.map((unit) => ({
    ...unit,
    objects: unit.objects.filter(isKept),
    unreadable: unit.unreadable.filter(isKept),
    kustomizations: unit.kustomizations.filter(isKept),
  }));
}

/** Whether a rule is asked about a file: neither there nor everywhere is it `off`. */
export function askedRules(config: CheckConfig): (rule: string, file: string) => boolean {
  const severityFor = severitiesByPath(config);
  return (rule, file) => (severityFor(rule, file) ?? config.severities?.[rule]) !== 'off';
}

/**
 * Gives findings the severities of their files, and takes those out that an exception answers. `severities` at the top is
 * for `runRules`, which does not even ask a rule that is off.
 */
export function applyConfig(findings: readonly Finding[], config: CheckConfig): ConfigResult {
  const severityFor = severitiesByPath(config);
  const exceptions = (config.exceptions ?? []).map((exception) => ({
    exception,
    isFor: globMatcher(exception.objects),
  }));
  const used = new Set<Exception>();
  const kept: Finding[] = [];
  const suppressed: SuppressedFinding[] = [];
  for (const finding of findings) {
    const severity = severityFor(finding.rule, finding.file) ?? finding.severity;
    if (severity === 'off') continue;
    const mine = { ...finding, severity };
    const name = finding.object === undefined ? undefined : objectName(finding.object);
    const found = exceptions.find(
      ({ exception: { rule }, isFor }) => rule === finding.rule && name !== undefined && isFor(name),
    );
    if (found === undefined) kept.push(mine);
    else {
      used.add(found.exception);
      suppressed.push({ finding: mine, reason: found.exception.reason, by: 'configuration' });
    }
  }
  const unused = (config.exceptions ?? []).filter((exception) => !used.has(exception));
  return { findings: kept, suppressed, unused };
}

/** Severity that the last override gives a rule in a file; undefined when none does. */
function severitiesByPath(config: CheckConfig): (rule: string, file: string) => Severity | 'off' | undefined {
  const overrides = (config.paths?.overrides ?? []).map(({ paths, severities }) => ({
    isFor: globMatcher(paths),
    severities: new Map(Object.entries(severities)),
  }));
  return (rule, file) =>
    overrides.findLast(({ isFor, severities }) => severities.has(rule) && isFor(file))?.severities.get(rule);
}
