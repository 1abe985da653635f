import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

import { withExample } from '../../scripts/reference/example-files';
import { readShippedLifecycles, readShippedSchemas } from '../../src/manifest-schemas/shipped-schemas';
import { rules } from '../../src/check/rules';
import { runRules } from '../../src/check/run-rules';
import type { Finding } from '../../src/check/finding';
import { exportsOf, namesOf } from '../helpers/exports-of';
import { faultsOfMessage } from '../helpers/rule-cases';
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
    const kinds = new Set([...rule.failing.matchAll(/^kind: (\w+)/gm)].map(([, kind = '']) => kind));
    const faults = findings.flatMap(({ line = 0, message }) => [
      ...(line > 0 ? [] : [`the finding must have a line, so that people can go there: got none for "${message}"`]),
      ...faultsOfMessage(message, kinds),
    ]);
    expect(faults).toEqual([]);
  });

  test('finds nothing in its passing example, and no other rule finds an error that was not there', () => {
    const before = new Set(findingsIn(rule.failing).map((finding) => finding.rule));
    const after = findingsIn(rule.passing);

    expect(after.filter((finding) => finding.rule === id)).toEqual([]);
    expect(after.filter((finding) => finding.severity === 'error' && !before.has(finding.rule))).toEqual([]);
  });

  test('says why it is there, and where it comes from', () => {
    const faults = [
      ...(/^[a-z]+(-[a-z]+)*$/.test(id) ? [] : [`the id must be words in lower case with "-" between: got "${id}"`]),
      ...(rule.why.length > 40 ? [] : [`"why" must say what happens to somebody who leaves it so: got "${rule.why}"`]),
      ...(/^https:\/\/|^RFC \d+/.test(rule.source)
        ? []
        : [`"source" must be the address of a page, or an RFC: got "${rule.source}"`]),
    ];

    expect(faults).toEqual([]);
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

test.each([
  ['container "web" has no limit', []],
  ['Job "a" has no deadline', []],
  ['ConfigMap "a" is read by nobody', []],
  ['HTTPRoute "a" leads nowhere', []],
  ['Container "web" has no limit', ["the message must start in lower case, or with a kind's name: got"]],
  ['it has no limit.', ['the message must have no full stop at its end: got']],
  ['', ['the message must say what is wrong']],
])('of the message "%s" it is said: %j', (message, faults) => {
  const found = faultsOfMessage(message, new Set(['Job']));

  expect(found).toEqual(faults.map((fault) => expect.stringContaining(fault)));
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
