import * as z from 'zod';

import { boundedText } from '../../http/bounded-text';
import { tokenCall } from '../../portal/port/calls';
import type { PortApiCall } from '../../portal/port/calls';
import { RateGate } from './rate-gate';

/** Port does not answer, or not now: the same call may go through later. */
export class PortUnavailable extends Error {
  override readonly name = 'PortUnavailable';

  constructor(
    message: string,
    /** Not before so many milliseconds. @default - as soon as one likes */
    readonly afterMilliseconds = 0,
  ) {
    super(message);
  }
}

/** What Port has answered. */
export interface PortAnswer {
  readonly status: number;
  /** JSON, or undefined for what is none. */
  readonly body: unknown;
}

/** How Port's API is reached. */
export interface PortApiOptions {
  /** `https://api.port.io`, or that of another region. */
  readonly baseUrl: string;
  readonly client: () => { readonly id: string; readonly secret: string } | undefined;
  readonly now: () => number;
}

/** What Port has given us to call with. */
interface Pass {
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly endsAt: number;
}

const Token = z.looseObject({ accessToken: z.string().min(1), expiresIn: z.number().positive() });

/** A call that takes longer has failed, in milliseconds. */
const longestCall = 10_000;
/** A token is renewed so long before it ends, in milliseconds. */
const beforeItEnds = 60_000;
/** Characters of an answer that are read. */
const longestAnswer = 1_048_576;

/** Port's API: one token for all calls, Port's limits, and no call without an end. */
export class PortApi {
  private readonly gate: RateGate;
  private pass: Pass | undefined;
  private renewal: Promise<Pass> | undefined;

  constructor(private readonly options: PortApiOptions) {
    this.gate = new RateGate(options.now);
  }

  /**
   * @returns whatever Port has answered that is no matter of time
   * @throws PortUnavailable for no answer, 429 and 5xx
   */
  async send(call: PortApiCall): Promise<PortAnswer> {
    const pass = await this.currentPass();
    const answer = await this.fetch(call, pass);
    if (answer.status !== 401) return answer;
    // It ended early, or somebody has revoked it: once more with a new one. Of many calls that hear so, the last ones find it there.
    if (this.pass === pass) this.pass = undefined;
    const again = await this.fetch(call, await this.currentPass());
    if (again.status === 401) throw new PortUnavailable('Port does not take our token', longestCall);
    return again;
  }

  /** Calls that come while a token is asked for wait for the same one. */
  private async currentPass(): Promise<Pass> {
    const { now } = this.options;
    if (this.pass !== undefined && now() < this.pass.endsAt - beforeItEnds) return this.pass;
    this.renewal ??= this.renew().finally(() => {
      this.renewal = undefined;
    });
    return await this.renewal;
  }

  private async renew(): Promise<Pass> {
    const { client, now } = this.options;
    const { id, secret } = client() ?? {};
    if (id === undefined || secret === undefined)
      throw new PortUnavailable('there is no client of the portal', longestCall);
    const { status, body } = await this.fetch(tokenCall(id, secret), undefined);
    const { data } = Token.safeParse(body);
    if (data === undefined) throw new PortUnavailable(`Port gives no token: it answers ${status}`, longestCall);
    this.pass = { text: data.accessToken, endsAt: now() + data.expiresIn * 1000 };
    return this.pass;
  }

  private async fetch({ method, path, body, limit }: PortApiCall, pass: Pass | undefined): Promise<PortAnswer> {
    const wait = this.gate.take(limit);
    if (wait > 0) throw new PortUnavailable('calls would be above the limit of Port', wait);
    const response = await this.request(`${this.options.baseUrl}${path}`, {
      method,
      redirect: 'error',
      signal: AbortSignal.timeout(longestCall),
      headers: {
        'content-type': 'application/json',
        ...(pass === undefined ? {} : { authorization: `Bearer ${pass.text}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const { status, headers, text } = response;
    this.heed(status, headers);
    if (status === 429 || status >= 500) throw new PortUnavailable(`Port answers ${status}`, resetOf(headers));
    return { status, body: asJson(text) };
  }

  private async request(url: string, init: RequestInit): Promise<{ status: number; headers: Headers; text: string }> {
    try {
      const response = await fetch(url, init);
      return { status: response.status, headers: response.headers, text: await boundedText(response, longestAnswer) };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new PortUnavailable(`Port is not to be reached: ${reason}`);
    }
  }

  /** What Port says of its limits holds for all calls. */
  private heed(status: number, headers: Headers): void {
    const remaining = headers.get('x-ratelimit-remaining');
    if (status === 429 || remaining === '0') this.gate.pause(resetOf(headers));
  }
}

/** Milliseconds until the limit begins anew: seconds in `x-ratelimit-reset` or `retry-after`. */
function resetOf(headers: Headers): number {
  const seconds = Number(headers.get('x-ratelimit-reset') ?? headers.get('retry-after') ?? '');
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 300) * 1000 : 0;
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
