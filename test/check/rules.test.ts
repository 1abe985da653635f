import { join } from 'node:path';

import { withExample } from '../../scripts/reference/example-files';
import { readShippedLifecycles, readShippedSchemas } from '../../src/manifest-schemas/shipped-schemas';
import { rules } from '../../src/check/rules';
import { runRules } from '../../src/check/run-rules';
import type { Finding } from '../../src/check/finding';

const packageRoot = join(__dirname, '..', '..');
const settings = {
  kubernetesVersion: '1.36',
  schemas: readShippedSchemas(packageRoot, '1.36'),
  lifecycles: readShippedLifecycles(packageRoot),
};

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  test('finds something in its failing example, each thing with a place and a message', () => {
    const findings = findingsIn(rule.failing).filter((finding) => finding.rule === id);

    expect(findings).not.toEqual([]);
    for (const { line, message } of findings) {
      expect(line).toBeGreaterThan(0);
      expect(message).toMatch(/^(?:[^A-Z]|[A-Z]+[a-z]*[A-Z"]).*[^.]$/s);
    }
  });

  test('finds nothing in its passing example, and no other rule finds an error that was not there', () => {
    const before = new Set(findingsIn(rule.failing).map((finding) => finding.rule));
    const after = findingsIn(rule.passing);

    expect(after.filter((finding) => finding.rule === id)).toEqual([]);
    expect(after.filter((finding) => finding.severity === 'error' && !before.has(finding.rule))).toEqual([]);
  });

  test('says why it is there, and where it comes from', () => {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(rule.why.length).toBeGreaterThan(40);
    expect(rule.source).toMatch(/^https:\/\/|^RFC \d+/);
  });
});

test('no two rules have one id', () => {
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
});

function findingsIn(text: string): readonly Finding[] {
  return withExample(text, (example) => {
    expect(example.unreadable).toEqual([]);
    return runRules(example, { rules, settings });
  });
}
