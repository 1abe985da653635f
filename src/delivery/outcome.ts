import type { Effect } from '../effects/effect';
import type { Decision } from '../gates/decision';
import type { Problem } from '../model/problem';
import type { TouchedApplication } from './touched-applications';

/** What became of a request. */
export type Outcome =
  | {
      /** It is in a commit of the branch; or on a branch of its own, for a pull request. */
      readonly state: 'committed';
      readonly runId: string;
      readonly commit: string;
      /** When it was committed (RFC 3339). */
      readonly at: string;
      /** It was there already, when it was asked for once more. @default - it was committed now */
      readonly isEarlier?: boolean | undefined;
      /** @default - the branch that Argo CD follows */
      readonly branch?: string | undefined;
      readonly effects: readonly Effect[];
      readonly decision: Decision;
      readonly subject: string;
      /** Applications of Argo CD that apply it. */
      readonly touched: readonly TouchedApplication[];
    }
  | {
      /** It waits for approvals, for time, for evidence. */
      readonly state: 'waiting';
      readonly runId: string;
      readonly effects: readonly Effect[];
      readonly decision: Decision;
      /** What approvals have to be about. */
      readonly digest: string;
      readonly subject: string;
    }
  | {
      readonly state: 'refused';
      readonly runId: string;
      readonly effects: readonly Effect[];
      readonly decision: Decision;
      readonly subject: string;
    }
  | {
      /** The catalog says it already; there is no commit. */
      readonly state: 'unchanged';
      readonly runId: string;
      readonly subject: string;
    }
  | {
      /** It was asked wrongly, or cannot be done on this catalog. */
      readonly state: 'invalid';
      readonly runId: string;
      readonly problems: readonly Problem[];
    }
  | {
      /** Git's remote refuses the commit. */
      readonly state: 'rejected';
      readonly runId: string;
      readonly words: string;
    };

/** Why a proposal cannot be made any more. */
export function whyUnmade(outcome: Outcome | undefined): string {
  switch (outcome?.state) {
    case 'invalid':
      return outcome.problems.map(({ message }) => message).join('; ');
    case 'unchanged':
      return 'the catalog says it already';
    default:
      return 'it is gone';
  }
}
