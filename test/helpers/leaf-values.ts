import { findRefusedTexts } from '../../src/catalog/refused-texts';
import type * as z from 'zod';

import type { Catalog } from '../../src/model/catalog';
import { Environment } from '../../src/model/environment';
import { checkLaws } from '../../src/model/laws';
import { Overlay } from '../../src/model/overlay';
import { People } from '../../src/model/people';
import { Platform } from '../../src/model/platform';
import { resolveAll } from '../../src/model/resolve';
import { Service } from '../../src/model/service';
import { SettingsLayer } from '../../src/model/settings';
import { isRecord } from '../../src/problems/schema-at';
import type { CatalogData } from './rich-catalogs';
import type { Leaf } from './schema-leaves';

/** A catalog, if it is valid and keeps all laws. */
export function richCatalogOf(data: CatalogData): Catalog | undefined {
  const platform = valid(Platform, data.platform);
  const environment = valid(Environment, data.environment);
  const service = valid(Service, data.service);
  const overlay = valid(Overlay, data.overlay);
  const people = valid(People, data.people);
  const [otherEnvironment, other, release] = [
    valid(Environment, data.otherEnvironment),
    valid(Service, data.other),
    valid(Overlay, data.release),
  ];
  if (!platform || !environment || !service || !overlay || !people) return undefined;
  if (!otherEnvironment || !other || !release) throw new Error('what no test changes has to be valid');
  const hasFiles = Object.keys(service.files ?? {}).length > 0;
  const files = new Map(
    ['api', 'mail'].map((name) => [`services/web/files/${name}`, { bytes: name.length, text: name }]),
  );
  const others = { service: other, overlays: new Map([['dev', release]]) };
  const catalog = {
    platform,
    people,
    environments: new Map([
      ['dev', environment],
      ['next', otherEnvironment],
    ]),
    services: new Map([
      ['web', { service, overlays: new Map([['dev', overlay]]), ...(hasFiles ? { files } : {}) }],
      ...['api', 'auth', 'mail'].map((name) => [name, others] as const),
    ]),
  };
  // As whoever reads a catalog does.
  const all = [platform, environment, service, overlay, people];
  if (all.some((document) => findRefusedTexts(document).length > 0)) return undefined;
  return checkLaws(catalog, resolveAll(catalog)).length === 0 ? catalog : undefined;
}

const found = new WeakMap<object, z.ZodSafeParseResult<unknown>>();

/** The value of a document, parsed once: of two catalogs of a test all documents but one are the same. */
function valid<Schema extends z.ZodType>(schema: Schema, document: unknown): z.output<Schema> | undefined {
  if (typeof document !== 'object' || document === null) return undefined;
  const known = found.get(document) ?? schema.safeParse(document);
  found.set(document, known);
  // Each document is of one schema.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return known.success ? (known.data as z.output<Schema>) : undefined;
}

/** Two texts, at least, of every form that a leaf may want. */
// prettier-ignore
export const textsOfManyForms = [
  'java', 'api', 'mail', 'http', 'admin', 'dev', 'next', 'v7', 'web-team', 'ops', 'shop', 'pay', 'ONE', 'TWO', '/x', '/y',
  '5m', '7m', '1h', '120m', '150m', '16Mi', '32Mi', '96Mi', '80Mi', '2Gi', '3Gi', '24Gi', '200Gi', '300Gi', '25%', '30%',
  '{environment}', '{service}-{environment}', 'a.example.com', 'b.example.com', 'https://a.example.com', 'https://b.example.com',
  '10.1.0.0/16', '10.2.0.0/16', '0 3 * * *', '0 4 * * *', 'Europe/Berlin', 'Asia/Tokyo', '1.35', '1.34',
  `sha256:${'a'.repeat(64)}`, `sha256:${'b'.repeat(64)}`, 'A'.repeat(16), 'B'.repeat(16),
  '@your-org/a', '@your-org/b', 'a@example.com', 'b@example.com', 'CHG-', 'INC-', 'CHG-#', 'INC-#', '30m', '2d', 'why', 'why not',
  '2026-12-24T18:00:00+01:00', '2026-12-25T18:00:00Z', 'https://tickets.example.com/{ticket}', 'https://b.example.com/{ticket}',
  `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA${'I'.repeat(44)} a`, `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA${'J'.repeat(44)} b`,
  'c'.repeat(40), 'd'.repeat(40), 'http://a.tracing.svc:4317', 'http://b.tracing.svc:4317', 'Deployment', 'ConfigMap',
  'metadata.name', 'metadata.namespace', '0440', '0400',
  'busybox:1.38', 'busybox:1.39', '/tmp', '/work', 'side-a', 'side-b', 'a.example.com/v1', 'b.example.com/v1',
];

/** Values of which at least two may be in the place of a leaf. */
export function valuesFor({ schemas: options }: Leaf): readonly unknown[] {
  return options.flatMap((schema): readonly unknown[] => {
    if (schema.enum !== undefined) return schema.enum;
    if (schema.type === 'boolean') return [false, true];
    if (schema.type === 'number') return [0.25, 0.5];
    if (schema.type === 'integer') return [0, 1, 2, 8081, 9091].map((more) => (schema.minimum ?? 0) + more);
    const { pattern } = schema;
    // What a pattern refuses need not be parsed.
    return pattern === undefined
      ? textsOfManyForms
      : textsOfManyForms.filter((text) => new RegExp(pattern, 'u').test(text));
  });
}

/** Places of a leaf in a document: every name and item that is there, else a new one. */
export function placesOf([key, ...rest]: readonly string[], value: unknown): readonly (readonly (string | number)[])[] {
  if (key === undefined) return [[]];
  return keysAt(value, key).flatMap((one) => placesOf(rest, childOf(value, one)).map((path) => [one, ...path]));
}

function keysAt(value: unknown, key: string): readonly (string | number)[] {
  if (key === '[]') return Array.isArray(value) && value.length > 0 ? [...value.keys()] : [0];
  if (key === '*') return isRecord(value) && Object.keys(value).length > 0 ? Object.keys(value) : ['one'];
  return [key];
}

/** What is there now, in each place of a leaf. */
export function valuesAt(value: unknown, path: readonly string[]): readonly unknown[] {
  return placesOf(path, value).map((place) => place.reduce(childOf, value));
}

function childOf(value: unknown, key: string | number): unknown {
  if (Array.isArray(value)) return typeof key === 'number' ? value[key] : undefined;
  return isRecord(value) ? value[key] : undefined;
}

/** The document with another value in a place. */
export function withValue(document: unknown, [key, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (key === undefined) return value;
  const inside = withValue(childOf(document, key), rest, value);
  if (typeof key !== 'number') return { ...(isRecord(document) ? document : {}), [key]: inside };
  const items: readonly unknown[] = Array.isArray(document) ? document : [];
  return [...items.slice(0, key), inside, ...items.slice(key + 1)];
}

/** Settings are the same in every layer, and how layers are laid is proved elsewhere. */
export function isTriedInService(kind: string, { path: [key = ''] }: Leaf): boolean {
  return kind === 'overlay' ? key in SettingsLayer.shape : kind === 'environment' && key === 'defaults';
}
