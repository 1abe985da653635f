import type { ManifestUnit } from '../manifests/manifest';
import { applyConfig, askedRules } from './apply-config';
import type { ConfigResult, FromConfig } from './apply-config';
import { applySuppressions } from './apply-suppressions';
import { applyAccepted } from './accepted-findings';
import type { AcceptedFindings, AcceptedResult } from './accepted-findings';
import type { CheckConfig } from './check-config';
import type { SuppressedFinding } from './check-report';
import type { Finding } from './finding';
import { ruleTexts } from './rule-texts';
import { inOrderOfPlaces } from './run-rules';
import { annotationsOf, commentsIn } from './suppression';
import type { Suppression } from './suppression';

/** Findings, and what a team has said of such. */
export interface JudgeInput {
  /** All that were found, in any order. */
  readonly findings: readonly Finding[];
  /** The manifests that were checked, whose annotations and comments answer findings. */
  readonly units: readonly ManifestUnit[];
  /** Text of a file of these, for its comments; undefined for one that is known to have none about findings. */
  readonly textOf: (file: string) => string | undefined;
  readonly config: CheckConfig;
  /** @default - files are named from the folder of slipway.yaml */
  readonly fromConfig?: FromConfig | undefined;
  /** @default - nothing is accepted */
  readonly accepted?: AcceptedFindings | undefined;
}

/** What is left to do, and who has answered the rest. */
export interface Verdict {
  /** Nothing is left that would fail a check. */
  readonly isPassed: boolean;
  /** What nobody has answered, in the order of places. */
  readonly findings: readonly Finding[];
  /** What is accepted because it was there before. */
  readonly accepted: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
  /** Exceptions of slipway.yaml that no finding needs. */
  readonly unusedExceptions: ConfigResult['unused'];
  /** Entries that accept more than is found. */
  readonly unusedEntries: AcceptedResult['stale'];
}

/** Holds findings against what a team has said: first slipway.yaml, then words beside the objects, then what is accepted. */
export function judge({
  findings: all,
  units,
  textOf,
  config,
  fromConfig,
  accepted: before = { entries: [] },
}: JudgeInput): Verdict {
  const configured = applyConfig([...all].sort(inOrderOfPlaces), config, fromConfig);
  const judged = applySuppressions({
    findings: configured.findings,
    suppressions: suppressionsIn(units, textOf),
    rules: ruleTexts,
    severities: config.severities ?? {},
    isAsked: askedRules(config, fromConfig),
  });
  const { findings, accepted, stale } = applyAccepted(judged.findings, before);
  return {
    isPassed: findings.every(({ severity }) => severity === 'info'),
    findings,
    accepted,
    suppressed: [...judged.suppressed, ...configured.suppressed],
    unusedExceptions: configured.unused,
    unusedEntries: stale,
  };
}

/** Files that have objects. */
export function filesOf(units: readonly ManifestUnit[]): ReadonlySet<string> {
  const files = new Set<string>();
  for (const { objects } of units) for (const { file } of objects) files.add(file);
  return files;
}

function suppressionsIn(units: readonly ManifestUnit[], textOf: JudgeInput['textOf']): readonly Suppression[] {
  const kustomizations = units.flatMap((unit) => unit.kustomizations.map(({ file }) => file));
  const unreadable = units.flatMap((unit) => unit.unreadable.map(({ file }) => file));
  const files = new Set([...filesOf(units), ...kustomizations, ...unreadable]);
  const comments = [...files].flatMap((file) => commentsIn(textOf(file) ?? '', file));
  return [...units.flatMap(({ objects }) => annotationsOf(objects)), ...comments];
}
