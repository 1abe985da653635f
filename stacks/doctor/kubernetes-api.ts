import { request } from 'node:http';

import * as z from 'zod';

/** Where requests go: what `kubectl proxy` listens on. */
export type Address = { readonly socketPath: string } | { readonly host: string; readonly port: number };

/** A request. */
export interface ApiRequest {
  readonly method?: 'GET' | 'PATCH' | 'POST';
  /** With its query. */
  readonly path: string;
  readonly body?: object;
  /** @default application/json */
  readonly contentType?: string;
  /** @default application/json */
  readonly accept?: string;
}

/** The API server said no. */
export class ApiRefusal extends Error {
  override name = 'ApiRefusal';

  constructor(
    /** HTTP status. */
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** No API server answered. */
export class Unreachable extends Error {
  override name = 'Unreachable';
}

const Status = z.looseObject({ kind: z.literal('Status'), message: z.string().default('') });

/** Asks a Kubernetes API server. Each request has a time limit: a cluster behind a dead VPN never answers at all. */
export class KubernetesApi {
  constructor(
    private readonly address: Address,
    /** Of one request. */
    private readonly timeoutSeconds = 10,
  ) {}

  /** @returns undefined when there is no such thing. @throws ApiRefusal or Unreachable */
  async find(path: string, accept?: string): Promise<unknown> {
    try {
      return await this.ask(accept === undefined ? { path } : { path, accept });
    } catch (error) {
      if (error instanceof ApiRefusal && error.status === 404) return undefined;
      throw error;
    }
  }

  /** @throws ApiRefusal when the API server says no, Unreachable when nobody answers like one */
  async ask(wanted: ApiRequest): Promise<unknown> {
    const { status, text } = await this.exchange(wanted);
    const answer = parsed(text);
    if (status < 400 && answer !== undefined) return answer;
    const said = Status.safeParse(answer);
    const words = said.success ? said.data.message : text.trim();
    // What kubectl says when it reaches nobody is a line of text, with a status of 500 or 502. A status of 4xx is an answer,
    // whatever its form: of a group that it does not serve an API server says "404 page not found", as plain text.
    if (answer === undefined && (status < 400 || status >= 500))
      throw new Unreachable(words || `HTTP status ${status}`);
    throw new ApiRefusal(
      status,
      (answer === undefined || said.success) && words !== '' ? words : `HTTP status ${status}`,
    );
  }

  private exchange({ method = 'GET', path, body, contentType, accept }: ApiRequest): Promise<Answer> {
    const json = 'application/json';
    return new Promise((resolve, reject) => {
      const signal = AbortSignal.timeout(this.timeoutSeconds * 1000);
      const headers = {
        accept: accept ?? json,
        ...(body === undefined ? {} : { 'content-type': contentType ?? json }),
      };
      const fail = (error: Error): void => {
        const text = signal.aborted ? `no answer within ${this.timeoutSeconds} s` : error.message;
        reject(new Unreachable(text, { cause: error }));
      };
      const sent = request({ ...this.address, method, path, headers, signal }, (response) => {
        let text = '';
        response
          .setEncoding('utf8')
          .on('data', (part: string) => (text += part))
          .on('error', fail)
          .on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      });
      sent.on('error', fail);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
