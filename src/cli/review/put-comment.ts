import { Refusal } from '../../model/refusal';
import type { ReviewPlace } from './review-place';

/** A comment as both APIs have it. */
interface Comment {
  readonly id: number;
  readonly body: string;
  readonly author: Author;
}

interface Author {
  readonly name: string;
  readonly isBot: boolean;
}

const perPage = 100;

/**
 * Makes a comment, or updates the one that begins with the same line and is our own. A comment of somebody else stays,
 * whatever it begins with: who wrote it could change it later.
 *
 * @param text its first line is a hidden mark
 * @throws Refusal when the host does not do it, with its answer
 */
export async function putComment(place: ReviewPlace, text: string, token: string): Promise<'created' | 'updated'> {
  const [mark = ''] = text.split('\n');
  const api = new Api(place, token);
  const [comments, isOwn] = [await allComments(api), await ownership(api)];
  const known = comments.find(({ body, author }) => body.split(/\r?\n/)[0] === mark && isOwn(author));
  if (known === undefined) await api.ask('POST', place.comments, { body: text });
  else await api.ask(place.updateMethod, place.comment(known.id), { body: text });
  return known === undefined ? 'created' : 'updated';
}

class Api {
  constructor(
    readonly place: ReviewPlace,
    private readonly token: string,
  ) {}

  async ask(method: 'GET' | 'POST' | 'PATCH' | 'PUT', url: string, content?: object): Promise<unknown> {
    const { host } = this.place;
    const response = await this.answer(method, url, content);
    if (response.ok) return response.json();
    const says = (await response.text()).slice(0, 200);
    const right = host === 'GitHub' ? 'pull-requests: write' : 'the scope api';
    const hint = [401, 403, 404].includes(response.status) ? `; the token needs ${right}` : '';
    throw new Refusal(`${host} answers ${response.status} to ${method} ${url}: ${says}${hint}`, 'answer');
  }

  /** @returns undefined when the host refuses to say it */
  async askIfAllowed(url: string): Promise<unknown> {
    const response = await this.answer('GET', url);
    return response.ok ? response.json() : undefined;
  }

  private async answer(method: string, url: string, content?: object): Promise<Response> {
    const { host } = this.place;
    try {
      return await fetch(url, {
        method,
        headers: {
          ...(host === 'GitHub' ? { authorization: `Bearer ${this.token}` } : { 'private-token': this.token }),
          accept: host === 'GitHub' ? 'application/vnd.github+json' : 'application/json',
          'content-type': 'application/json',
          'user-agent': 'slipway',
        },
        ...(content !== undefined && { body: JSON.stringify(content) }),
        // The token is for this host and for no other.
        redirect: 'error',
        signal: AbortSignal.timeout(30_000),
      });
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
      throw new Refusal(`${host} cannot be asked, ${method} ${url}: ${cause}`, 'answer');
    }
  }
}

async function allComments(api: Api): Promise<readonly Comment[]> {
  const found: Comment[] = [];
  for (let page = 1; ; page++) {
    const answer = await api.ask('GET', `${api.place.comments}?per_page=${perPage}&page=${page}`);
    const list: readonly unknown[] = Array.isArray(answer) ? answer : [];
    for (const one of list) {
      const comment = commentIn(one);
      if (comment !== undefined) found.push(comment);
    }
    if (list.length < perPage) return found;
  }
}

/** The token of a workflow may not ask who it is; it writes as a bot, which no person can do. */
async function ownership(api: Api): Promise<(author: Author) => boolean> {
  const me = authorIn(await api.askIfAllowed(api.place.me));
  return me === undefined ? ({ isBot }) => isBot : ({ name }) => name === me.name;
}

function commentIn(value: unknown): Comment | undefined {
  if (typeof value !== 'object' || value === null || !('id' in value) || !('body' in value)) return undefined;
  const author = authorIn('user' in value ? value.user : 'author' in value ? value.author : undefined);
  return typeof value.id === 'number' && typeof value.body === 'string' && author !== undefined
    ? { id: value.id, body: value.body, author }
    : undefined;
}

function authorIn(value: unknown): Author | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const name = 'login' in value ? value.login : 'username' in value ? value.username : undefined;
  return typeof name === 'string' ? { name, isBot: 'type' in value && value.type === 'Bot' } : undefined;
}
