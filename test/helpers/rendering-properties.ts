import * as fc from 'fast-check';

import { effectsOf } from '../../src/effects/effects-of';
import { names } from './effect-properties';
import { renderedTexts } from './rendered-texts';
import { shippedEdits } from './shipped-edits';

/** For edits of the shipped catalog: whatever renders other bytes is told, and the value that was edited is named. */
export function expectEffectsThatExplain(numRuns: number): void {
  const { before, arbitraryEdit } = shippedEdits();
  const textsBefore = renderedTexts(before);

  fc.assert(
    fc.property(arbitraryEdit, ({ after, file, path }) => {
      const rendered = environmentsThatDiffer(textsBefore, renderedTexts(after));

      const { effects } = effectsOf(before, after, rendered);

      for (const [environment, paths] of rendered) {
        const here = effects.filter((effect) => effect.environment === environment || effect.environment === undefined);
        expect(here).not.toEqual([]);
        // An AppProject is one for all environments, so each of them renders it.
        const unshared = paths.filter((one) => !one.startsWith(`argocd/${environment}/bootstrap/`));
        if (unshared.length > 0) expect(here.filter(({ kind }) => kind !== 'rendering')).not.toEqual([]);
      }
      expect(effects.some((effect) => names(effect, file, path))).toBe(true);
    }),
    { numRuns },
  );
}

/** Environments whose files differ, by the folders that hold them. */
function environmentsThatDiffer(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): ReadonlyMap<string, readonly string[]> {
  const differing = [...new Set([...before.keys(), ...after.keys()])].filter(
    (path) => before.get(path) !== after.get(path),
  );
  const byEnvironment = new Map<string, string[]>();
  for (const path of differing) {
    const [, environment] = /^services\/[^/]+\/overlays\/([^/]+)\//.exec(path) ?? /^argocd\/([^/]+)\//.exec(path) ?? [];
    if (environment !== undefined) byEnvironment.set(environment, [...(byEnvironment.get(environment) ?? []), path]);
  }
  return byEnvironment;
}
