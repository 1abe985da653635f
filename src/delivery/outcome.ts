import type { Effect } from '../effects/effect';
import type { Decision } from '../gates/decision';
import type { Actor } from '../gates/facts';
import type { Problem } from '../model/problem';
import type { TouchedApplication } from './touched-applications';

/** What every decision says of a request. */
interface Said {
  readonly runId: string;
  readonly effects: readonly Effect[];
  readonly decision: Decision;
  readonly subject: string;
  /** Who asks, and how that was proved. */
  readonly requester: Actor;
}

/** What became of a request. */
export type Outcome =
  | (Said & {
      /** It is in a commit of the branch that Argo CD follows. */
      readonly state: 'committed';
      readonly commit: string;
      /** When it was committed (RFC 3339). */
      readonly at: string;
      /** It was there already, when it was asked for once more. @default - it was committed now */
      readonly isEarlier?: boolean | undefined;
      /** Applications of Argo CD that apply it. */
      readonly touched: readonly TouchedApplication[];
    })
  | (Said & {
      /** It is in a commit on a branch of its own: somebody opens a pull request, and the forge merges what gates allow. */
      readonly state: 'branched';
      /** Empty when nothing was committed: it was only looked at. */
      readonly commit: string;
      readonly branch: string;
      /** It was there already, when it was asked for once more. @default - it was made now */
      readonly isEarlier?: boolean | undefined;
      /** What approvals have to be about. */
      readonly digest: string;
    })
  | (Said & {
      /** It waits for approvals, for time, for evidence. */
      readonly state: 'waiting';
      /** What approvals have to be about. */
      readonly digest: string;
    })
  | (Said & {
      /** Whoever asks commits it himself, in a work tree; this is what gates will say. */
      readonly state: 'by hand';
    })
  | (Said & { readonly state: 'refused' })
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
