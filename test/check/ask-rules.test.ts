import { runRules } from '../../src/check/run-rules';
import type { Rule } from '../../src/check/rule';
import type { RuleTimes } from '../../src/check/ask-rules';
import type { ManifestObject } from '../../src/manifests/manifest';
import { readManifestText } from '../../src/manifests/read-text';

const times: RuleTimes = { unitSeconds: 0.3, objectSeconds: 0, fileSeconds: 0.1 };

const texts = { title: '', why: '', source: '', severity: 'warning', failing: '', passing: '' } as const;

/** Finds every object, in its own good time. */
function aRule(id: string, look: (object: ManifestObject) => void = () => undefined): Rule {
  return {
    ...texts,
    id,
    check({ objects }, report) {
      for (const object of objects) {
        look(object);
        report({ object, path: ['metadata', 'name'], message: 'found' });
      }
    },
  };
}

const objects = ['a', 'slow', 'b', 'c'].flatMap(
  (name) => readManifestText(`apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`, `${name}.yaml`).objects,
);

test.each([
  ['for ever', endless],
  ['in a regular expression', (): void => void /^(a+)+$/.test(`${'a'.repeat(40)}b`)],
])('a file that holds up a rule %s takes it from no other file, and is named', (_, hang) => {
  const rules = [
    aRule('before'),
    aRule('held-up', ({ name }) => (name === 'slow' ? hang() : undefined)),
    aRule('after'),
  ];

  const findings = runRules({ objects }, { rules, settings: { kubernetesVersion: '1.36' }, times });

  const of = (rule: string): readonly string[] => findings.filter((one) => one.rule === rule).map(({ file }) => file);
  expect(of('before')).toEqual(['a.yaml', 'b.yaml', 'c.yaml', 'slow.yaml']);
  expect(of('after')).toEqual(['a.yaml', 'b.yaml', 'c.yaml', 'slow.yaml']);
  expect(of('held-up')).toEqual(['a.yaml', 'b.yaml', 'c.yaml']);
  expect(findings.filter(({ rule }) => rule === 'rule-gave-up')).toEqual([
    {
      rule: 'rule-gave-up',
      severity: 'error',
      file: 'slow.yaml',
      path: [],
      message: 'rule "held-up" came to no end within 0.1 seconds, and is not asked about this file',
      hint: expect.stringContaining('"held-up: off"'),
    },
  ]);
});

test('a rule that only many files hold up is left out of all, and the others are asked', () => {
  const rules: readonly Rule[] = [
    { ...aRule('held-up'), check: (inventory) => (inventory.objects.length > 2 ? endless() : undefined) },
    aRule('after'),
  ];

  const findings = runRules({ objects }, { rules, settings: { kubernetesVersion: '1.36' }, times });

  expect(findings.filter(({ rule }) => rule === 'after')).toHaveLength(4);
  expect(findings.filter(({ rule }) => rule === 'rule-gave-up')).toMatchObject([
    { file: 'a.yaml', message: expect.stringContaining('rule "held-up" came to no end within 0.3 seconds') },
  ]);
});

test('what a rule throws is thrown, and the next check is a new one', () => {
  const broken = aRule('broken', () => {
    throw new Error('a bug');
  });
  const options = { settings: { kubernetesVersion: '1.36' }, times };

  expect(() => runRules({ objects }, { rules: [broken], ...options })).toThrow('a bug');
  expect(runRules({ objects }, { rules: [aRule('whole')], ...options })).toHaveLength(4);
});

function endless(): never {
  for (;;);
}

test('a rule that comes to the end of the stack is left out, and all others are asked', () => {
  const deeper = (depth: number): number => deeper(depth + 1) + 1;
  const rules = [aRule('before'), aRule('too-deep', () => void deeper(0)), aRule('after')];

  const findings = runRules({ objects }, { rules, settings: { kubernetesVersion: '1.36' } });

  expect(new Set(findings.map(({ rule }) => rule))).toEqual(new Set(['before', 'after', 'rule-gave-up']));
  expect(findings.find(({ rule }) => rule === 'rule-gave-up')).toMatchObject({
    file: 'a.yaml',
    message: 'rule "too-deep" is not asked: what it looks at lies in each other too deep',
  });
});
