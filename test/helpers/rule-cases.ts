import { withExample } from '../../scripts/reference/example-files';
import type { CheckSettings } from '../../src/check/inventory';
import type { Rule } from '../../src/check/rule';
import { runRules } from '../../src/check/run-rules';

/** What a rule finds in manifests. */
export interface RuleCase {
  /** What the manifests are, as the end of a sentence: "in a policy that allows port 53". */
  readonly in: string;
  readonly manifests: string;
  /** Severity and message of each finding; none, when it finds nothing. */
  readonly finds: readonly string[];
}

/** Tests of one rule, besides the two examples in its own file. */
export function testCases(rule: Rule, cases: readonly RuleCase[], settings: Partial<CheckSettings> = {}): void {
  test.each(cases.map((one) => [one.in, one] as const))(`${rule.id} in %s`, (_, { manifests, finds }) => {
    const found = withExample(manifests, (example) => {
      expect(example.unreadable).toEqual([]);
      return runRules(example, { rules: [rule], settings: { kubernetesVersion: '1.36', ...settings } });
    });

    expect(found.map(({ severity, message }) => `${severity}: ${message}`)).toEqual(finds);
  });
}

/**
 * What is wrong with the message of a finding, in sentences.
 *
 * @param kinds of the objects that are looked at: a message may start with one of them
 */
export function faultsOfMessage(message: string, kinds: ReadonlySet<string>): readonly string[] {
  const [first = ''] = message.split(/[\s:,]/);
  const isName = kinds.has(first) || /^[A-Z]+[a-z]*[A-Z"]/.test(first);
  return [
    ...(/^[A-Z]/.test(message) && !isName
      ? [`the message must start in lower case, or with a kind's name: got ${JSON.stringify(message)}`]
      : []),
    ...(message.endsWith('.') ? [`the message must have no full stop at its end: got ${JSON.stringify(message)}`] : []),
    ...(message.trim() === '' ? ['the message must say what is wrong: it is empty'] : []),
  ];
}
