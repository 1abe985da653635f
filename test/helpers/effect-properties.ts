import * as fc from 'fast-check';

import { loadCatalog } from '../../src/catalog/load';
import { textsSource } from '../../src/catalog/texts-source';
import type { Effect } from '../../src/effects/effect';
import { effectsOf } from '../../src/effects/effects-of';
import { environmentsAsked, questionsOf } from '../../src/gates/questions';
import type { Catalog } from '../../src/model/catalog';
import { factsOf } from '../gates/a-question';
import { arbitraryCatalog, type CatalogFiles } from './arbitrary-catalog';

/** For catalogs that are read twice: nothing differs. */
export function expectNothingOfTheSame(numRuns: number): void {
  fc.assert(
    fc.property(arbitraryCatalog(), (files) => {
      const { effects } = effectsOf(catalogOf(files), catalogOf(files), new Map());

      expect(effects).toEqual([]);
    }),
    { numRuns },
  );
}

/** For two catalogs: of those that differ something is said, in a stable order and in one line. */
export function expectSomethingOfOthers(numRuns: number): void {
  fc.assert(
    fc.property(arbitraryCatalog(), arbitraryCatalog(), (one, other) => {
      const [before, after] = [catalogOf(one), catalogOf(other)];

      const { effects } = effectsOf(before, after, new Map());
      const again = effectsOf(catalogOf(reversed(one)), catalogOf(reversed(other)), new Map());

      expect(effects.length > 0).toBe(JSON.stringify(sorted(before)) !== JSON.stringify(sorted(after)));
      expect(again.effects).toEqual(effects);
      expect(effects.filter(({ words }) => words === '' || /[\p{Cc}\p{Zl}\p{Zp}]/u.test(words))).toEqual([]);
    }),
    { numRuns },
  );
}

/** For two catalogs and any rendered files that differ: what is found explains all of them, so gates have nothing to add. */
export function expectAllExplained(numRuns: number): void {
  fc.assert(
    fc.property(arbitraryCatalog(), arbitraryCatalog(), fc.infiniteStream(fc.boolean()), (one, other, differs) => {
      const [before, after] = [catalogOf(one), catalogOf(other)];
      const names = [...new Set([...before.environments.keys(), ...after.environments.keys()])];
      const services = [...new Set([...before.services.keys(), ...after.services.keys()])];
      const pathsOf = (environment: string): readonly string[] => [
        `argocd/${environment}/baseline/namespace.yaml`,
        ...services.map((service) => `services/${service}/overlays/${environment}/deployment-${service}.yaml`),
      ];
      const isPicked = (): boolean => differs.next().value;
      const rendered = new Map(names.map((name) => [name, pathsOf(name).filter(isPicked)]));

      const effects = effectsOf(before, after, rendered);
      const asked = questionsOf(before, effects, factsOf()).flatMap((question) => question.effects);

      expect(asked.filter((effect) => !effects.effects.includes(effect))).toEqual([]);
      for (const [name, paths] of rendered)
        if (paths.length > 0) expect(environmentsAsked(before, effects)).toContain(name);
    }),
    { numRuns },
  );
}

/** Whether an effect is about a place of a file: the place, what is around it, or what is in it. */
export function names(effect: Effect, file: string, place: readonly (string | number)[]): boolean {
  const [path, edited] = [effect.path, place].map((keys) => (keys[0] === 'defaults' ? keys.slice(1) : keys));
  if (path === undefined || edited === undefined || path.length === 0) return false;
  const depth = Math.min(path.length, edited.length);
  return effect.document === file && path.slice(0, depth).join('/') === edited.slice(0, depth).join('/');
}

function catalogOf(files: CatalogFiles): Catalog {
  // JSON is YAML.
  const texts = Object.entries(files).map(([path, data]): [string, string] => [path, JSON.stringify(data)]);
  return loadCatalog(textsSource('catalog', new Map(texts))).catalog;
}

function reversed(files: CatalogFiles): CatalogFiles {
  return Object.fromEntries(Object.entries(files).reverse());
}

/** Plain data with its keys in order: of two catalogs that say the same, one text. */
export function sorted(value: unknown): unknown {
  if (value instanceof Map) return sorted(Object.fromEntries(value));
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, one]) => [key, sorted(one)]);
}
