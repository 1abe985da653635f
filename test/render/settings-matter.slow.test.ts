import * as z from 'zod';

import { Environment } from '../../src/model/environment';
import { Overlay } from '../../src/model/overlay';
import { Platform } from '../../src/model/platform';
import { Service } from '../../src/model/service';
import { InputError } from '../../src/model/problem';
import { isRecord } from '../../src/problems/schema-at';
import { isTriedInService, placesOf, richCatalogOf, valuesAt, valuesFor, withValue } from '../helpers/leaf-values';
import { renderedTexts } from '../helpers/rendered-texts';
import { richCatalogs, type CatalogData } from '../helpers/rich-catalogs';
import { leavesOf, nameOfLeaf, type Leaf } from '../helpers/schema-leaves';

/** What changes no rendered object, and why it is there all the same. */
const withoutEffect: Readonly<Record<string, string>> = {
  'platform: owners.[]': 'CODEOWNERS has them, which is no object',
  'platform: repository.foldRendered': '.gitattributes has it, which is no object',
  'platform: teams.*.owners.[]': 'CODEOWNERS has them, which is no object',
  'platform: access.readers.[]': 'the Pulumi program gives them a role of Argo CD',
  'platform: secrets.places.[]': 'it says what services may take of the store',
  'platform: secrets.mounts.[]': 'it says what External Secrets cuts off keys',
  'platform: secrets.stores.[]': 'it says what services may bring to take secrets',
  'platform: secrets.copiers.[]': 'it says by what services may have Secrets copied',
  'platform: systems.*.description': 'people read it in the catalog',
  'environment: aliases.[]': 'commands and portals find the environment by them',
  'environment: releaseTags': 'commits get tags',
  'environment: subjects.*': 'first lines of commits',
  'environment: imageSignatures.policies.[]': 'the doctors look for them on the cluster',
  'service: description': 'people read it in the catalog',
  'service: template': 'people read it in the catalog',
  'service: egress.[].description': 'people read it in the catalog',
};

/** What only gates look at, and renders nothing: neither Argo CD nor the cluster hears of it. */
const onlyForGates: Readonly<Record<string, string>> = {
  'platform: gates': 'what a change needs',
  'platform: tickets': 'where tickets are looked up',
  'platform: attesters': 'whose signature says what',
  'platform: teams.*.hold': 'nothing of the team is released',
  'environment: gates': 'what a change needs here',
  'environment: hold': 'nothing is released here',
  'environment: delivery': 'how an allowed change gets into the branch',
  'environment: freezes.[].from': 'Argo CD knows recurring freezes alone',
  'environment: freezes.[].until': 'Argo CD knows recurring freezes alone',
  'overlay: hold': 'no release gets here',
  'overlay: scaleUntil': 'what ends by itself is found by whoever has a clock',
  'overlay: release.source': 'what a release was built from',
  'overlay: release.irreversible': 'who goes back is told',
};

/** What is tried elsewhere, as no value of it is right by itself. */
const triedElsewhere: Readonly<Record<string, string>> = {
  'service: patches': 'test/customize: a patch has to fit its object',
  'overlay: patches': 'test/customize: a patch has to fit its object',
  'environment: cluster.apiVersions': 'test/software: only templates of charts ask for them',
  'service: chart': 'test/software: Helm renders it',
  'service: kustomization': 'test/software: kustomize builds it',
  'service: values': 'test/software: Helm renders them',
  'overlay: values': 'test/software: Helm renders them',
  'service: extensions': 'test/extensions: code of the repository reads them',
  'overlay: extensions': 'test/extensions: code of the repository reads them',
};

const schemas = { platform: Platform, environment: Environment, service: Service, overlay: Overlay };
type Kind = keyof typeof schemas;

const leaves = (['platform', 'environment', 'service', 'overlay'] as const).flatMap((kind) =>
  leavesOf(z.toJSONSchema(schemas[kind], { io: 'input', unrepresentable: 'any' }))
    .filter((leaf) => !isTriedInService(kind, leaf))
    .map((leaf): [name: string, kind: Kind, leaf: Leaf] => [`${kind}: ${nameOfLeaf(leaf)}`, kind, leaf]),
);

const rendered = leaves.filter(
  ([name]) =>
    !(name in withoutEffect) &&
    !Object.keys({ ...onlyForGates, ...triedElsewhere }).some((prefix) => name.startsWith(prefix)),
);

test.each(rendered)('%s changes what is rendered', (_, kind, leaf) => {
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

test('what only gates look at is in a schema, and a catalog without it renders the same', () => {
  const known = Object.keys({ ...onlyForGates, ...triedElsewhere });
  const unknown = known.filter((prefix) => !leaves.some(([name]) => name.startsWith(prefix)));
  const renderings = richCatalogs.map((data) => [data, withoutGates(data)].map(renderingOf));

  expect(unknown).toEqual([]);
  expect(renderings.filter(([rich, bare]) => rich === undefined || rich !== bare)).toEqual([]);
  expect(richCatalogs.filter((data) => !/"gates".*"hold".*"source"/.test(JSON.stringify(data)))).toEqual([]);
});

const keysForGates: ReadonlySet<string> = new Set([
  'gates',
  'tickets',
  'attesters',
  'hold',
  'scaleUntil',
  'source',
  'irreversible',
]);

function withoutGates(data: CatalogData): CatalogData {
  const isOnce = (item: unknown): boolean => isRecord(item) && 'from' in item && 'until' in item;
  return JSON.parse(JSON.stringify(data), (key, value: unknown) => {
    if (keysForGates.has(key) || value === 'pull-request') return undefined;
    return Array.isArray(value) ? value.filter((item) => !isOnce(item)) : value;
  });
}

function renderingOf(data: CatalogData): string | undefined {
  const catalog = richCatalogOf(data);
  if (catalog === undefined) return undefined;
  try {
    return [...renderedTexts(catalog)].flat().join('\n');
  } catch (error) {
    // Patches that hit nothing with this value make no catalog, either.
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

const renderingByRich = new Map<CatalogData, string | undefined>();

/** What a catalog becomes before a leaf of it has another value. */
function renderingOfRich(data: CatalogData): string | undefined {
  if (!renderingByRich.has(data)) renderingByRich.set(data, renderingOf(data));
  return renderingByRich.get(data);
}

/** Values that are tried in one place before it is said that they change nothing. */
const enough = 4;

/** Whether there is a catalog in which two values of a leaf make two renderings. */
function changesRendering(kind: Kind, leaf: Leaf): boolean {
  return richCatalogs.some((data) => {
    const document: unknown = data[kind];
    if (!leaf.choices.every(({ path, value }) => valuesAt(document, path).includes(value))) return false;
    return placesOf(leaf.path, document).some((path) => {
      const renderings = new Set([renderingOfRich(data)]);
      let tried = 0;
      for (const value of valuesFor(leaf)) {
        const rendering = renderingOf({ ...data, [kind]: withValue(document, path, value) });
        if (rendering === undefined) continue;
        renderings.add(rendering);
        tried++;
        if (renderings.size > 1 || tried === enough) break;
      }
      return renderings.size > 1;
    });
  });
}
