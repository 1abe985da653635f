import type { ManifestUnit } from '../manifests/manifest';
import type { CheckConfig } from './check-config';
import type { SuppressedFinding } from './check-report';
import { endsWithin } from './end-within';
import { fileRules, ruleGaveUp } from './file-rules';
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
 */
export function withoutIgnored(
  units: readonly ManifestUnit[],
  config: CheckConfig,
  fromConfig: FromConfig,
  milliseconds = usualMilliseconds,
): readonly ManifestUnit[] {
  if (config.paths?.ignore === undefined) return units;
  const isIgnored = ignoredPaths(config);
  const isKept = ({ file }: { readonly file: string }): boolean => !isIgnored(fromConfig(file));
  let kept: readonly ManifestUnit[] = [];
  const isDone = endsWithin(milliseconds, () => {
    kept = units.map((unit) => ({
      ...unit,
      objects: unit.objects.filter(isKept),
      unreadable: unit.unreadable.filter(isKept),
      kustomizations: unit.kustomizations.filter(isKept),
    }));
  });
  const [first, ...others] = units;
  if (isDone || first === undefined) return kept;
  const unreadable = [...first.unreadable, { file: configFile, line: 1, column: 1, message: tooSlow(milliseconds) }];
  return [{ ...first, unreadable }, ...others];
}

/** Thousands of patterns against thousands of files: each is quick, and a pull request may have written them. */
const usualMilliseconds = 60_000;
const configFile = 'slipway.yaml';

function tooSlow(milliseconds: number): string {
  return `its patterns came to no end within ${milliseconds / 1000} seconds, and nothing of them is applied; write fewer of them`;
}

/** The path of a file from the folder of slipway.yaml, which patterns in it are relative to. */
export type FromConfig = (file: string) => string;

/** Whether a rule is asked about a file: neither there nor everywhere is it `off`. */
export function askedRules(
  config: CheckConfig,
  fromConfig: FromConfig = (file) => file,
): (rule: string, file: string) => boolean {
  const severityFor = severitiesByPath(config, fromConfig);
  return (rule, file) => (severityFor(rule, file) ?? config.severities?.[rule]) !== 'off';
}

/**
 * Gives findings the severities of their files, and takes those out that an exception answers. Of `severities` at the top only
 * what is said of rules about files is left: `runRules` does not even ask another rule that is off.
 */
export function applyConfig(
  findings: readonly Finding[],
  config: CheckConfig,
  fromConfig: FromConfig = (file) => file,
  milliseconds = usualMilliseconds,
): ConfigResult {
  let result: ConfigResult | undefined;
  const isDone = endsWithin(milliseconds, () => {
    result = configured(findings, config, fromConfig);
  });
  if (isDone && result !== undefined) return result;
  const { id: rule, severity } = ruleGaveUp;
  const gaveUp: Finding = { rule, severity, file: configFile, path: [], message: tooSlow(milliseconds) };
  return { findings: [...findings, gaveUp], suppressed: [], unused: [] };
}

function configured(findings: readonly Finding[], config: CheckConfig, fromConfig: FromConfig): ConfigResult {
  const severityFor = severitiesByPath(config, fromConfig);
  const ofFileRules = new Map(fileRules.map(({ id }) => [id, config.severities?.[id]]));
  const exceptions = (config.exceptions ?? []).map((exception) => ({
    exception,
    isFor: matcherOf(exception, fromConfig),
  }));
  const used = new Set<Exception>();
  const kept: Finding[] = [];
  const suppressed: SuppressedFinding[] = [];
  for (const finding of findings) {
    const severity = severityFor(finding.rule, finding.file) ?? ofFileRules.get(finding.rule) ?? finding.severity;
    if (severity === 'off') continue;
    const mine = { ...finding, severity };
    const found = exceptions.find(({ exception: { rule }, isFor }) => rule === finding.rule && isFor(finding));
    if (found === undefined) kept.push(mine);
    else {
      used.add(found.exception);
      suppressed.push({ finding: mine, reason: found.exception.reason, by: 'configuration' });
    }
  }
  const unused = (config.exceptions ?? []).filter((exception) => !used.has(exception));
  return { findings: kept, suppressed, unused };
}

/** What is said of objects is not for a file that has none: such a file is named itself. */
function matcherOf({ objects, files }: Exception, fromConfig: FromConfig): (finding: Finding) => boolean {
  const isObject = objects === undefined ? undefined : globMatcher(objects);
  const isFile = files === undefined ? undefined : globMatcher(files);
  return ({ object, file }) =>
    (isObject === undefined || (object !== undefined && isObject(objectName(object)))) &&
    (isFile === undefined || isFile(fromConfig(file)));
}

/** Severity that the last override gives a rule in a file; undefined when none does. */
function severitiesByPath(
  config: CheckConfig,
  fromConfig: FromConfig,
): (rule: string, file: string) => Severity | 'off' | undefined {
  const overrides = (config.paths?.overrides ?? []).map(({ paths, severities }) => ({
    isFor: globMatcher(paths),
    severities: new Map(Object.entries(severities)),
  }));
  return (rule, file) =>
    overrides
      .findLast(({ isFor, severities }) => severities.has(rule) && isFor(fromConfig(file)))
      ?.severities.get(rule);
}
