/**
 * What an effect may be about: the word that gates are written for. Every leaf of the catalog's schemas is of one kind, and
 * `rendering` is what changes rendered files without any leaf, such as a new version of the renderer.
 */
export const effectKinds = [
  'release',
  'scale',
  'setting',
  'exposure',
  'access',
  'secret',
  'storage',
  'service',
  'environment',
  'gates',
  'people',
  'freeze',
  'hold',
  'rendering',
] as const;
export type EffectKind = (typeof effectKinds)[number];

/** What deploys nothing: it is about who may change what, and when. Other bytes beside it have another reason. */
export const deployingNothing: ReadonlySet<EffectKind> = new Set<EffectKind>(['gates', 'people', 'freeze', 'hold']);
