import type { Catalog } from '../../src/model/catalog';
import { resolveAll } from '../../src/model/resolve';
import { renderingOf } from '../../src/render/rendering';
import { everything } from '../../src/render/scope';
import { wantedTree } from '../../src/render/wanted-tree';

/** The rendered files of a catalog by path, as every command gets them. */
export function renderedTexts(catalog: Catalog): ReadonlyMap<string, string> {
  const tree = wantedTree({ catalog, resolved: resolveAll(catalog), parsed: new Map() }, everything);
  const { idByPath, textOf } = renderingOf(tree, 'sha1', undefined);
  return new Map([...idByPath.keys()].map((path) => [path, textOf(path) ?? '']));
}
