import { createServer } from 'node:http';
import type { Server } from 'node:http';

/** A server that answers every query as Prometheus would, with one sample. */
export interface PrometheusThatSays {
  readonly url: string;
  /** Queries that were asked, each once. */
  readonly queries: ReadonlySet<string>;
  end(): Promise<void>;
}

/** @param value the sample; nothing for an empty vector: no series has these labels */
export async function prometheusThatSays(value?: number | 'NaN'): Promise<PrometheusThatSays> {
  const queries = new Set<string>();
  const result = value === undefined ? [] : [{ metric: {}, value: [0, String(value)] }];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      // The client sends a form (Prometheus, "HTTP API").
      queries.add(new URLSearchParams(body).get('query') ?? '');
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ status: 'success', data: { resultType: 'vector', result } }));
    });
  });
  const url = await listen(server);
  return { url, queries, end: () => close(server) };
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('a TCP server has a port'));
      else resolve(`http://127.0.0.1:${address.port}`);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
