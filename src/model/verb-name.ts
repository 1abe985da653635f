/** What a person, a pipeline or a portal may ask for. */
export const verbNames = [
  'create',
  'bump',
  'promote',
  'rollback',
  'scale',
  'hold',
  'resume',
  'set',
  'retire',
  'approve',
  'reject',
  'withdraw',
] as const;
export type VerbName = (typeof verbNames)[number];
