import { join } from 'node:path';

import type { RuleText } from '../../src/check/check-report';
import { fileRules } from '../../src/check/file-rules';
import type { Rule } from '../../src/check/rule';
import { rules } from '../../src/check/rules';
import { argocdRules } from '../../src/check/rules/argocd';
import { kubernetesRules } from '../../src/check/rules/kubernetes';
import { kustomizeRules } from '../../src/check/rules/kustomize';
import { runRules } from '../../src/check/run-rules';
import { schemaRules } from '../../src/check/schema';
import { suppressionRules } from '../../src/check/suppression-rules';
import { readShippedLifecycles, readShippedSchemas, shippedMinors } from '../../src/manifest-schemas/shipped-schemas';
import { withExample } from './example-files';
import { proseCell, table } from './table';

interface Pack {
  readonly title: string;
  readonly about: string;
  readonly rules: readonly RuleText[];
}

const packs: readonly Pack[] = [
  {
    title: 'API server',
    about: 'What an API server refuses or warns of, by the schemas of its version.',
    rules: schemaRules,
  },
  { title: 'Kubernetes', about: 'What an API server takes, and what goes wrong later.', rules: kubernetesRules },
  { title: 'Argo CD', about: 'Applications, projects, notifications, rollouts, metrics.', rules: argocdRules },
  {
    title: 'Kustomize',
    about: 'What kustomize refuses, or does without a word. Kustomize need not be installed.',
    rules: kustomizeRules,
  },
  {
    title: 'Files and suppressions',
    about:
      'What is wrong before or after the objects. What is about a file is weighed and accepted as all others are, and excepted ' +
      'by its file in slipway.yaml; what is about a suppression is weighed and accepted, and nothing suppresses it.',
    rules: [...fileRules, ...suppressionRules],
  },
];

/** docs/reference/rules.md: every rule of `slipway check`, from the files of the rules. */
export function rulesPage(): string {
  const inPacks = new Set<RuleText>(packs.flatMap((pack) => pack.rules));
  const forgotten = rules.filter((rule) => !inPacks.has(rule)).map(({ id }) => id);
  if (forgotten.length > 0) throw new Error(`rules that are in no pack: ${forgotten.join(', ')}`);
  const mended = mendedRules();
  return [
    '# Rules',
    `The ${inPacks.size} rules of \`slipway check\`. [How to check manifests](../how-to/check-manifests.md) says how to ` +
      'weigh, suppress and accept findings; `slipway rules <id>` prints a rule in the terminal.',
    'An **error** does not work, or is dangerous. A **warning** hurts some day. An **info** could be better, and never makes a check fail. ' +
      '"mends" marks the rules whose findings `slipway check --fix` mends, or some of them: those for which the edit changes nothing that was meant.',
    packs.map(({ title }) => `- [${title}](#${anchorOf(title)})`).join('\n'),
    ...packs.flatMap((pack) => sectionOf(pack, mended)),
  ].join('\n\n');
}

/** Rules that know an edit for something in their failing example. */
function mendedRules(): ReadonlySet<string> {
  const packageRoot = join(__dirname, '..', '..');
  const [kubernetesVersion] = shippedMinors;
  const settings = {
    kubernetesVersion,
    schemas: readShippedSchemas(packageRoot, kubernetesVersion),
    lifecycles: readShippedLifecycles(packageRoot),
  };
  const isMended = (rule: Rule): boolean =>
    withExample(rule.failing, (example) =>
      runRules(example, { rules: [rule], settings }).some(({ fix = [] }) => fix.length > 0),
    );
  return new Set(rules.filter(isMended).map(({ id }) => id));
}

function sectionOf({ title, about, rules: ofPack }: Pack, mended: ReadonlySet<string>): readonly string[] {
  const rows = ofPack.map((rule) => [
    `[${rule.id}](#${rule.id})`,
    rule.severity,
    proseCell(rule.title),
    mended.has(rule.id) ? 'mends' : '',
  ]);
  return [
    `## ${title}`,
    about,
    table(['rule', 'severity', 'what is wrong', '`--fix`'], rows),
    ...ofPack.flatMap((rule) => textOf(rule, mended.has(rule.id))),
  ];
}

function textOf(
  { id, severity, title, why, source, failing, passing }: RuleText,
  isMended: boolean,
): readonly string[] {
  const from = source.startsWith('https://') ? `[source](${source})` : source;
  const facts = [severity, from, ...(isMended ? ['`--fix` mends it'] : [])].join(' · ');
  const examples = [
    '<details><summary>Examples</summary>',
    'Not so:',
    yamlBlock(failing),
    'But so:',
    yamlBlock(passing),
    '</details>',
  ];
  return [`### ${id}`, `**${proseCell(title)}** (${facts})`, proseCell(why), ...(failing === '' ? [] : examples)];
}

function yamlBlock(yaml: string): string {
  return `\`\`\`yaml\n${yaml.trim()}\n\`\`\``;
}

function anchorOf(title: string): string {
  return title.toLowerCase().replaceAll(' ', '-');
}
