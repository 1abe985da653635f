import type { KindFacts, SchemaOf } from './schema';

/** First words of a file of schemas. Another number is another format. */
export const storedFormat = 'slipway manifest schemas 1';

/**
 * Content of a file of schemas: this as JSON, compressed by brotli. What stands in several places is a definition.
 *
 * The object of each kind is `kinds['apps/v1 Deployment']`; nobody has to read the definitions that it does not lead to.
 */
export interface StoredSchemas {
  readonly format: typeof storedFormat;
  /** What they were made from: `k8s.io/kubernetes v1.36.3`. */
  readonly sources: readonly string[];
  /** Minor version of the server whose built-in kinds these are: `1.36`. */
  readonly kubernetes?: string;
  readonly kinds: Readonly<Record<string, StoredKind>>;
  readonly definitions: readonly StoredSchema[];
}

export interface StoredKind extends KindFacts {
  readonly schema: StoredSchema | Reference;
}

export interface StoredSchema extends SchemaOf<StoredSchema | Reference> {}

/** Stands for a definition: its place in `definitions`. */
export interface Reference {
  readonly $ref: number;
}

/** Names a kind in a version, as people write it: `v1 Service`, `apps/v1 Deployment`. */
export function kindName(apiVersion: string, kind: string): string {
  return `${apiVersion} ${kind}`;
}
