/** What a portal calls for. */
export const portalVerbs = ['create', 'promote', 'rollback', 'scale', 'approve', 'reject'] as const;
export type PortalVerb = (typeof portalVerbs)[number];

/** Somebody, as the body of a call says it: a claim, that nobody has proved. */
export interface Claimed {
  readonly email?: string | undefined;
  readonly userId?: string | undefined;
}

/** A call of a portal, whichever form it came in. */
export interface PortalCall {
  readonly verb: PortalVerb;
  /** Names the run at the portal; the same run is the same operation. */
  readonly runId: string;
  /** What it was called on. @default - on nothing, as when something is created */
  readonly entity?: { readonly identifier: string; readonly blueprint?: string | undefined } | undefined;
  /** What was filled in. */
  readonly properties: Readonly<Record<string, unknown>>;
  readonly claimed: Claimed;
}

/** Where the controller takes the calls of a verb. */
export function webhookPath(verb: PortalVerb): string {
  return `/webhooks/${verb === 'create' ? 'create-microservice' : verb}`;
}
