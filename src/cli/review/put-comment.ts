import { boundedText } from '../../http/bounded-text';
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
/** A pull request of GitHub takes 2,500 comments. */
const mostPages = 100;
/** More than 100 comments of the greatest length have. */
const longestAnswer = 200_000_000;

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
  const marked = (await allComments(api)).filter(({ body }) => body.split(/\r?\n/)[0] === mark);
  const isOwn = marked.length === 0 ? () => false : await ownership(api);
  const known = marked.find(({ author }) => isOwn(author));
  if (known === undefined) await api.ask('POST', place.comments, { body: text });
  else await api.ask(place.updateMethod, place.comment(known.id), { body: text });
  return known === undefined ? 'created' : 'updated';
}

class Api {
  private readonly deadline = AbortSignal.timeout(180_000);

  constructor(
    readonly place: ReviewPlace,
    private readonly token: string,
  ) {}

  async ask(method: 'GET' | 'POST' | 'PATCH' | 'PUT', url: string, content?: object): Promise<unknown> {
    const { host } = this.place;
    const response = await this.answer(method, url, content);
    if (response.ok) return this.parsed(response, url);
    // A server may say what it was asked with.
    const says = (await boundedText(response, 10_000)).replaceAll(this.token, '(the token)').slice(0, 200);
    const right = host === 'GitHub' ? 'pull-requests: write' : 'the scope api';
    const hint = [401, 403, 404].includes(response.status) ? `; the token needs ${right}` : '';
    throw new Refusal(`${host} answers ${response.status} to ${method} ${url}: ${says}${hint}`, 'answer');
  }

  /** @returns undefined when the host refuses to say it */
  async askIfAllowed(method: 'GET' | 'POST', url: string, content?: object): Promise<unknown> {
    const response = await this.answer(method, url, content);
    return response.ok ? this.parsed(response, url) : undefined;
  }

  private async parsed(response: Response, url: string): Promise<unknown> {
    try {
      return JSON.parse(await boundedText(response, longestAnswer));
    } catch {
      throw new Refusal(`${this.place.host} answers ${url} with what is no JSON, or with too much of it`, 'answer');
    }
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
        signal: AbortSignal.any([this.deadline, AbortSignal.timeout(30_000)]),
      });
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
      throw new Refusal(`${host} cannot be asked, ${method} ${url}: ${cause}`, 'answer');
    }
  }
}

async function allComments(api: Api): Promise<readonly Comment[]> {
  const found: Comment[] = [];
  for (let page = 1; page <= mostPages; page++) {
    const answer = await api.ask('GET', `${api.place.comments}?per_page=${perPage}&page=${page}`);
    const list: readonly unknown[] = Array.isArray(answer) ? answer : [];
    for (const one of list) {
      const comment = commentIn(one);
      if (comment !== undefined) found.push(comment);
    }
    if (list.length < perPage) return found;
  }
  throw new Refusal(
    `${api.place.host} has more than ${mostPages * perPage} comments at ${api.place.comments}; it is not looked through`,
    'answer',
  );
}

/** The bot that the token of a workflow writes as. */
const workflowBot = 'github-actions[bot]';

/**
 * The token of an app may not ask for its user, and GraphQL says its name, without the ending that its comments have.
 * Where nobody says it, it is the token of a workflow. A bot of another app is somebody else.
 */
async function ownership(api: Api): Promise<(author: Author) => boolean> {
  const { me: user, viewer } = api.place;
  const me = authorIn(await api.askIfAllowed('GET', user));
  if (me !== undefined) return ({ name }) => name === me.name;
  if (viewer === undefined) return () => false;
  const answer = await api.askIfAllowed('POST', viewer, { query: '{ viewer { login } }' });
  const bot = withEnding(viewerIn(answer)?.name ?? workflowBot);
  return ({ name, isBot }) => isBot && name === bot;
}

function withEnding(name: string): string {
  return name.endsWith('[bot]') ? name : `${name}[bot]`;
}

function viewerIn(answer: unknown): Author | undefined {
  if (typeof answer !== 'object' || answer === null || !('data' in answer)) return undefined;
  const { data } = answer;
  return typeof data === 'object' && data !== null && 'viewer' in data ? authorIn(data.viewer) : undefined;
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
