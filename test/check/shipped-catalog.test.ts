import { readManifestText } from '../../src/manifests/read-text';
import { rules } from '../../src/check/rules';
import { runRules } from '../../src/check/run-rules';
import type { Finding } from '../../src/check/finding';
import { renderShippedCatalog } from '../helpers/shipped-catalog';

/** Findings that the shipped catalog may have, and why each is right. */
const declared = [
  {
    rule: 'single-replica',
    count: 35,
    reason:
      'the sources ask for one pod: of the nine services of the game and of blog-database everywhere, of five more in dev',
  },
] as const;

let findings: readonly Finding[];

beforeAll(() => {
  const objects = [...renderShippedCatalog().texts].flatMap(([path, text]) => readManifestText(text, path).objects);
  findings = runRules({ objects }, { rules, settings: { kubernetesVersion: '1.36' } });
});

test('the shipped catalog has no findings but those that are declared', () => {
  expect(counts(findings)).toEqual(declared.map(({ rule, count }) => `${rule}: ${count}`));
});

test('one pod is what a service has by itself, and where a source wants one', () => {
  const single = findings.filter(({ rule }) => rule === 'single-replica').map(({ file }) => file.split('/'));
  const inProduction = single.filter((path) => path.at(-2) === 'prod').map((path) => path[1]);

  expect(inProduction).toMatchInlineSnapshot(`
   [
     "asset-service",
     "auth-service",
     "blog-database",
     "chat-service",
     "client",
     "graphics-gateway",
     "persistence-service",
     "physics-service",
     "script-executor",
     "text-gateway",
   ]
  `);
});

function counts(some: readonly Finding[]): readonly string[] {
  const byRule = new Map<string, number>();
  for (const { rule } of some) byRule.set(rule, (byRule.get(rule) ?? 0) + 1);
  return [...byRule].map(([rule, count]) => `${rule}: ${count}`).sort();
}
