import { didYouMean } from '../model/nearest';
import type { SuppressedFinding } from './check-report';
import type { Finding, Severity } from './finding';
import { objectName } from './object-name';
import { inOrderOfPlaces } from './run-rules';
import type { Rule } from './rule';
import type { Suppression } from './suppression';
import type { SuppressionRuleId } from './suppression-rules';

/** Findings, and the words that answer some of them. */
export interface SuppressionInput {
  readonly findings: readonly Finding[];
  /** Those of `annotationsOf` and `commentsIn`. */
  readonly suppressions: readonly Suppression[];
  /** Every rule that there is, whether it was asked or not. */
  readonly rules: readonly Pick<Rule, 'id'>[];
  /**
   * Whether a rule was asked about a file: one that was not may have had something to suppress.
   *
   * @default - all were
   */
  readonly isAsked?: (rule: string, file: string) => boolean;
  /** Severity that a team gave a rule about suppressions; `off` leaves it out. */
  readonly severities?: Readonly<Record<string, Severity | 'off'>>;
}

/** What is left, with what is wrong with the suppressions themselves. */
export interface SuppressionResult {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
}

/**
 * Takes suppressed findings out. It comes before accepted findings, which nobody has judged; what is said of
 * suppressions can be accepted there, too, but not suppressed.
 */
export function applySuppressions({ findings, suppressions, ...options }: SuppressionInput): SuppressionResult {
  const known = new Set(options.rules.map(({ id }) => id));
  const valid = suppressions.filter(({ rule, reason }) => known.has(rule) && reason !== undefined);
  // The first one of a place wins, and the others are not needed.
  const byPlace = new Map(valid.toReversed().map((suppression) => [placeOf(suppression), suppression]));
  const used = new Set<Suppression>();
  const kept: Finding[] = [];
  const suppressed: SuppressedFinding[] = [];
  for (const finding of findings) {
    const suppression = byPlace.get(lineOf(finding)) ?? byPlace.get(objectOf(finding));
    if (suppression?.reason === undefined) kept.push(finding);
    else {
      used.add(suppression);
      suppressed.push({ finding, reason: suppression.reason });
    }
  }
  const { isAsked = () => true } = options;
  const hintFor = hintsAmong(known);
  const ofSuppressions = suppressions.flatMap((suppression): readonly Finding[] => {
    if (!known.has(suppression.rule)) return [unknownRule(suppression, hintFor(suppression.rule))];
    if (suppression.reason === undefined) return [withoutReason(suppression)];
    return used.has(suppression) || !isAsked(suppression.rule, suppression.file) ? [] : [unused(suppression)];
  });
  const all = [...kept, ...ofSuppressions.flatMap((finding) => weighed(finding, options.severities))];
  return { findings: all.sort(inOrderOfPlaces), suppressed };
}

function placeOf({ rule, file, target, object }: Suppression): string {
  return object === undefined ? JSON.stringify([rule, file, target]) : JSON.stringify([rule, file, objectName(object)]);
}

function lineOf({ rule, file, line }: Finding): string {
  return JSON.stringify([rule, file, line]);
}

function objectOf({ rule, file, object }: Finding): string {
  return object === undefined ? '' : JSON.stringify([rule, file, objectName(object)]);
}

function weighed(finding: Finding, severities: SuppressionInput['severities']): readonly Finding[] {
  const severity = severities?.[finding.rule] ?? finding.severity;
  return severity === 'off' ? [] : [{ ...finding, severity }];
}

/** A file may have a hundred thousand of them, and each is held against all rules. */
const mostHints = 1000;

function hintsAmong(known: ReadonlySet<string>): (rule: string) => string {
  const hints = new Map<string, string>();
  return (rule) => {
    const hint = hints.get(rule) ?? (hints.size < mostHints ? didYouMean(rule, known) : '"slipway rules" lists them');
    hints.set(rule, hint);
    return hint;
  };
}

function unknownRule(suppression: Suppression, hint: string): Finding {
  const { rule } = suppression;
  const message = rule === '' ? 'a suppression names no rule' : `"${rule}" is suppressed, and is no rule`;
  return { ...about('unknown-rule', suppression), message, hint };
}

function withoutReason(suppression: Suppression): Finding {
  const { rule, object } = suppression;
  const hint =
    object === undefined
      ? `say why this is right: "# slipway-ignore ${rule}: <reason>"`
      : 'say in the value of the annotation why this is right';
  return {
    ...about('suppression-without-reason', suppression),
    message: `"${rule}" is suppressed without a reason`,
    hint,
  };
}

function unused(suppression: Suppression): Finding {
  const { rule, object, target, path } = suppression;
  const where = object === undefined ? `on line ${target ?? 0}` : `in ${objectName(object)}`;
  const message = `"${rule}" is suppressed, and finds nothing ${where}`;
  const finding = { ...about('unused-suppression', suppression), message, hint: 'remove the suppression' };
  // Edits know nothing of comments.
  return object === undefined ? finding : { ...finding, fix: [{ path }] };
}

function about(id: SuppressionRuleId, suppression: Suppression): Omit<Finding, 'message'> {
  const { file, line, column, object, path } = suppression;
  return {
    rule: id,
    severity: id === 'unused-suppression' ? 'warning' : 'error',
    file,
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
    ...(object === undefined ? {} : { object }),
    path,
  };
}
