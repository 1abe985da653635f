import { documents } from '../model/catalog';
import type { DocumentName } from '../model/catalog';
import type { EffectKind } from '../model/effect-kind';
import { decidingLayer } from '../model/layers';
import type { Resolved } from '../model/resolve';
import { isWhole } from '../model/whole-entries';
import type { Effect } from './effect';
import { kindOfLeaf } from './kind-of-leaf';
import { isWithin, leafChanges } from './leaf-changes';
import type { Grain, LeafChange, LeafPath } from './leaf-changes';
import { changeWords } from './show';
import { scaleWords } from './words';

/** Settings that are laid as a whole are told as a whole. */
export const settingsGrain: Grain = { isWhole };

/** What differs in the settings of a placement, when all layers are laid. */
export function settingEffects(before: Resolved, after: Resolved): readonly Effect[] {
  const { service, environment } = after;
  const subject = `${service} in ${environment}`;
  return leafChanges(before.settings, after.settings, settingsGrain).map((change) => ({
    kind: kindOfChange(change),
    service,
    environment,
    document: decidingDocument(before, after, change.path),
    ...change,
    words:
      change.path[0] === 'scale'
        ? scaleWords(before.settings.scale, after.settings.scale, subject)
        : changeWords(change, subject),
  }));
}

/** Changes of a document of settings that no effect tells: a stronger layer says otherwise, or nobody but people reads it. */
export function quietChanges(before: unknown, after: unknown, told: readonly Effect[]): readonly LeafChange[] {
  const isTold = (path: LeafPath): boolean =>
    told.some((effect) => effect.path.length > 0 && isWithin(effect.path, path));
  return leafChanges(before, after, settingsGrain).filter(({ path }) => !isTold(path));
}

/** The file that says a setting, or said it; of a preset, the one that chooses it. */
function decidingDocument(before: Resolved, after: Resolved, path: LeafPath): DocumentName {
  const said = [after, before].map(({ layers }) => decidingLayer(layers, path)?.document);
  return said.find((document) => document !== undefined) ?? documents.service(after.service);
}

/** A mapping that is one value is of the kind of what is in it. */
function kindOfChange({ path, before, after }: LeafChange): EffectKind {
  const [key] = [after, before].flatMap((value) => (isWhole(path) ? keysOf(value) : []));
  return kindOfLeaf('service', path[0] === 'env' && key !== undefined ? [...path, key] : path);
}

function keysOf(value: unknown): readonly string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}
