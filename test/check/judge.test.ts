import { readAccepted, writeAccepted } from '../../src/check/accepted-findings';
import type { AcceptedFindings } from '../../src/check/accepted-findings';
import type { CheckConfig } from '../../src/check/check-config';
import type { Finding } from '../../src/check/finding';
import { judge } from '../../src/check/judge';
import type { Verdict } from '../../src/check/judge';
import { floatingImageTag } from '../../src/check/rules/kubernetes/floating-image-tag';
import { runRules } from '../../src/check/run-rules';
import { readManifestText } from '../../src/manifests/read-text';

const exception = { rule: 'floating-image-tag', objects: ['Pod/shop/web'], reason: 'a sandbox' };
const comment = ' # slipway-ignore floating-image-tag: made anew each night';

test('what nobody has answered is left, in the order of places, and fails', () => {
  const { isPassed, findings, accepted, suppressed } = judged('', {});

  expect(isPassed).toBe(false);
  expect(findings.map(({ line }) => line)).toEqual([6, 7]);
  expect([accepted, suppressed]).toEqual([[], []]);
});

test('what is no more than an info passes', () => {
  const { isPassed, findings } = judged('', {
    paths: { overrides: [{ paths: ['**'], severities: { 'floating-image-tag': 'info' } }] },
  });

  expect(findings).toHaveLength(2);
  expect(isPassed).toBe(true);
});

test('slipway.yaml, a comment and an accepted finding each answer, with who has and with what words', () => {
  const byConfig = judged('', { exceptions: [exception] });
  const byComment = judged(comment, {});
  const byAccepting = judged('', {}, accepting(judged('', {}).findings));

  expect(byConfig.isPassed).toBe(true);
  expect(byConfig.suppressed).toMatchObject([
    { reason: 'a sandbox', by: 'configuration', finding: { line: 6 } },
    { reason: 'a sandbox', by: 'configuration', finding: { line: 7 } },
  ]);
  expect(byComment.findings).toMatchObject([{ line: 7 }]);
  expect(byComment.suppressed).toMatchObject([{ reason: 'made anew each night', finding: { line: 6 } }]);
  expect(byAccepting).toMatchObject({ isPassed: true, findings: [], accepted: [{ line: 6 }, { line: 7 }] });
});

test('the first answer counts, and the later ones are said to be needed by nothing', () => {
  const before = accepting(judged('', {}).findings);

  const verdict = judged(comment, { exceptions: [exception] }, before);

  expect(verdict.suppressed.map(({ by }) => by)).toEqual(['configuration', 'configuration']);
  expect(verdict.findings).toMatchObject([{ rule: 'unused-suppression', line: 6 }]);
  expect(verdict.unusedExceptions).toEqual([]);
  expect(verdict.unusedEntries).toEqual(before.entries);
});

test('an exception that no finding needs is said', () => {
  const unused = { ...exception, objects: ['Pod/shop/gone'] };

  expect(judged('', { exceptions: [unused] }).unusedExceptions).toEqual([unused]);
});

test('a file that is known to have no comment about findings is not read for one', () => {
  expect(judged(comment, {}, undefined, () => undefined).suppressed).toEqual([]);
});

/** Judges a Pod whose two images, in lines 6 and 7, have tags that move. */
function judged(
  afterFirst: string,
  config: CheckConfig,
  accepted?: AcceptedFindings,
  textOf?: () => string | undefined,
): Verdict {
  const text = `apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - { name: web, image: "web:latest" }${afterFirst}
    - { name: side, image: "side:latest" }
`;
  const { objects, unreadable, kustomizations } = readManifestText(text, 'pod.yaml');
  const found = runRules({ objects }, { rules: [floatingImageTag], settings: { kubernetesVersion: '1.36' } });
  return judge({
    findings: found.toReversed(),
    units: [{ name: '.', objects, unreadable, kustomizations, skipped: [] }],
    textOf: textOf ?? (() => text),
    config,
    accepted,
  });
}

function accepting(findings: readonly Finding[]): AcceptedFindings {
  const parsed = readAccepted(writeAccepted(findings));
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
}
