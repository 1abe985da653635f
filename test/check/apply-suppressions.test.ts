import { applySuppressions } from '../../src/check/apply-suppressions';
import type { SuppressionInput, SuppressionResult } from '../../src/check/apply-suppressions';
import { floatingImageTag } from '../../src/check/rules/kubernetes/floating-image-tag';
import { runRules } from '../../src/check/run-rules';
import { annotationsOf, commentsIn } from '../../src/check/suppression';
import { suppressionRules } from '../../src/check/suppression-rules';
import { readManifestText } from '../../src/manifests/read-text';

const annotation = (value: string, id = 'floating-image-tag'): string => `slipway.dev/ignore-${id}: ${value}`;

test('a comment answers the findings of its line, an annotation those of its object', () => {
  const byComment = checked({ second: '# slipway-ignore floating-image-tag: a sandbox' });
  const byAnnotation = checked({ annotation: annotation('a sandbox') });

  expect(byComment.findings.map(({ line }) => line)).toEqual([8]);
  expect(byComment.suppressed).toMatchObject([{ finding: { line: 11 }, reason: 'a sandbox' }]);
  expect(byAnnotation.findings).toEqual([]);
  expect(byAnnotation.suppressed).toMatchObject([{ finding: { line: 8 } }, { finding: { line: 11 } }]);
});

test('without a reason nothing is suppressed, and that is an error', () => {
  const { findings, suppressed } = checked({
    annotation: annotation('""'),
    second: '# slipway-ignore floating-image-tag',
  });

  expect(suppressed).toEqual([]);
  expect(findings.map(({ rule, severity, line }) => [rule, severity, line])).toEqual([
    ['suppression-without-reason', 'error', 4],
    ['floating-image-tag', 'error', 8],
    ['suppression-without-reason', 'error', 10],
    ['floating-image-tag', 'error', 11],
  ]);
  expect(findings[0]).toMatchObject({
    message: '"floating-image-tag" is suppressed without a reason',
    hint: 'say in the value of the annotation why this is right',
    object: { kind: 'Pod', name: 'web' },
  });
  expect(findings[2]?.hint).toBe('say why this is right: "# slipway-ignore floating-image-tag: <reason>"');
});

test('a rule that does not exist is an error with the nearest id', () => {
  const { findings } = checked({ annotation: annotation('why', 'floating-image-tags'), second: '# slipway-ignore' });

  expect(findings.filter(({ rule }) => rule === 'unknown-rule')).toMatchObject([
    {
      severity: 'error',
      line: 4,
      message: '"floating-image-tags" is suppressed, and is no rule',
      hint: 'did you mean "floating-image-tag"?',
    },
    { line: 10, message: 'a suppression names no rule' },
  ]);
});

test('what suppresses nothing is a warning, unless the rule was not asked', () => {
  const input = { annotation: annotation('why'), first: '# slipway-ignore floating-image-tag: b', tag: ':v1.2.0' };

  expect(checked(input).findings).toMatchObject([
    {
      rule: 'unused-suppression',
      severity: 'warning',
      line: 4,
      message: '"floating-image-tag" is suppressed, and finds nothing in Pod/web',
      fix: [{ path: ['metadata', 'annotations', 'slipway.dev/ignore-floating-image-tag'] }],
    },
    { line: 7, message: '"floating-image-tag" is suppressed, and finds nothing on line 8' },
  ]);
  expect(checked(input, { isAsked: () => false }).findings).toEqual([]);
  expect(checked(input, { severities: { 'unused-suppression': 'off' } }).findings).toEqual([]);
});

test('of two suppressions for one finding the nearer one is used, and the other is not', () => {
  const { findings, suppressed } = checked({
    annotation: annotation('of the object'),
    first: '# slipway-ignore floating-image-tag: of the line\n      # slipway-ignore floating-image-tag: again',
  });

  expect(suppressed.map(({ reason }) => reason)).toEqual(['of the line', 'of the object']);
  expect(findings).toMatchObject([{ rule: 'unused-suppression', line: 8 }]);
});

describe.each(suppressionRules)('$id', (rule) => {
  test('is found in its failing example, and nothing is in its passing one', () => {
    const idsIn = (text: string): readonly string[] => result(text).findings.map((finding) => finding.rule);

    expect(idsIn(rule.failing)).toContain(rule.id);
    expect(idsIn(rule.passing)).toEqual([]);
  });
});

interface Lines {
  /** An annotation of the Pod. */
  readonly annotation?: string;
  /** A comment above the first image. */
  readonly first?: string;
  /** A comment above the second image. */
  readonly second?: string;
  readonly tag?: string;
}

/** A Pod whose images are in lines 8 and 11. */
function checked(
  { annotation: said = 'other: x', first = '# first', second = '# second', tag = ':latest' }: Lines,
  options: Partial<SuppressionInput> = {},
): SuppressionResult {
  return result(
    `apiVersion: v1
kind: Pod
metadata: { name: web, annotations: {
  ${said} } }
spec:
  containers:
    ${first}
    - image: web${tag}
      name: web
    ${second}
    - image: side${tag}
      name: side
`,
    options,
  );
}

function result(text: string, options: Partial<SuppressionInput> = {}): SuppressionResult {
  const { objects } = readManifestText(text, 'pod.yaml');
  const rules = [floatingImageTag];
  return applySuppressions({
    findings: runRules({ objects }, { rules, settings: { kubernetesVersion: '1.36' } }),
    suppressions: [...annotationsOf(objects), ...commentsIn(text, 'pod.yaml')],
    rules,
    ...options,
  });
}
