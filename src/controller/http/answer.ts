/** What a request is answered with. */
export interface Answer {
  readonly status: number;
  /** Written as JSON, unless it is a text. */
  readonly body: string | Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** A word of ours for metrics and the log: why it was answered so. */
  readonly outcome: string;
}

/** Says no. @param message starts in lower case, and has no secret in it */
export function refusal(
  status: number,
  outcome: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return { status, outcome, body: { error: message }, headers };
}

/** Nothing can be accepted now: the same may be sent again. */
export function unavailable(outcome: string, message: string, seconds: number): Answer {
  return refusal(503, outcome, message, { 'retry-after': String(seconds) });
}
