import type * as z from 'zod';

import type { CatalogEdit } from '../catalog/edit';
import type { Evidence } from '../gates/facts';
import type { Catalog } from '../model/catalog';
import type { Overlay, Release } from '../model/overlay';
import type { VerbName } from '../model/verb-name';

/** A release that ran in an environment, from the records of Git. */
export interface PastRelease {
  readonly service: string;
  readonly environment: string;
  readonly release: Release;
  /** When its commit was made (RFC 3339). */
  readonly at: string;
  /** The overlay as of then. @default - it is not known */
  readonly overlay?: Overlay | undefined;
}

/** What a verb may look at. It reads no clock and no file. */
export interface Known {
  readonly catalog: Catalog;
  /** RFC 3339. */
  readonly now: string;
  /** Who asks, as people.yaml or an e-mail address names them. */
  readonly by: string;
  /** Why, as the request says. @default - nobody said */
  readonly reason?: string | undefined;
  /** Change ticket that the request names. @default - none */
  readonly ticket?: string | undefined;
  /** Whether the request asks for passed tests. @default false */
  readonly runTests?: boolean | undefined;
  readonly evidence: readonly Evidence[];
  /** Newest first. */
  readonly history: readonly PastRelease[];
}

/** What a request leads to. */
export interface Planned {
  /** Empty when the catalog says already what is wanted. */
  readonly edit: CatalogEdit;
  /** Subject of its commit, at most 72 characters: `promote payment-service v1.3.0 to prod`. */
  readonly subject: string;
  /** What was assumed or left out, for whoever asks; each starts in lower case, without a full stop. */
  readonly notes: readonly string[];
}

/** What a field may name in the catalog. */
export type NamedThing = 'service' | 'environment' | 'team' | 'system';

/** Fields that somebody may send. */
export interface VerbExample {
  /** What it does, in words: starts with a capital letter, and ends with a full stop. */
  readonly title: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What somebody may ask for: fields in, an edit out. It knows no gate. */
export interface Verb {
  readonly name: VerbName;
  /** What it does, for help: starts in lower case, without a full stop. */
  readonly summary: string;
  /** What it takes: help, JSON Schema and the check of a body of HTTP are made of it. */
  readonly fields: z.ZodObject;
  /** Fields whose values are names of the catalog, or lists of them: completion and checks are made of it. */
  readonly names: Readonly<Record<string, NamedThing>>;
  readonly examples: readonly VerbExample[];
  /**
   * @param fields as somebody sent them; they are checked here
   * @throws InputError with everything that is wrong with the fields, by themselves and as seen with the catalog; `file` is
   *   `request`
   */
  readonly plan: (fields: unknown, known: Known) => Planned;
}
