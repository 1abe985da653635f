import * as fc from 'fast-check';

import type { Table } from './table';

/** What somebody does. */
export interface Step {
  readonly kind: string;
  readonly play: (table: Table) => Promise<void>;
  /** What a red run shows. */
  readonly [fc.toStringMethod]: () => string;
}

/** Something that people do, with fields of its own. */
export interface StepKind<Fields> {
  readonly kind: string;
  /** A step of a written story. */
  readonly of: (fields: Fields) => Step;
  /** Steps as they come, and how often. */
  readonly any: { readonly weight: number; readonly arbitrary: fc.Arbitrary<Step> };
}

/** Makes a kind of step. @param weight how often it comes beside others */
export function stepKind<Fields>(
  kind: string,
  weight: number,
  fields: fc.Arbitrary<Fields>,
  play: (fields: Fields, table: Table) => Promise<void>,
): StepKind<Fields> {
  const of = (said: Fields): Step => ({
    kind,
    play: async (table) => await play(said, table),
    [fc.toStringMethod]: () => `${kind} ${JSON.stringify(said)}`,
  });
  return { kind, of, any: { weight, arbitrary: fields.map(of) } };
}

/** People of the model: one of the owners, two SREs, and somebody whom nobody knows. */
export const people = ['dev', 'sre-one', 'sre-two', 'stranger'] as const;
export type Who = (typeof people)[number];

/** Environments, in the order of releases. */
export const places = ['dev', 'staging', 'prod'] as const;
export type Where = (typeof places)[number];

/** Fields that many steps have. */
export const some = {
  who: fc.constantFrom(...people),
  where: fc.constantFrom(...places),
  version: fc.integer({ min: 1, max: 3 }),
  /** True three times of four. */
  mostly: fc.integer({ min: 0, max: 3 }).map((one) => one > 0),
  /** Mostly the service that has a history. */
  service: fc.integer({ min: 0, max: 5 }).map((one) => (one > 0 ? 'web' : 'extra')),
  which: fc.nat(3),
  hours: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
};
