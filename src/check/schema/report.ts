import type { Path } from '../../manifests/manifest';
import type { Severity } from '../finding';

/** Ids of the rules that are answered by one walk over an object. */
export type SchemaRuleId =
  | 'unknown-kind'
  | 'unknown-field'
  | 'wrong-type'
  | 'missing-field'
  | 'value-not-allowed'
  | 'duplicate-list-key'
  | 'removed-api'
  | 'deprecated-api';

/** Something that an API server has against an object. */
export interface SchemaReport {
  readonly rule: SchemaRuleId;
  readonly path: Path;
  /** @see Finding.message */
  readonly message: string;
  readonly hint?: string;
  /** @default - that of the rule */
  readonly severity?: Severity;
}
