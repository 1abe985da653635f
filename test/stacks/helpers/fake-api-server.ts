import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import { gzipSync } from 'node:zlib';

import { KubernetesApi } from '../../../stacks/doctor/kubernetes-api';

/** What a cluster has. */
export interface FakeCluster {
  /** Answers by path, without the query. What has none is not found. */
  readonly answers: Readonly<Record<string, unknown>>;
  /** What the API server says to a write that is tried; by path. @default the object as it is */
  readonly applied?: Readonly<Record<string, unknown>>;
  /** Whether this user may do something. @default everything */
  readonly mayDo?: (attributes: Readonly<Record<string, string>>) => boolean;
  /** Paths that this user may not read. */
  readonly forbidden?: readonly string[];
}

/** An API server over real HTTP, with what a test says it has. */
export class FakeApiServer {
  private constructor(
    private readonly server: Server,
    /** "PATCH /api/v1/...?dryRun=All", in the order in which they came. */
    readonly requests: readonly string[],
  ) {}

  static async start(cluster: FakeCluster): Promise<FakeApiServer> {
    const requests: string[] = [];
    const server = createServer((request, response) => {
      requests.push(`${request.method} ${request.url}`);
      void bodyOf(request).then((body) => {
        const { status, answer } = answerTo(cluster, request.method ?? 'GET', request.url ?? '/', body);
        const isText = typeof answer === 'string';
        const headers = { 'content-type': isText ? 'text/plain; charset=utf-8' : 'application/json' };
        response.writeHead(status, headers).end(isText ? answer : JSON.stringify(answer));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new FakeApiServer(server, requests);
  }

  get port(): number {
    const address = this.server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  /** A client of it. */
  get api(): KubernetesApi {
    return new KubernetesApi({ host: '127.0.0.1', port: this.port });
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** What Helm writes for a release: a Secret with its last revision, and the list of one. */
export function helmRelease(
  name: string,
  namespace: string,
  { manifest = '', status = 'deployed', revision = 1 }: { manifest?: string; status?: string; revision?: number } = {},
): Readonly<Record<string, unknown>> {
  const secret = `sh.helm.release.v1.${name}.v${revision}`;
  const packed = gzipSync(JSON.stringify({ name, namespace, manifest })).toString('base64');
  const labels = { owner: 'helm', name, status, version: String(revision) };
  const path = `/api/v1/namespaces/${namespace}/secrets`;
  return {
    [path]: { items: [{ metadata: { name: secret, labels } }] },
    [`${path}/${secret}`]: { data: { release: Buffer.from(packed).toString('base64') } },
  };
}

function answerTo(
  cluster: FakeCluster,
  method: string,
  url: string,
  body: string,
): { status: number; answer: unknown } {
  const path = url.split('?')[0] ?? url;
  if (path.endsWith('/selfsubjectaccessreviews')) {
    const { spec }: { spec: { resourceAttributes: Record<string, string> } } = JSON.parse(body);
    return { status: 201, answer: { status: { allowed: cluster.mayDo?.(spec.resourceAttributes) ?? true } } };
  }
  if (cluster.forbidden?.includes(path) === true) return refusal(403, `${path} is forbidden`);
  const found = (method === 'PATCH' ? cluster.applied?.[path] : undefined) ?? cluster.answers[path];
  if (found !== undefined) return { status: 200, answer: found };
  // A real API server has no JSON for a group that it does not serve.
  if (/^\/apis\/[^/]+(?:\/[^/]+)?$/.test(path)) return { status: 404, answer: '404 page not found\n' };
  return refusal(404, `${path} not found`);
}

function refusal(status: number, message: string): { status: number; answer: unknown } {
  return { status, answer: { kind: 'Status', status: 'Failure', code: status, message } };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request.setEncoding('utf8')) text += String(part);
  return text;
}
