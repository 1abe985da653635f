import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';

/** A run as Port keeps it. */
export interface MockRun {
  status: 'IN_PROGRESS' | 'SUCCESS' | 'FAILURE';
  createdBy: string;
  impersonatedBy?: string;
  approvers: { userId: string; state: string }[];
  readonly logs: string[];
  link?: unknown;
  summary?: unknown;
}

/** Somebody who was answered. */
export interface MockCall {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly body: unknown;
}

interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const identifier = /^(?!\.{1,2}$)[\p{L}0-9@_.+:\\/=-]+$/u;

/**
 * Port as its documentation says it is, as strict as it says, and a little stricter: it takes no key that it does not know, nothing
 * for a run that has ended, no more than twenty entities, and no call without a token of its own.
 */
export class MockPort {
  readonly runs = new Map<string, MockRun>();
  readonly entities = new Map<string, { properties: Record<string, unknown>; relations: Record<string, unknown> }>();
  readonly nodes = new Map<string, Record<string, unknown>>();
  readonly calls: MockCall[] = [];
  tokens = 0;
  /** Seconds. */
  tokenLife = 3600;
  /** Every call is answered so, for as long as it is set; undefined closes the connection. */
  failure: { readonly reply: Reply | undefined } | undefined;
  /** Called with each call before it is answered. */
  before: (method: string, path: string) => void = () => undefined;
  /** Called with each call when it counts, and its answer has not been sent. */
  after: (method: string, path: string) => void = () => undefined;
  /** Identifiers that no bulk call may write. */
  readonly refused = new Set<string>();
  private valid = new Set<string>();

  private constructor(private readonly server: Server) {}

  static async start(port = 0): Promise<MockPort> {
    const server = createServer();
    // On a busy machine more time passes between two calls than Node keeps a connection, and it closes one that is just used again.
    server.keepAliveTimeout = 0;
    const mock = new MockPort(server);
    server.on('request', (request, response) => {
      void mock.answer(request).then((reply) => {
        if (reply === undefined) {
          request.socket.destroy();
          return;
        }
        response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
        response.end(JSON.stringify(reply.body));
      });
    });
    await new Promise<void>((resolve) => {
      server.listen(port, '127.0.0.1', resolve);
    });
    return mock;
  }

