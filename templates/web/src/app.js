import { createServer } from 'node:http';

import { log } from './log.js';
import { createMetrics } from './metrics.js';

/**
 * The server of the pages.
 *
 * @param {object} options
 * @param {Map<string, { type: string, content: Buffer }>} options.pages what is served, by path
 * @param {() => Promise<string[]>} options.unreachable names of what it depends on and cannot reach
 */
export function createApp({ pages, unreachable }) {
  const metrics = createMetrics();
  const routes = new Map([
    // Whether the process lives: what it depends on is no reason to end it.
    ['/health', async () => text(200, 'healthy\n')],
    [
      '/ready',
      async () => {
        const missing = await unreachable();
        return missing.length === 0 ? text(200, 'ready\n') : text(503, `cannot reach ${missing.join(', ')}\n`);
      },
    ],
    ['/metrics', async () => ({ code: 200, type: metrics.contentType, content: await metrics.text() })],
    ['/api/greeting', async () => ({ code: 200, type: 'application/json', content: '{"greeting":"hello"}\n' })],
  ]);

  return createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const done = metrics.begin(request.method ?? '');
    let answer;
    try {
      answer = await answerTo(request.method ?? '', pathname);
    } catch (error) {
      log('error', `${request.method} ${pathname}: ${error instanceof Error ? error.message : String(error)}`);
      answer = text(500, 'something went wrong\n');
    }
    // Probes and measurements are nobody's requests.
    if (!['/health', '/ready', '/metrics'].includes(pathname)) done(answer.code);
    response.writeHead(answer.code, { 'content-type': answer.type, 'x-content-type-options': 'nosniff' });
    response.end(request.method === 'HEAD' ? undefined : answer.content);
  });

  async function answerTo(method, pathname) {
    if (method !== 'GET' && method !== 'HEAD') return text(405, 'only GET and HEAD\n');
    const route = routes.get(pathname);
    if (route !== undefined) return await route();
    const page = pages.get(pathname === '/' ? '/index.html' : pathname);
    return page === undefined ? text(404, 'there is no such page\n') : { code: 200, ...page };
  }
}

function text(code, content) {
  return { code, type: 'text/plain; charset=utf-8', content };
}
