import * as z from 'zod';

import type { Catalog } from '../../src/model/catalog';
import { Environment } from '../../src/model/environment';
import { checkLaws } from '../../src/model/laws';
import { Overlay } from '../../src/model/overlay';
import { Platform } from '../../src/model/platform';
import { resolveAll } from '../../src/model/resolve';
import { Service } from '../../src/model/service';
import { SettingsLayer } from '../../src/model/settings';
import { isRecord } from '../../src/problems/schema-at';
import { renderedTexts } from '../helpers/rendered-texts';
import { richCatalogs, type CatalogData } from '../helpers/rich-catalogs';
import { leavesOf, nameOfLeaf, type Leaf } from '../helpers/schema-leaves';

/** What changes no rendered object, and why it is there all the same. */
const withoutEffect: Readonly<Record<string, string>> = {
  'platform: owners.[]': 'CODEOWNERS has them, which is no object',
  'platform: teams.*.owners.[]': 'CODEOWNERS has them, which is no object',
  'platform: access.readers.[]': 'the Pulumi program gives them a role of Argo CD',
  'platform: secrets.places.[]': 'it says what services may take of the store',
  'platform: systems.*.description': 'people read it in the catalog',
  'environment: aliases.[]': 'commands and portals find the environment by them',
  'service: description': 'people read it in the catalog',
  'service: language': 'people read it in the catalog',
  'service: template': 'people read it in the catalog',
  'service: egress.[].description': 'people read it in the catalog',
};

const schemas = { platform: Platform, environment: Environment, service: Service, overlay: Overlay };
type Kind = keyof typeof schemas;

const leaves = (['platform', 'environment', 'service', 'overlay'] as const).flatMap((kind) =>
  leavesOf(z.toJSONSchema(schemas[kind], { io: 'input', unrepresentable: 'any' }))
    .filter((leaf) => !isTriedInService(kind, leaf))
    .map((leaf): [name: string, kind: Kind, leaf: Leaf] => [`${kind}: ${nameOfLeaf(leaf)}`, kind, leaf]),
);

test.each(leaves.filter(([name]) => !(name in withoutEffect)))('%s changes what is rendered', (_, kind, leaf) => {
  expect(changesRendering(kind, leaf)).toBe(true);
});

test('what is said to change nothing is in a schema, and changes nothing', () => {
  const byName = new Map(leaves.map(([name, ...leaf]) => [name, leaf]));
  const wrong = Object.keys(withoutEffect).filter((name) => {
    const leaf = byName.get(name);
    return leaf === undefined || changesRendering(...leaf);
  });

  expect(wrong).toEqual([]);
});

/** Settings are the same in every layer, and how layers are laid is proved elsewhere. */
function isTriedInService(kind: Kind, { path: [key = ''] }: Leaf): boolean {
  return kind === 'overlay' ? key in SettingsLayer.shape : kind === 'environment' && key === 'defaults';
}

/** Values that are tried in one place before it is said that they change nothing. */
const enough = 4;

/** Whether there is a catalog in which two values of a leaf make two renderings. */
function changesRendering(kind: Kind, leaf: Leaf): boolean {
  return richCatalogs.some((data) => {
    const document: unknown = data[kind];
    if (!leaf.choices.every(({ path, value }) => valuesAt(document, path).includes(value))) return false;
    return placesOf(leaf.path, document).some((path) => {
      const own = path.reduce(childOf, document);
      // The value that the catalog has is one of the two.
      const renderings = new Set(own === undefined ? [] : [renderingOf(data)]);
      let tried = 0;
      for (const value of valuesFor(leaf).filter((one) => one !== own)) {
        const catalog = catalogOf({ ...data, [kind]: withValue(document, path, value) });
        if (catalog === undefined) continue;
        renderings.add(textOf(catalog));
        tried++;
        if (renderings.size > 1 || tried === enough) break;
      }
      return renderings.size > 1;
    });
  });
}

/** What a rich catalog is rendered to: once for all leaves. */
function renderingOf(data: CatalogData): string {
  const known = renderings.get(data);
  if (known !== undefined) return known;
  const catalog = catalogOf(data);
  if (catalog === undefined) throw new Error('a rich catalog is not valid');
  const text = textOf(catalog);
  renderings.set(data, text);
  return text;
}

const renderings = new Map<CatalogData, string>();

function textOf(catalog: Catalog): string {
  return [...renderedTexts(catalog)].flat().join('\n');
}

