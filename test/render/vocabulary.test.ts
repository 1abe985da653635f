import { rules } from '../../src/check/rules';
import { runRules } from '../../src/check/run-rules';
import { readManifestText } from '../../src/manifests/read-text';
import { vocabulary } from '../helpers/vocabulary';
import { renderingOfExample } from '../helpers/vocabulary/example';

const examples = Object.entries(vocabulary).flatMap(([group, all]) =>
  all.map((example) => [`${group}: ${example.says}`, example] as const),
);

const usual = rulesThatFind(renderingOfExample({ files: {} }));

test.each(examples)('what a catalog says is taken by every schema and rule: %s', (_, example) => {
  const found = rulesThatFind(renderingOfExample(example)).filter((rule) => !usual.includes(rule));

  expect(found).toEqual([...(example.findings ?? [])].sort());
});

test('no two examples are the same', () => {
  const renderings = examples.map(([, example]) => [...renderingOfExample(example)].flat().join('\n'));

  expect(new Set(renderings).size).toBe(renderings.length);
});

/** Ids of the rules that find something, each once. */
function rulesThatFind(texts: ReadonlyMap<string, string>): readonly string[] {
  const objects = [...texts].flatMap(([path, text]) => readManifestText(text, path).objects);
  const findings = runRules({ objects }, { rules, settings: { kubernetesVersion: '1.36' } });
  return [...new Set(findings.map(({ rule }) => rule))].sort();
}
