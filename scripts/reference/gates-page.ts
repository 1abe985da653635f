import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { kindAt } from '../../src/effects/kind-of-leaf';
import { gates } from '../../src/gates/gates';
import { effectKinds, type EffectKind } from '../../src/model/effect-kind';
import { SettingsLayer } from '../../src/model/settings';
import { catalogSchemas, jsonSchemaOf } from '../schemas/catalog-schemas';
import type { CatalogSchema } from '../schemas/catalog-schemas';
import { schemaOf } from './schema-rows';
import type { Schema } from './schema-rows';
import { codeCell, proseCell, table } from './table';

const meanings: Readonly<Record<EffectKind, string>> = {
  release: 'What runs: another version, other bytes, or what is noted of it.',
  scale: 'How many pods, and until when.',
  setting: 'Everything else of a service.',
  exposure: 'What is reached from outside, and where.',
  access: 'Who may talk to whom, and as which user.',
  secret: 'What is taken from the secret store, and variables that are from elsewhere.',
  storage: 'Volumes and backups.',
  service: 'A service is added, ends, goes, or has another owner.',
  environment: 'An environment is added or goes, and what only it or the platform says.',
  gates: 'What a change needs.',
  people: 'Who may sign, review, and is of which team.',
  freeze: 'When nothing is released.',
  hold: 'What is held back.',
  rendering:
    'Rendered files differ, and nothing that differs in the catalog says why: another version of Slipway, or an object that environments share.',
};

/** docs/reference/gates.md: every gate, from the files of the gates, and what is a change of what. */
export function gatesPage(): string {
  return [
    '# Gates',
    'What a change needs before it may go ahead in an environment. `gates` of `platform.yaml` hold for every environment, and each key ' +
      'of an environment replaces the one of the platform ([all keys](catalog.md#environment)). A gate that nobody asks for is not there. ' +
      'Nothing of them is rendered.',
    `${judged}\n\n${outcomes}`,
    'This is what the shipped catalog says of `prod`:',
    ['```yaml', shippedGates(), '```'].join('\n'),
    'In words: a release was healthy in `staging` for half an hour, with the same bytes; two people of the owning team (`{team}`) or of ' +
      '`sre-team` agree, neither of whom asked for it; a ticket is named; and it is neither Friday nor a peak hour. ' +
      '`slipway explain payment-service prod gates` shows the gates of a placement, and which file and line says so.',
    ...gates.flatMap(({ name, summary, example }) => [
      `## ${name}`,
      summary,
      ['```yaml', example.trim(), '```'].join('\n'),
    ]),
    '## An urgent fix',
    hotfix,
    ['```yaml', hotfixExample.trim(), '```'].join('\n'),
    '## Kinds of effects',
    'Each key of the catalog is of one kind. A setting of a service, or of the defaults of an environment, is an effect in those environments in which ' +
      'its resolved value differs; where it differs in none, nobody is asked. What is said of people, of gates, or of the whole platform is judged by the gates of every environment.',
    table(
      ['kind', 'meaning', 'keys'],
      effectKinds.map((kind) => [codeCell(kind), proseCell(meanings[kind]), keysOf(kind)]),
    ),
  ].join('\n\n');
}

const judged =
  'Gates judge what a change does, whoever made it and however: a command, a click in the portal and an edit by hand get the same ' +
  'answers. They are those of the catalog before the change. An edit that weakens them is judged by the old ones, and so is ' +
  'whatever else is in it. What is seen in one environment is judged there; people, gates of the platform and whatever else is ' +
  'seen everywhere are judged by the gates of every environment. An environment that is new has the gates of the platform. Where ' +
  'rendered files differ, and nothing in the catalog says why, that is an effect, too.';

const outcomes =
  'The worst answer counts: **allowed**; **waiting**, when something is missing that somebody can give, or that time brings; ' +
  '**refused**, when this change is not going ahead. Each answer says what was looked at, what is missing, who can give it, and from ' +
  'when on it is possible.';

const hotfix =
  '`hotfix` says what a change does not need that somebody asks for as urgent, with the reason: some of order, evidence, freeze and ' +
  'hold. What they would have said stays in the answers, so that everybody can read what was skipped. Its `approvals` are asked ' +
  'instead of the usual ones for the kinds that they name, and its `ticket` likewise; for other kinds the usual ones are. A change of ' +
  'gates, people, freezes, of the team of a service, or of which environments there are is never urgent.';

const hotfixExample = `
hotfix:
  skips: [order, evidence, freeze]
  approvals: [{ count: 1, teams: [sre-team], kinds: [release] }]
  ticket: { prefix: INC- }
`;

/** The block of `gates`, and the freezes above it. */
function shippedGates(): string {
  const text = readFileSync(join(__dirname, '..', '..', 'catalog', 'environments', 'prod.yaml'), 'utf8');
  const lines = text.split('\n');
  const [from, gates] = ['freezes:', 'gates:'].map((key) => lines.indexOf(key));
  if (from === undefined || gates === undefined || from < 0 || gates < from)
    throw new Error('catalog/environments/prod.yaml has no freezes with gates below');
  const end = lines.findIndex((line, index) => index > gates && !line.startsWith(' '));
  return lines
    .slice(from, end < 0 ? undefined : end)
    .join('\n')
    .trimEnd();
}

function keysOf(kind: EffectKind): string {
  return catalogSchemas
    .flatMap(({ name, ...rest }) => {
      const keys = keysBelow(name, schemaOf(jsonSchemaOf({ name, ...rest })), []).filter((one) => one.kind === kind);
      return keys.length === 0 ? [] : [`${name}: ${keys.map(({ path }) => codeCell(path.join('.'))).join(', ')}`];
    })
    .join('; ');
}

interface Key {
  readonly path: readonly string[];
  readonly kind: EffectKind;
}

/** The highest keys below which everything is of one kind. Settings are listed once, with the service. */
function keysBelow(document: CatalogSchema['name'], schema: Schema, path: readonly string[]): readonly Key[] {
  const kind = kindAt(document, path);
  if (kind !== undefined) return [{ path, kind }];
  const names = typeof schema.additionalProperties === 'object' ? { '<name>': schema.additionalProperties } : {};
  return Object.entries({ ...schema.properties, ...names }).flatMap(([key, below]) =>
    isListedOfService(document, path, key) ? [] : keysBelow(document, below, [...path, key]),
  );
}

function isListedOfService(document: CatalogSchema['name'], path: readonly string[], key: string): boolean {
  if (document === 'environment') return path.length === 0 && key === 'defaults';
  return (
    document === 'overlay' &&
    path.length === 0 &&
    (key in SettingsLayer.shape || kindAt('service', [key]) !== undefined) &&
    key !== 'retired'
  );
}
