import type { VerbName } from '../model/verb-name';

/** What somebody asks for. Who it is and how that was proved is no part of it: `delivery` knows. */
export interface ChangeRequest {
  /** Unique for ever: the same run id is one commit. Letters, digits, `-` and `_`; at most 100. */
  readonly runId: string;
  readonly verb: VerbName;
  /** As the schema of the verb takes them. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** Why. @default - nobody said */
  readonly reason?: string | undefined;
  /** Change ticket. @default - none */
  readonly ticket?: string | undefined;
  /** Whether it has to have passed tests. @default false */
  readonly runTests?: boolean | undefined;
  /** Why it is urgent. @default - it is not */
  readonly hotfix?: string | undefined;
  /** Version that has to run wherever it changes a release; else it is refused. @default - whatever runs */
  readonly current?: string | undefined;
}
