import * as z from 'zod';

import { Environment } from '../../src/model/environment';
import { Overlay } from '../../src/model/overlay';
import { Platform } from '../../src/model/platform';
import { Service } from '../../src/model/service';
import { SettingsLayer } from '../../src/model/settings';
import { renderedTexts } from '../helpers/rendered-texts';
import { catalogOf } from '../helpers/catalog-of-data';
import { placesOf, valuesAt, withValue } from '../helpers/leaf-places';
import { richCatalogs, textsOfManyForms } from '../helpers/rich-catalogs';
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
      const renderings = new Set<string>();
      let tried = 0;
      for (const value of valuesFor(leaf)) {
        const catalog = catalogOf({ ...data, [kind]: withValue(document, path, value) });
        if (catalog === undefined) continue;
        renderings.add([...renderedTexts(catalog)].flat().join('\n'));
        tried++;
        if (renderings.size > 1 || tried === enough) break;
      }
      return renderings.size > 1;
    });
  });
}

function valuesFor({ schemas: options }: Leaf): readonly unknown[] {
  return options.flatMap((schema): readonly unknown[] => {
    if (schema.enum !== undefined) return schema.enum;
    if (schema.type === 'boolean') return [false, true];
    if (schema.type === 'number') return [0.25, 0.5];
    if (schema.type === 'integer') return [0, 1, 2, 8081, 9091].map((more) => (schema.minimum ?? 0) + more);
    return textsOfManyForms;
  });
}
