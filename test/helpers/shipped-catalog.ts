import { join } from 'node:path';

import { load } from 'js-yaml';

import { folderSource } from '../../src/catalog/folder-source';
import { loadCatalog } from '../../src/catalog/load';
import { place } from '../../src/model/place';
import { codeOwners } from '../../src/render/owners';
import { renderedTexts } from './rendered-texts';

/** The folder of the catalog that this package ships: the five systems of the sources. */
export const shippedCatalog = join(__dirname, '..', '..', 'catalog');

/** A Kubernetes object as a test reads it from YAML. */
export interface RenderedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  // Tests ask for whatever field they are about; what is not there is undefined, and fails them.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly [field: string]: any;
}

/** The shipped catalog, rendered once, in memory. */
export function renderShippedCatalog() {
  const { catalog } = loadCatalog(folderSource(shippedCatalog));
  const placements = place(catalog);
  const texts = renderedTexts(catalog);
  return { catalog, placements, texts, objects: objectsOf(texts), codeOwners: codeOwners(catalog) };
}

/** Objects of a rendered tree, by path. */
export function objectsOf(texts: ReadonlyMap<string, string>): ReadonlyMap<string, RenderedObject> {
  return new Map([...texts].map(([path, text]) => [path, readObject(text)]));
}

function readObject(text: string): RenderedObject {
  const value: unknown = load(text);
  if (!isObject(value)) throw new Error('a file is no Kubernetes object');
  return value;
}

function isObject(value: unknown): value is RenderedObject {
  return typeof value === 'object' && value !== null && 'kind' in value;
}
