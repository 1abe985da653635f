import { createServer, type IncomingMessage, type Server } from 'node:http';

import * as z from 'zod';

/** What a comment is made or updated with. */
const Write = z.object({ body: z.string() });

/** A comment as it lies on the host. */
export interface StoredComment {
  readonly id: number;
  readonly author: string;
  body: string;
}

/**
 * A host of pull requests on this machine: what GitHub and GitLab answer about comments, and nothing else. Comments are
 * listed page by page, written by whom the token belongs to, and refused when they are too long.
 *
 * @see https://docs.github.com/en/rest/issues/comments
 * @see https://docs.gitlab.com/api/notes/
 */
export class ReviewHost {
  readonly comments: StoredComment[] = [];
  /** `POST /api/v3/repos/acme/gitops/issues/7/comments`, in their order, without those that only read. */
  readonly writes: string[] = [];
  /** Reviews of pull requests, as GitHub lists them. */
  readonly reviews: {
    readonly user: { readonly login: string } | null;
    readonly state: string;
    readonly commit_id: string;
    readonly submitted_at: string;
  }[] = [];
  /** Status of every answer that is not 200. @default - it works */
  refusal: number | undefined;
  /** Where every request is sent instead. @default - it is answered here */
  redirectTo: string | undefined;
  redirectStatus = 302;
  /** Whether every page of comments is full. */
  isEndless = false;
  /** How many requests there were. */
  requests = 0;
  private nextId = 1;

  private constructor(
    private readonly server: Server,
    readonly origin: string,
    private readonly me: string,
  ) {}

  /** @param me who writes; a name that ends with `[bot]` may not ask who it is */
  static async start(me = 'github-actions[bot]'): Promise<ReviewHost> {
    const server = createServer((request, response) => {
      void contentOf(request).then((content) => {
        const { status, answer } = host.answer(request, content);
        const location = host.redirectTo === undefined ? {} : { location: host.redirectTo };
        response.writeHead(host.redirectTo === undefined ? status : host.redirectStatus, {
          'content-type': 'application/json',
          ...location,
        });
        response.end(JSON.stringify(answer));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the server has no port');
    const host = new ReviewHost(server, `http://127.0.0.1:${address.port}`, me);
    return host;
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Somebody writes a comment. */
  add(author: string, body: string): void {
    this.comments.push({ id: this.nextId++, author, body });
  }

  private answer(request: IncomingMessage, content: string): { readonly status: number; readonly answer: unknown } {
    const { method = '', headers } = request;
    const url = new URL(request.url ?? '', this.origin);
    this.requests++;
    if (this.refusal !== undefined) {
      const message = `\u001b[31m\u202e${String(headers.authorization ?? headers['private-token'])}`;
      return { status: this.refusal, answer: { message, more: '\n::error::x' } };
    }
    const isGitLab = url.pathname.startsWith('/api/v4');
    const token = isGitLab ? headers['private-token'] : headers.authorization?.replace('Bearer ', '');
    if (token !== 'the-token') return { status: 401, answer: { message: 'who are you' } };
    if (url.pathname.endsWith('/user')) {
      if (this.me.endsWith('[bot]')) return { status: 403, answer: { message: 'not accessible by integration' } };
      return { status: 200, answer: isGitLab ? { username: this.me } : { login: this.me, type: 'User' } };
    }
    if (url.pathname === '/api/graphql') {
      // As GitHub has it, without the ending of its comments; a workflow's token may not ask.
      const isWorkflow = this.me === 'github-actions[bot]';
      return isWorkflow
        ? { status: 403, answer: {} }
        : { status: 200, answer: { data: { viewer: { login: this.me.replace('[bot]', '') } } } };
    }
    if (method === 'GET') {
      if (this.isEndless) return { status: 200, answer: Array.from({ length: 100 }, () => ({ id: 1, body: 'x' })) };
      const [size, page] = [Number(url.searchParams.get('per_page')), Number(url.searchParams.get('page'))];
      if (/^\/api\/v3\/repos\/acme\/gitops\/pulls\/\d+\/reviews$/.test(url.pathname))
        return { status: 200, answer: this.reviews.slice((page - 1) * size, page * size) };
      const listed = this.comments.slice((page - 1) * size, page * size);
      return { status: 200, answer: listed.map((one) => shown(one, isGitLab)) };
    }
    this.writes.push(`${method} ${url.pathname}`);
    const { body } = Write.parse(JSON.parse(content));
    if (body.length > 65_536) return { status: 422, answer: { message: 'body is too long' } };
    const id = Number(/\/(\d+)$/.exec(url.pathname)?.[1]);
    const known = method === 'POST' ? undefined : this.comments.find((one) => one.id === id);
    if (known !== undefined) known.body = body;
    else if (method === 'POST') this.add(this.me, body);
    else return { status: 404, answer: { message: 'no such comment' } };
    return { status: method === 'POST' ? 201 : 200, answer: {} };
  }
}

function shown({ id, author, body }: StoredComment, isGitLab: boolean): object {
  if (isGitLab) return { id, body, author: { username: author } };
  return { id, body, user: { login: author, type: author.endsWith('[bot]') ? 'Bot' : 'User' } };
}

async function contentOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += String(chunk);
  return text;
}
