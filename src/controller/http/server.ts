import Fastify from 'fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import type { Log } from '../log';
import type { Metrics } from '../metrics';
import { refusal } from './answer';
import type { Answer } from './answer';
import { receivedRequest, sourceOf } from './request';
import type { ReceivedRequest } from './request';
import type { Rate, SourceRate } from './source-rate';

/** Bytes of a body: a portal sends a few thousand. */
export const longestBody = 65_536;

/** A path, and what is answered there. */
export interface ServerPath {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly answer: (request: ReceivedRequest) => Promise<Answer> | Answer;
}

/** How the server listens. */
export interface ServerOptions {
  readonly routes: readonly ServerPath[];
  readonly rate: SourceRate;
  /** Proxies in front of it whose word on the source is taken. */
  readonly proxies: number;
  readonly now: () => number;
  readonly log: Log;
  readonly metrics: Metrics;
}

/**
 * The server. Whatever is wrong with a request is said before its body is read, where that is possible: path, method, how often
 * somebody asks, type, length.
 */
export function httpServer({ routes, rate, proxies, now, log, metrics }: ServerOptions): FastifyInstance {
  const app = Fastify({
    logger: false,
    bodyLimit: longestBody,
    exposeHeadRoutes: false,
    requestTimeout: 10_000,
    keepAliveTimeout: 30_000,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    http: { headersTimeout: 5000, maxHeaderSize: 16_384, connectionsCheckingInterval: 1000 },
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
  const send = async (request: FastifyRequest, reply: FastifyReply, answer: Answer): Promise<FastifyReply> => {
    const path = routes.some((route) => route.path === request.raw.url) ? (request.raw.url ?? '') : 'unknown';
    metrics.count('requests_total', { path, status: String(answer.status), outcome: answer.outcome });
    const headers = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', ...answer.headers };
    const isText = typeof answer.body === 'string';
    // A body that was not read would be taken for the next request.
    if (answer.status === 413) reply.header('connection', 'close');
    return await reply
      .code(answer.status)
      .headers(headers)
      .type(isText ? 'text/plain; version=0.0.4; charset=utf-8' : 'application/json; charset=utf-8')
      .send(isText ? answer.body : `${JSON.stringify(answer.body)}\n`);
  };
  app.addHook('onRequest', async (request, reply) => {
    const answer = early(request, routes) ?? tooOften(sourceOf(request.raw, proxies), rate, now());
    if (answer !== undefined) return await send(request, reply, answer);
  });
  for (const { method, path, answer } of routes) {
    app.route({
      method,
      url: path,
      handler: async (request, reply) => {
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        return await send(
          request,
          reply,
          await answer(receivedRequest(request.raw, sourceOf(request.raw, proxies), body)),
        );
      },
    });
  }
  app.setNotFoundHandler(
    async (request, reply) => await send(request, reply, refusal(404, 'no-path', 'there is nothing here')),
  );
  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    const answer = answerTo(error);
    if (answer.status === 500) log('request.failed', { path: request.routeOptions.url, reason: error.message });
    return await send(request, reply, answer);
  });
  return app;
}

/** What the first line and the headers say already. */
function early({ raw }: FastifyRequest, routes: readonly ServerPath[]): Answer | undefined {
  // As it was written: nothing is decoded, folded or ignored.
  const there = routes.filter(({ path }) => path === raw.url);
  if (there.length === 0) return refusal(404, 'no-path', 'there is nothing here');
  if (!there.some(({ method }) => method === raw.method)) {
    const allow = [...new Set(there.map(({ method }) => method))].join(', ');
    return refusal(405, 'method', `only ${allow} is answered here`, { allow });
  }
  if (raw.method !== 'POST') return undefined;
  const { 'content-encoding': encoding, 'content-type': type = '' } = raw.headers;
  if (encoding !== undefined && encoding !== 'identity')
    return refusal(415, 'encoding', 'the body must not be compressed: the bytes that are signed are read');
  if (!/^application\/json *(; *charset="?utf-8"? *)?$/i.test(type))
    return refusal(415, 'type', 'the content type must be application/json in UTF-8');
  return undefined;
}

function tooOften(source: string, rate: SourceRate, now: number): Answer | undefined {
  const seconds = rate.take(source, now);
  if (seconds === 0) return undefined;
  return refusal(429, 'rate', `ask again in ${seconds} s`, { 'retry-after': String(seconds) });
}

function answerTo({ code, statusCode = 500 }: FastifyError): Answer {
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return refusal(413, 'too-large', `the body is longer than ${longestBody} bytes`);
  }
  if (statusCode >= 400 && statusCode < 500) return refusal(statusCode, 'malformed', 'the request is malformed');
  return refusal(500, 'failed', 'something went wrong here');
}

/** @default 50 a second, 200 at once, for whoever has not proved who he is */
export const usualRate: Rate = { perSecond: 50, burst: 200 };
