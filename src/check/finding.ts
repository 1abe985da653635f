import type { Path } from '../manifests/manifest';

/**
 * How much a finding matters. `error`: it will not work, or it is dangerous; `warning`: it will hurt some day;
 * `info`: it could be better. Errors and warnings make `slipway check` fail.
 */
export type Severity = 'error' | 'warning' | 'info';

/** The object that a finding is about. */
export interface FindingObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
}

/** One change of a file that mends a finding. */
export interface Fix {
  readonly path: Path;
  /** What is to be there instead. @default - what is there is removed */
  readonly value?: unknown;
}

/** Something that a rule has found. */
export interface Finding {
  /** Id of the rule. */
  readonly rule: string;
  readonly severity: Severity;
  readonly file: string;
  /** 1-based; absent when it is about the whole file. */
  readonly line?: number;
  /** 1-based. */
  readonly column?: number;
  /** Absent when the file has no object that could be read. */
  readonly object?: FindingObject;
  /** Where in the object. Empty for all of it. */
  readonly path: Path;
  /** What is wrong, with the value, starting in lower case and without a full stop. */
  readonly message: string;
  /** What to do. */
  readonly hint?: string;
  /** Edits that mend it without changing what was meant. @default - a person has to decide */
  readonly fix?: readonly Fix[];
}
