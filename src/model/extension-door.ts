import type { Placement } from './placement';

/** An object of a cluster, as plain data. */
export type PlainObject = Readonly<Record<string, unknown>>;

/** What came of an extension. */
export type ExtensionOutcome =
  | { readonly objects: readonly PlainObject[] }
  /** Paths begin in the settings that the extension was told. */
  | { readonly faults: readonly ExtensionFault[] };

/** Something that an extension does not take, or cannot do. */
export interface ExtensionFault {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly hint: string;
}

/** That an extension would have to run, where it may not. */
export class ExtensionNotRun extends Error {
  override readonly name = 'ExtensionNotRun';
}

/** Extensions that nobody has allowed to run: what they make is not known. */
export function closedExtensions(hash: string): ExtensionDoor {
  return {
    hash,
    names: [],
    isClosed: true,
    run: (name) => {
      throw new ExtensionNotRun(`the extension "${name}" is not run`);
    },
  };
}

/** Extensions that may not run where something has to be known of what they make: each is said with what to do. */
export function refusedExtensions(why: string, hint: string): ExtensionDoor {
  return {
    hash: '',
    names: [],
    isClosed: true,
    run: (name) => ({ faults: [{ path: [], message: `the extension "${name}" is not run: ${why}`, hint }] }),
  };
}

/** The extensions of a repository, behind whatever runs them. */
export interface ExtensionDoor {
  /** Hash of all their code: another one may make other objects. */
  readonly hash: string;
  /** Names, in order. */
  readonly names: readonly string[];
  /** Whether none may run. @default false */
  readonly isClosed?: boolean;
  /**
   * Has an extension add or change objects.
   *
   * @param settings what service and overlay tell it
   * @param objects those that are there without it
   */
  readonly run: (
    name: string,
    settings: unknown,
    placement: Placement,
    objects: readonly PlainObject[],
  ) => ExtensionOutcome;
  /** Ends what runs them. @default - nothing does */
  readonly close?: () => void;
}