/** A catalog, if it is valid and keeps all laws. */
function catalogOf(data: CatalogData): Catalog | undefined {
  const platform = parsed(Platform, data.platform);
  const environment = parsed(Environment, data.environment);
  const service = parsed(Service, data.service);
  const overlay = parsed(Overlay, data.overlay);
  const otherEnvironment = parsed(Environment, data.otherEnvironment);
  const [otherService, release] = [parsed(Service, data.other), parsed(Overlay, data.release)];
  if (!platform || !environment || !service || !overlay || !otherEnvironment || !otherService || !release)
    return undefined;
  const other = { service: otherService, overlays: new Map([['dev', release]]) };
  const catalog = {
    platform,
    environments: new Map([
      ['dev', environment],
      ['next', otherEnvironment],
    ]),
    services: new Map([
      ['web', { service, overlays: new Map([['dev', overlay]]) }],
      ...['api', 'auth', 'mail'].map((name) => [name, other] as const),
    ]),
  };
  return checkLaws(catalog, resolveAll(catalog)).length === 0 ? catalog : undefined;
}

/** One document changes from catalog to catalog, and most of its values are refused: the others are read once. */
function parsed<Value extends object>(schema: z.ZodType<Value>, document: unknown): Value | undefined {
  if (!isRecord(document)) return undefined;
  const known = read.get(schema)?.get(document);
  // What is remembered for a schema is what it returned.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  if (known !== undefined) return known as Value;
  const { data } = schema.safeParse(document);
  const ofSchema = read.get(schema) ?? new WeakMap<object, object>();
  read.set(schema, ofSchema);
  if (data !== undefined) ofSchema.set(document, data);
  return data;
}

const read = new Map<z.ZodType, WeakMap<object, object>>();

/** Two texts, at least, of every form that a leaf may want. */
// prettier-ignore
const texts = [
  'spring-boot', 'api', 'mail', 'http', 'admin', 'dev', 'next', 'v7', 'web-team', 'ops', 'shop', 'pay', 'ONE', 'TWO', '/x', '/y',
  '5m', '7m', '1h', '120m', '150m', '16Mi', '32Mi', '96Mi', '80Mi', '2Gi', '3Gi', '24Gi', '200Gi', '300Gi', '25%', '30%',
  '{environment}', '{service}-{environment}', 'a.example.com', 'b.example.com', 'https://a.example.com', 'https://b.example.com',
  '10.1.0.0/16', '10.2.0.0/16', '0 3 * * *', '0 4 * * *', 'Europe/Berlin', 'Asia/Tokyo', '1.35', '1.34',
  `sha256:${'a'.repeat(64)}`, `sha256:${'b'.repeat(64)}`, 'A'.repeat(16), 'B'.repeat(16),
  '@your-org/a', '@your-org/b', 'a@example.com', 'b@example.com',
];

function valuesFor({ schemas: options }: Leaf): readonly unknown[] {
  return options.flatMap((schema): readonly unknown[] => {
    if (schema.enum !== undefined) return schema.enum;
    if (schema.type === 'boolean') return [false, true];
    if (schema.type === 'number') return [0.25, 0.5];
    if (schema.type === 'integer') return [0, 1, 2, 8081, 9091].map((more) => (schema.minimum ?? 0) + more);
    return texts;
  });
}

/** Places of a leaf in a document: every name and item that is there, else a new one. */
function placesOf([key, ...rest]: readonly string[], value: unknown): readonly (readonly (string | number)[])[] {
  if (key === undefined) return [[]];
  return keysAt(value, key).flatMap((one) => placesOf(rest, childOf(value, one)).map((path) => [one, ...path]));
}

function keysAt(value: unknown, key: string): readonly (string | number)[] {
  if (key === '[]') return Array.isArray(value) && value.length > 0 ? [...value.keys()] : [0];
  if (key === '*') return isRecord(value) && Object.keys(value).length > 0 ? Object.keys(value) : ['one'];
  return [key];
}

function valuesAt(value: unknown, path: readonly string[]): readonly unknown[] {
  return placesOf(path, value).map((place) => place.reduce(childOf, value));
}

function childOf(value: unknown, key: string | number): unknown {
  if (Array.isArray(value)) return typeof key === 'number' ? value[key] : undefined;
  return isRecord(value) ? value[key] : undefined;
}

function withValue(document: unknown, [key, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (key === undefined) return value;
  const inside = withValue(childOf(document, key), rest, value);
  if (typeof key !== 'number') return { ...(isRecord(document) ? document : {}), [key]: inside };
  const items: readonly unknown[] = Array.isArray(document) ? document : [];
  return [...items.slice(0, key), inside, ...items.slice(key + 1)];
}
