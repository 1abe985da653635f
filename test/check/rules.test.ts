import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

import { withExample } from '../../scripts/reference/example-files';
import { readShippedLifecycles, readShippedSchemas } from '../../src/manifest-schemas/shipped-schemas';
import { rules } from '../../src/check/rules';
import { runRules } from '../../src/check/run-rules';
import type { Finding } from '../../src/check/finding';
import { exportsOf, namesOf } from '../helpers/exports-of';
import { packageRoot } from '../helpers/run-slipway';

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

test('every rule of a folder is in the registry, alone in a file that is called after its id', async () => {
  const registered: ReadonlySet<unknown> = new Set(rules);
  const folders = readdirSync(join(packageRoot, 'src', 'check'), { recursive: true, encoding: 'utf8' })
    .map((path) => join('src', 'check', path))
    .filter((path) => /(?:^|[/\\])rules(?:[/\\]\w+)?$/.test(path));
  const exported = (await Promise.all(folders.map(exportsOf))).flat();

  expect(namesOf(exported.filter(({ value }) => !registered.has(value)))).toEqual([]);
  expect(exported.map(({ file }) => basename(file, '.ts')).sort()).toEqual(rules.map(({ id }) => id).sort());
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
