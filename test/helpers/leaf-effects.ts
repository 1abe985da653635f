import * as z from 'zod';

import { catalogSchemas } from '../../scripts/schemas/catalog-schemas';
import type { Effect } from '../../src/effects/effect';
import { effectsOf } from '../../src/effects/effects-of';
import type { Catalog } from '../../src/model/catalog';
import { InputError } from '../../src/model/problem';
import { names, sorted } from './effect-properties';
import { isTriedInService, placesOf, richCatalogOf, valuesAt, valuesFor, withValue } from './leaf-values';
import { renderedTexts } from './rendered-texts';
import { richCatalogs } from './rich-catalogs';
import { leavesOf, nameOfLeaf, type Leaf } from './schema-leaves';

type Kind = (typeof catalogSchemas)[number]['name'];

const leaves = catalogSchemas.flatMap(({ name, schema }) =>
  leavesOf(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })).map(
    (leaf): [title: string, kind: Kind, leaf: Leaf] => [`${name}: ${nameOfLeaf(leaf)}`, name, leaf],
  ),
);

/** The files of the rich catalogs. */
const files: Readonly<Record<Kind, string>> = {
  platform: 'platform.yaml',
  people: 'people.yaml',
  environment: 'environments/dev.yaml',
  service: 'services/web/service.yaml',
  overlay: 'services/web/dev.yaml',
};

/**
 * Of two environments one can wait for the other, in one way; a ticket has a prefix where these catalogs say one; what a scale returns to is one value, whoever owns it; there is one
 * medium besides the disk.
 */
const withoutTwoValues =
  /gates\.after\.\[\]$|gates\.(?:hotfix\.)?ticket\.pattern$|scaleUntil\.back\.\S+ \(.* (?:hpa|keda)\b.*\)$|emptyDir\.medium$/;

/** Software needs files besides: test/effects/data-effects.test.ts. */
const ofSoftware = /^service: (?:chart|kustomization)\.|: values\./;

/** Leaves of the schemas of the catalog that can have another value, by name. */
export const triedLeaves = leaves.filter(
  ([title, kind, leaf]) => !isTriedInService(kind, leaf) && !withoutTwoValues.test(title) && !ofSoftware.test(title),
);

/** Another value of a leaf is an effect that names it, and the way back is the same effect backwards. */
export function expectNamedLeaf(kind: Kind, leaf: Leaf): void {
  const edited = twoValuesOf(kind, leaf);
  if (edited === undefined) throw new Error('no rich catalog can have two values there');
  const { before, after, path } = edited;

  const there = effectsOf(before, after, new Map()).effects;
  const back = effectsOf(after, before, new Map()).effects;

  expect(there.some((effect) => names(effect, files[kind], path))).toBe(true);
  expect(back.map(backwards)).toEqual(there.map(({ words: _words, ...effect }) => effect));
  expectExplained(before, after, path);
}

/** Their effect is on the service that says it, and the bytes are elsewhere: those are asked for as a rendering. */
const seenElsewhere = /(?:^|\/)(?:autoSync|variants\/\d+)$/;

/** Whatever is rendered otherwise is explained, and by what may deploy it: who may change what, and when, is in AppProjects alone. */
function expectExplained(before: Catalog, after: Catalog, path: readonly (string | number)[]): void {
  const paths = differingIn(before, after);
  if (paths === undefined) return;
  const { effects } = effectsOf(before, after, paths);
  const rules = new Set<string>(['gates', 'people', 'freeze', 'hold']);

  if (!seenElsewhere.test(path.join('/'))) expect(effects.filter(({ kind }) => kind === 'rendering')).toEqual([]);
  if (effects.every(({ kind }) => rules.has(kind)))
    expect([...paths.values()].flat().filter((path) => !path.includes('/bootstrap/app-project-'))).toEqual([]);
}

/** Rendered files that differ, by environment; undefined where a patch no longer fits, or code is not there, so that one of them renders nothing. */
function differingIn(before: Catalog, after: Catalog): ReadonlyMap<string, readonly string[]> | undefined {
  const [was, is] = [before, after].map(renderedIfAny);
  if (was === undefined || is === undefined) return undefined;
  const paths = [...new Set([...was.keys(), ...is.keys()])].filter((path) => was.get(path) !== is.get(path));
  const names = [...new Set([...before.environments.keys(), ...after.environments.keys()])];
  const isOf = (name: string): RegExp => new RegExp(`^(?:argocd/${name}/|services/[^/]+/overlays/${name}/)`);
  return new Map(names.map((name) => [name, paths.filter((path) => isOf(name).test(path))]));
}

/** Two catalogs that differ in one value of a leaf, and where in the document it is. */
function twoValuesOf(
  kind: Kind,
  leaf: Leaf,
): { readonly before: Catalog; readonly after: Catalog; readonly path: readonly (string | number)[] } | undefined {
  for (const data of richCatalogs) {
    const document: unknown = data[kind];
    if (!leaf.choices.every(({ path, value }) => valuesAt(document, path).includes(value))) continue;
    for (const path of placesOf(leaf.path, document)) {
      const found = new Map<string, Catalog>();
      for (const value of valuesFor(leaf)) {
        const catalog = richCatalogOf({ ...data, [kind]: withValue(document, path, value) });
        if (catalog !== undefined) found.set(JSON.stringify(sorted(catalog)), catalog);
        const [before, after] = found.values();
        if (before !== undefined && after !== undefined) return { before, after, path };
      }
    }
  }
  return undefined;
}

function renderedIfAny(catalog: Catalog): ReadonlyMap<string, string> | undefined {
  try {
    return renderedTexts(catalog);
  } catch (error) {
    if (
      error instanceof InputError &&
      error.problems.every(({ path }) => path.includes('patches') || path.includes('extensions'))
    )
      return undefined;
    throw error;
  }
}

function backwards({ words: _words, before, after, ...effect }: Effect): object {
  return { ...effect, before: after, after: before };
}
