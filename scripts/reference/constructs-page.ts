import { readExports } from './read-exports';
import type { Exported, Property } from './read-exports';
import { codeCell, proseCell, table } from './table';

/** docs/reference/constructs.md: what `src/index.ts` exports, from the docstrings. */
export function constructsPage(): string {
  const exported = readExports();
  const byName = new Map(exported.map((one) => [one.name, one]));
  const constructs = exported.filter(({ kind, file }) => kind === 'class' && file.includes('/constructs/'));
  const charts = exported.filter(({ kind, file }) => kind === 'class' && file.includes('/charts/'));
  const propsNames = new Set(constructs.map(({ name }) => `${name}Props`));
  const values = exported.filter(({ kind }) => kind === 'function' || kind === 'constant');
  const types = exported.filter(
    ({ name, kind, file }) => kind === 'type' && !propsNames.has(name) && !file.includes('/model/'),
  );
  return [
    '# Constructs',
    "What `import { ... } from 'slipway'` gives. Each construct takes `(scope, id, props)` as in every cdk8s app; " +
      '[the how-to](../how-to/use-constructs-in-your-cdk8s-app.md) has a complete one.',
    list(constructs),
    ...constructs.map((construct) => sectionOf(construct, byName.get(`${construct.name}Props`))),
    '# Charts',
    'They take a `Placement` or a `Baseline`, which `place()` makes of a catalog.',
    ...charts.map((chart) => sectionOf(chart, undefined)),
    '# Functions and values',
    ...values.map((value) => sectionOf(value, undefined)),
    '# Types',
    ...types.map((type) => sectionOf(type, type)),
  ].join('\n\n');
}

function list(constructs: readonly Exported[]): string {
  return constructs.map(({ name, summary }) => `- [${name}](#${name.toLowerCase()}): ${proseCell(summary)}`).join('\n');
}

function sectionOf(exported: Exported, described: Exported | undefined): string {
  const { name, text, file } = exported;
  return [
    `## ${name}`,
    paragraphs(text),
    ...(described === undefined || described.name === name ? [] : [paragraphs(ownText(described))]),
    ...(described === undefined ? [] : membersOf(described)),
    `Source: [\`${file}\`](../../${file})`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** What the docstring of props says besides "Properties of a ...". */
function ownText({ text }: Exported): string {
  return text.replace(/^Properties of (?:an? )?`\w+`\.\s*/, '');
}

function membersOf({ properties, heritage, alias }: Exported): readonly string[] {
  const inherited = heritage.length === 0 ? [] : [`Has what ${heritage.map(codeCell).join(' and ')} has, and:`];
  const aliased = alias === undefined ? [] : [`\`\`\`ts\n${alias}\n\`\`\``];
  return [...inherited, ...aliased, ...(properties.length === 0 ? [] : [table(header, properties.map(rowOf))])];
}

const header = ['property', 'type', 'default', 'meaning'];

function rowOf({ name, type, isOptional, fallback, text }: Property): readonly string[] {
  return [codeCell(name), codeCell(type), isOptional ? proseCell(fallback) : 'required', proseCell(text)];
}

function paragraphs(text: string): string {
  return text
    .split(/\n\s*\n/)
    .map(proseCell)
    .join('\n\n');
}