  get url(): string {
    const address = this.server.address();
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => {
      this.server.close(resolve);
    });
  }

  addRun(id: string, run: Partial<MockRun> = {}): MockRun {
    const made: MockRun = { status: 'IN_PROGRESS', createdBy: 'auth0|dev', approvers: [], logs: [], ...run };
    this.runs.set(id, made);
    return made;
  }

  /** All tokens that were given are worth nothing now. */
  revoke(): void {
    this.valid = new Set();
  }

  /** Calls that were answered with an error. */
  refusals(): readonly MockCall[] {
    return this.calls.filter(({ status }) => status >= 400);
  }

  private async answer(request: IncomingMessage): Promise<Reply | undefined> {
    const { method = '', url = '' } = request;
    const text = await bodyOf(request);
    if (this.failure !== undefined) return this.failure.reply;
    this.before(method, url);
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    const reply =
      text.length > 1_048_576 ? refuse(413) : this.route(method, new URL(url, 'http://port'), body, request);
    this.calls.push({ method, path: url, status: reply.status, body });
    this.after(method, url);
    return reply;
  }

  private route(method: string, { pathname, searchParams }: URL, body: unknown, { headers }: IncomingMessage): Reply {
    if (pathname === '/v1/auth/access_token') return this.token(body);
    const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
    if (token === undefined || !this.valid.has(token)) return refuse(401);
    const [, node] = /^\/v1\/workflows\/nodes\/runs\/([^/]+)$/.exec(pathname) ?? [];
    if (node !== undefined && method === 'PATCH') return this.workflow(node, body);
    const [, run = '', below = ''] = /^\/v1\/actions\/runs\/([^/]+)(?:\/(logs|approvers))?$/.exec(pathname) ?? [];
    if (run !== '') return this.run(`${method} ${below}`, run, body);
    const [, blueprint = ''] = /^\/v1\/blueprints\/([^/]+)\/entities\/bulk$/.exec(pathname) ?? [];
    if (blueprint !== '' && method === 'POST') return this.bulk(blueprint, searchParams, body);
    return refuse(404);
  }

  private token(body: unknown): Reply {
    if (!hasOnly(body, ['clientId', 'clientSecret'])) return refuse(422);
    if (body['clientSecret'] !== clientSecret) return refuse(401);
    this.tokens += 1;
    const accessToken = `token-${this.tokens}-${'x'.repeat(32)}`;
    this.valid.add(accessToken);
    setTimeout(() => this.valid.delete(accessToken), this.tokenLife * 1000).unref();
    return { status: 200, body: { ok: true, accessToken, expiresIn: this.tokenLife, tokenType: 'Bearer' } };
  }

  private run(what: string, id: string, body: unknown): Reply {
    const run = this.runs.get(id);
    if (run === undefined || id.startsWith('wfnr_')) return refuse(404);
    const { status, createdBy, impersonatedBy, approvers } = run;
    if (what === 'GET ') return { status: 200, body: { ok: true, run: { id, status, createdBy, impersonatedBy } } };
    if (what === 'GET approvers') return { status: 200, body: { ok: true, approvers } };
    if (what === 'POST logs') {
      if (!hasOnly(body, ['message', 'terminationStatus', 'statusLabel']) || typeof body['message'] !== 'string')
        return refuse(422);
      if (status !== 'IN_PROGRESS') return refuse(409);
      run.logs.push(body['message']);
      return { status: 201, body: { ok: true } };
    }
    if (what !== 'PATCH ') return refuse(404);
    if (!hasOnly(body, ['status', 'statusLabel', 'link', 'summary', 'externalRunId'])) return refuse(422);
    if (status !== 'IN_PROGRESS') return refuse(409);
    if (body['status'] === 'SUCCESS' || body['status'] === 'FAILURE') run.status = body['status'];
    else if (body['status'] !== undefined) return refuse(422);
    run.link = body['link'] ?? run.link;
    run.summary = body['summary'] ?? run.summary;
    return { status: 200, body: { ok: true } };
  }

  private workflow(id: string, body: unknown): Reply {
    if (!id.startsWith('wfnr_')) return refuse(404);
    if (!hasOnly(body, ['status', 'result', 'logs', 'output'])) return refuse(422);
    if (this.nodes.get(id)?.['status'] === 'COMPLETED') return refuse(409);
    this.nodes.set(id, { ...this.nodes.get(id), ...body });
    return { status: 200, body: { ok: true } };
  }

  private bulk(blueprint: string, query: URLSearchParams, body: unknown): Reply {
    if (!hasOnly(body, ['entities']) || !Array.isArray(body['entities'])) return refuse(422);
    const entities: readonly unknown[] = body['entities'];
    if (entities.length === 0 || entities.length > 20) return refuse(422);
    const runId = query.get('run_id');
    if (runId !== null && this.runs.get(runId)?.status !== 'IN_PROGRESS') return refuse(422);
    const errors = entities.flatMap((entity, index) => (this.upsert(blueprint, entity, query) ? [] : [{ index }]));
    return { status: errors.length === 0 ? 200 : 207, body: { ok: errors.length === 0, errors } };
  }

  private upsert(blueprint: string, entity: unknown, query: URLSearchParams): boolean {
    if (!hasOnly(entity, ['identifier', 'title', 'icon', 'team', 'properties', 'relations'])) return false;
    const { identifier: id, properties = {}, relations = {} } = entity;
    if (typeof id !== 'string' || id.length > 1000 || !identifier.test(id) || this.refused.has(id)) return false;
    const key = `${blueprint}/${id}`;
    const before = query.get('merge') === 'true' ? this.entities.get(key) : undefined;
    if (query.get('upsert') !== 'true' && this.entities.has(key)) return false;
    this.entities.set(key, {
      properties: { ...before?.properties, ...Object(properties) },
      relations: { ...before?.relations, ...Object(relations) },
    });
    return true;
  }
}

/** The secret of the client that the mock knows. */
export const clientSecret = 'client-secret-of-the-mock-portal-0123456789';

function refuse(status: number): Reply {
  return { status, body: { ok: false, error: `refused ${status}` } };
}

function hasOnly(body: unknown, keys: readonly string[]): body is Readonly<Record<string, unknown>> {
  return typeof body === 'object' && body !== null && Object.keys(body).every((key) => keys.includes(key));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString('utf8');
}
