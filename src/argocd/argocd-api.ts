import * as z from 'zod';

import { boundedText } from '../http/bounded-text';
import { AppliedApplication } from './applied-application';

/** How Argo CD's API is reached. */
export interface ArgoCdApiOptions {
  /** `https://argocd.example.com`, without a path. */
  readonly url: string;
  /** Token of an account that may get Applications, and sync those of environments that people sync, and nothing else. */
  readonly token: () => string | undefined;
}

/** What a sync is started with. */
export interface SyncRequest {
  /** What is applied. @default - what the Application follows */
  readonly revision?: string;
  /** Whether what Git has no more is removed. */
  readonly prune: boolean;
  /** Why, for whoever looks at the sync in Argo CD. @default - nothing is said */
  readonly why?: string;
}

const Listed = z.looseObject({ items: z.array(z.unknown()).nullish() });
/** An error of its gRPC gateway. */
const Refusal = z.looseObject({ message: z.string() });

/** A call that takes longer has failed, in milliseconds. */
const longestCall = 20_000;
/** Characters of an answer. An API server keeps an object of at most 1.5 MB; thousands of Applications have fewer. */
const longestAnswer = { one: 8 * 2 ** 20, all: 256 * 2 ** 20, refusal: 2 ** 16 } as const;

/**
 * Argo CD's API, as far as syncs are started, and what people do is seen. It is asked and not the API server of Kubernetes: a right
 * to patch an Application would let whoever has it change where the Application reads from; a token with `sync` only lets it start
 * what Git says.
 */
export class ArgoCdApi {
  constructor(private readonly options: ArgoCdApiOptions) {}

  /** Every Application that the token may see. @throws Error when Argo CD does not answer so */
  async applications(): Promise<readonly unknown[]> {
    const response = await this.send('GET', '?selector=app.kubernetes.io%2Fmanaged-by%3Dslipway');
    if (!response.ok) throw new Error(`Argo CD answers ${response.status} when it is asked for its Applications`);
    // A list of nothing is null.
    return Listed.parse(await jsonOf(response, longestAnswer.all)).items ?? [];
  }

  /**
   * Reads an Application; undefined when there is none that the token may see.
   *
   * @param look whether Argo CD is to look at Git first. @default false
   * @throws Error when Argo CD does not answer so
   */
  async application(name: string, look = false): Promise<AppliedApplication | undefined> {
    const response = await this.send('GET', `/${encodeURIComponent(name)}${look ? '?refresh=normal' : ''}`);
    // Argo CD says that it is forbidden where there is none: nobody is to learn names.
    if (response.status === 403 || response.status === 404) return undefined;
    if (!response.ok) throw await refusedTo(`show "${name}"`, response);
    return AppliedApplication.parse(await jsonOf(response, longestAnswer.one));
  }

  /**
   * Events of Kubernetes about an Application: whatever somebody does to it by Argo CD is one of them, for as long as the API server
   * keeps events (an hour, unless it was told otherwise).
   *
   * @returns undefined when there is no such Application that the token may see
   * @throws Error when Argo CD does not answer so
   */
  async events(name: string): Promise<readonly unknown[] | undefined> {
    const response = await this.send('GET', `/${encodeURIComponent(name)}/events`);
    if (response.status === 403 || response.status === 404) return undefined;
    if (!response.ok) throw await refusedTo(`tell what has happened to "${name}"`, response);
    return Listed.parse(await jsonOf(response, longestAnswer.one)).items ?? [];
  }

  /** Starts a sync. @throws Error when Argo CD refuses, with its reason */
  async sync(name: string, { revision, prune, why }: SyncRequest): Promise<void> {
    const infos = why === undefined ? {} : { infos: [{ name: 'Reason', value: why }] };
    const body = { ...(revision !== undefined && { revision }), prune, ...infos };
    const response = await this.send('POST', `/${encodeURIComponent(name)}/sync`, body);
    if (!response.ok) throw await refusedTo(`sync "${name}"`, response);
  }

  private async send(method: 'GET' | 'POST', below: string, body?: object): Promise<Response> {
    const { url, token } = this.options;
    const authorization = token();
    return await fetch(`${url}/api/v1/applications${below}`, {
      method,
      redirect: 'error',
      signal: AbortSignal.timeout(longestCall),
      headers: {
        'content-type': 'application/json',
        ...(authorization !== undefined && { authorization: `Bearer ${authorization}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }
}

async function jsonOf(response: Response, longest: number): Promise<unknown> {
  return JSON.parse(await boundedText(response, longest));
}

/** Its gateway says the reason as JSON; what stands before it may say anything. */
async function refusedTo(what: string, response: Response): Promise<Error> {
  const text = await boundedText(response, longestAnswer.refusal);
  return new Error(`Argo CD does not ${what} (${response.status})${reasonIn(text)}`);
}

function reasonIn(text: string): string {
  try {
    const refusal = Refusal.safeParse(JSON.parse(text));
    return refusal.success ? `: ${refusal.data.message}` : '';
  } catch {
    return '';
  }
}
