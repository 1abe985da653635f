import type { ChangeRequest } from '../changes/request';
import type { Act } from '../delivery/act-statement';
import type { Actor } from '../gates/facts';
import type { PortalNames } from '../portal/change-request-of';
import type { PlacementStatus, ServiceStatus } from '../portal/status';
import type { WantedSync } from './argocd/wanted-sync';
import type { Observation } from './observation';

/** A request, and who is behind it. */
export interface AskedChange {
  readonly request: ChangeRequest;
  readonly asker: Actor;
  /** Whoever else has a hand in it: none of them approves. */
  readonly alsoInvolved: readonly Actor[];
  /** Who let the portal send it. They have seen the request, and not what it does: whether that counts is not for us to say. */
  readonly portalApprovers: readonly Actor[];
  /** An e-mail address that nobody has proved, for the author of a commit. @default - none was said */
  readonly claimedEmail?: string | undefined;
  /** It was a proposal before: what somebody has ended meanwhile is not begun again. */
  readonly hasWaited: boolean;
}

/** An answer to what waits. */
export interface ProposalAnswer {
  /** Of the answer itself. */
  readonly runId: string;
  /** Run id of what waits. */
  readonly proposal: string;
  readonly answer: 'approve' | 'reject';
  readonly by: Actor;
  readonly alsoInvolved: readonly Actor[];
  /** Digest of what was looked at. @default - what the proposal does now */
  readonly of?: string | undefined;
  readonly comment?: string | undefined;
}

/** What became of a change. */
export interface ChangeOutcome {
  readonly runId: string;
  /**
   * `later` is for what may be tried again as it is: others were faster, or the remote was not to be reached. All others but
   * `waiting` are final.
   */
  readonly state: 'committed' | 'waiting' | 'refused' | 'unchanged' | 'invalid' | 'rejected' | 'later';
  /** For people: what happens, or what is missing and who can give it. */
  readonly words: string;
  /** What it does, in words: a line for each effect. */
  readonly effects: readonly string[];
  readonly commit?: string | undefined;
  /** Where people look at it. @default - nowhere */
  readonly link?: string | undefined;
  /** What an approval has to be about. @default - it waits for none */
  readonly digest?: string | undefined;
  /** What the portal shows then. */
  readonly placements?: readonly PlacementStatus[] | undefined;
  readonly services?: readonly ServiceStatus[] | undefined;
  /** Syncs that it lets start, of what people sync. @default - Argo CD applies it by itself */
  readonly syncs?: readonly WantedSync[] | undefined;
}

/** Whether an answer was taken, and why not. */
export interface AnswerOutcome {
  readonly runId: string;
  readonly isTaken: boolean;
  readonly words: string;
}

/** What came of answers, and of the proposals that they are about. */
export interface AnswersOutcome {
  readonly answers: readonly AnswerOutcome[];
  readonly proposals: readonly ChangeOutcome[];
}

/**
 * Where requests are decided and carried out. The controller brings them there, and knows nothing of how.
 *
 * Every call may come again, since a process may end between a call and its answer: the same run id is one change, one answer,
 * and has one outcome, for ever. What throws is a fault of the program; what a machine or a network refuses is `later`.
 */
export interface ChangeDoor {
  /** Outcomes in the order of the changes. */
  submitAll(changes: readonly AskedChange[]): Promise<readonly ChangeOutcome[]>;
  answerAll(answers: readonly ProposalAnswer[]): Promise<AnswersOutcome>;
  /**
   * Takes what was seen of what runs. The same may come twice.
   *
   * @returns what the catalog says of the same placements
   */
  observe(observations: readonly Observation[]): Promise<readonly PlacementStatus[]>;
  /** Keeps what people have done in Argo CD by hand. The same may come twice, and is kept once. */
  keepActs(acts: readonly Act[]): Promise<void>;
  /** Looks at everything that waits again: what time alone was missing for goes ahead now. */
  tick(): Promise<readonly ChangeOutcome[]>;
  /** Names of the catalog as it is now. */
  names(): Promise<PortalNames>;
}
