import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { loadCatalog } from '../../src/catalog/load';
import { textsSource } from '../../src/catalog/texts-source';
import type { Catalog } from '../../src/model/catalog';
import { renderedTexts } from '../helpers/rendered-texts';
import { objectsOf, shippedCatalog } from '../helpers/shipped-catalog';
import type { RenderedObject } from '../helpers/shipped-catalog';

/** A service of automatic environments that the catalog has people sync. */
export const handedToPeople = 'user-service';

/** The shipped catalog, rendered, with what a catalog may say besides and Prometheus sees: a service that people sync. */
export function watchedCatalog(): { readonly catalog: Catalog; readonly objects: ReadonlyMap<string, RenderedObject> } {
  const texts = new Map(
    readdirSync(shippedCatalog, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.yaml'))
      .map((path) => [path, readFileSync(join(shippedCatalog, path), 'utf8')]),
  );
  const path = `services/${handedToPeople}/service.yaml`;
  texts.set(path, `${texts.get(path)}autoSync: false\n`);
  const { catalog } = loadCatalog(textsSource('catalog', texts));
  return { catalog, objects: objectsOf(renderedTexts(catalog)) };
}
