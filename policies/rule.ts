/** A resource as the engine is about to make it. */
export interface Resource {
  /** `kubernetes:core/v1:Namespace`. */
  readonly type: string;
  readonly name: string;
  readonly inputs: Inputs;
  /** Whether Pulumi refuses to delete it. */
  readonly isProtected: boolean;
  /** Inputs of its provider. @default - it has none, or the default one */
  readonly provider?: Inputs | undefined;
}

export type Inputs = Readonly<Record<string, unknown>>;

/** What holds for every resource of the platform. */
export interface PolicyRule {
  readonly name: string;
  /** What holds, and why, in a sentence. */
  readonly description: string;
  /** Says what is wrong, and what to do: one text for each thing. */
  readonly check: (resource: Resource) => Iterable<string>;
}

/** Type of a release of Helm. */
export const releaseType = 'kubernetes:helm.sh/v3:Release';

/** Visits every text below a value, with its path. */
export function* textsBelow(
  value: unknown,
  path: readonly string[] = [],
): Iterable<{ path: readonly string[]; text: string }> {
  if (typeof value === 'string') yield { path, text: value };
  else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) yield* textsBelow(inner, [...path, key]);
  }
}
