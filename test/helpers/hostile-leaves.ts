import * as z from 'zod';

import { catalogSchemas, type CatalogSchema } from '../../scripts/schemas/catalog-schemas';
import type { FilesOf } from './hostile-files';
import { placesOf, withValue } from './leaf-values';
import { richCatalogs, type CatalogData } from './rich-catalogs';
import { leavesOf, type Leaf } from './schema-leaves';

type Kind = CatalogSchema['name'];

/** The files of a rich catalog. */
const fileOf: Readonly<Record<Kind, string>> = {
  platform: 'catalog/platform.yaml',
  people: 'catalog/people.yaml',
  environment: 'catalog/environments/dev.yaml',
  service: 'catalog/services/web/service.yaml',
  overlay: 'catalog/services/web/dev.yaml',
};

/** JSON is YAML. */
const written = (document: unknown): string => `${JSON.stringify(document)}\n`;

/** Every leaf that a file of the catalog has by its schema, with the text as its value or as the name of what it belongs to. */
export const hostileLeaves: readonly FilesOf[] = catalogSchemas.flatMap((schema) =>
  leavesOf(z.toJSONSchema(schema.schema, { io: 'input', unrepresentable: 'any' })).flatMap((leaf, index) => {
    const data = richCatalogs[index % richCatalogs.length];
    if (data === undefined) throw new Error('there are rich catalogs');
    const isNamed = leaf.path.includes('*');
    return [asValue(data, schema.name, leaf), ...(isNamed ? [asNameOf(data, schema.name, leaf)] : [])];
  }),
);

function asValue(data: CatalogData, kind: Kind, leaf: Leaf): FilesOf {
  const [place = []] = placesOf(leaf.path, data[kind]);
  return (text) => filesOf({ ...data, [kind]: withValue(data[kind], place, text) });
}

function asNameOf(data: CatalogData, kind: Kind, leaf: Leaf): FilesOf {
  const [place = []] = placesOf(leaf.path, data[kind]);
  return (text) => {
    const renamed = place.map((key, index) => (leaf.path[index] === '*' ? text : key));
    return filesOf({ ...data, [kind]: withValue(data[kind], renamed, 'a') });
  };
}

function filesOf(data: CatalogData): Readonly<Record<string, string>> {
  const others = ['api', 'auth', 'mail'].flatMap((name) => [
    [`catalog/services/${name}/service.yaml`, written(data.other)],
    [`catalog/services/${name}/dev.yaml`, written(data.release)],
  ]);
  return {
    ...Object.fromEntries(Object.entries(fileOf).map(([kind, file]) => [file, written(textsOf(data, kind))])),
    ...Object.fromEntries(others),
    'catalog/environments/next.yaml': written(data.otherEnvironment),
  };
}

function textsOf(data: CatalogData, kind: string): unknown {
  return Object.entries(data).find(([name]) => name === kind)?.[1];
}
