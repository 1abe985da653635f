import * as z from 'zod';

import { boundedText } from '../../http/bounded-text';
import { SyncedApplication } from './sync-step';
import type { WantedSync } from './wanted-sync';

/** How Argo CD's API is reached. */
export interface ArgoCdApiOptions {
  /** `https://argocd.example.com`, without a path. */
  readonly url: string;
  /** Token of an account that may get Applications, and sync those of environments that people sync, and nothing else. */
  readonly token: () => string | undefined;
}

const Listed = z.looseObject({ items: z.array(z.unknown()).nullish() });

/** A call that takes longer has failed, in milliseconds. */
const longestCall = 20_000;
/** Characters of an answer. An API server keeps an object of at most 1.5 MB; thousands of Applications have fewer. */
const longestAnswer = { one: 8 * 2 ** 20, all: 256 * 2 ** 20 } as const;

/**
 * Argo CD's API, as far as syncs are started. It is asked and not the API server of Kubernetes: a right to patch an Application
 * would let whoever has it change where the Application reads from; a token with `sync` only lets it start what Git says.
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

  /** Reads an Application; undefined when there is none that the token may see. @throws Error when Argo CD does not answer so */
  async application(name: string): Promise<SyncedApplication | undefined> {
    const response = await this.send('GET', `/${encodeURIComponent(name)}`);
    // Argo CD says that it is forbidden where there is none: nobody is to learn names.
    if (response.status === 403 || response.status === 404) return undefined;
    if (!response.ok) throw new Error(`Argo CD answers ${response.status} when it is asked for "${name}"`);
    return SyncedApplication.parse(await jsonOf(response, longestAnswer.one));
  }

  /** Starts a sync at a commit. Objects that the commit has no more are removed, as the change wants it. */
  async sync({ application, commit }: WantedSync): Promise<void> {
    const response = await this.send('POST', `/${encodeURIComponent(application)}/sync`, {
      revision: commit,
      prune: true,
    });
    if (response.ok) return;
    throw new Error(`Argo CD answers ${response.status} when "${application}" is to be synced`);
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
