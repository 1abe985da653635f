import type { VerbName } from '../model/verb-name';

/**
 * How a fact was proved: by a signature of the person's own key; told by the forge, by the portal's own API, or by Argo CD;
 * by the token of a pipeline; or not at all.
 */
export type ProofKind = 'signed' | 'forge' | 'portal' | 'argocd' | 'token' | 'claimed';

/** Somebody who asks, approves or wrote a commit. */
export interface Actor {
  /**
   * As it was told: an e-mail address; a login of the forge or the portal that tells it; or a key of people.yaml, which counts
   * for a signature only, for somebody else may have a login that is written like it.
   */
  readonly name: string;
  readonly proof: ProofKind;
  /**
   * Teams of platform.yaml that the forge or the portal says; whoever tells it has translated groups. People.yaml says them for
   * whoever is in it. @default none
   */
  readonly teams?: readonly string[];
  /** Whether it is a pipeline. @default false */
  readonly isPipeline?: boolean;
}

/** One answer of a person to one proposal. */
export interface Approval {
  readonly by: Actor;
  readonly answer: 'approve' | 'reject';
  /** Digest of what was looked at (`effectDigest`): another one counts for nothing. */
  readonly of: string;
  /** RFC 3339. */
  readonly at: string;
  readonly comment?: string | undefined;
}

/** A release, as what runs is known by. */
export interface ReleaseId {
  readonly version: string;
  readonly digest?: string | undefined;
}

/** A test run of a release, as CI told it. */
export interface TestResult {
  readonly name: string;
  readonly hasPassed: boolean;
  readonly at: string;
  readonly proof: ProofKind;
}

/** What is known of a release of a service in an environment. */
export interface Evidence {
  readonly service: string;
  readonly environment: string;
  readonly release: ReleaseId;
  /** Since when it has been healthy, assessed after its sync ended. @default - it is not, or nobody has seen it */
  readonly healthySince?: string | undefined;
  /** When it was last degraded, missing or failed. @default - never */
  readonly lastBad?: string | undefined;
  /** When somebody last looked: health counts up to here. */
  readonly observedAt: string;
  /** Whether it runs there now. */
  readonly isCurrent: boolean;
  readonly tests: readonly TestResult[];
}

/** What a ticket system says; `unknown` when it could not be asked, which counts as missing. */
export interface TicketFact {
  readonly ticket: string;
  readonly state: 'approved' | 'refused' | 'unknown';
  /** Why, in the words of the system. */
  readonly detail?: string | undefined;
}

/** All that gates look at besides the two catalogs. */
export interface GateFacts {
  /** RFC 3339. */
  readonly now: string;
  /** What was asked for. @default - an edit by hand */
  readonly verb?: VerbName | undefined;
  /** Who asks. */
  readonly requester: Actor;
  /** Whom the requester acts for, and whoever else has a hand in it: none of them approves. */
  readonly alsoInvolved: readonly Actor[];
  readonly approvals: readonly Approval[];
  /** What the ticket system says of the ticket that the request names. @default - none was named */
  readonly ticket?: TicketFact | undefined;
  /** Of releases that run, and of those that ran, in any environment. */
  readonly evidence: readonly Evidence[];
  /** Whether the request asks for passed tests. */
  readonly wantsTests: boolean;
  /** Why it is urgent. @default - it is not */
  readonly hotfix?: string | undefined;
}
