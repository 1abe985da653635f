import { createServer } from 'node:http';
import type { Server } from 'node:http';

import { KubernetesApi } from '../../../stacks/doctor/kubernetes-api';

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function listening(answer: Parameters<typeof createServer>[1]): Promise<KubernetesApi> {
  const started = createServer({}, answer);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  const address = started.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return new KubernetesApi({ host: '127.0.0.1', port }, 0.2);
}

test('a server that never answers is unreachable when the time is over', async () => {
  const api = await listening(() => undefined);

  await expect(api.find('/version')).rejects.toThrow('no answer within 0.2 s');
});

test('what kubectl says about a server that it cannot reach is repeated', async () => {
  const api = await listening((_, response) =>
    response.writeHead(502).end('dial tcp 10.0.0.1:443: connection refused\n'),
  );

  await expect(api.find('/version')).rejects.toThrow('dial tcp 10.0.0.1:443: connection refused');
});

test('a refusal has the status and the words of the API server', async () => {
  const status = { kind: 'Status', message: 'namespaces is forbidden' };
  const api = await listening((_, response) => response.writeHead(403).end(JSON.stringify(status)));

  await expect(api.find('/version')).rejects.toMatchObject({ status: 403, message: 'namespaces is forbidden' });
});

// A real API server answers so for a group that no CustomResourceDefinition has made yet.
test('a group that is not served is not there, though the answer is no JSON', async () => {
  const api = await listening((_, response) =>
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('404 page not found\n'),
  );

  await expect(api.find('/apis/monitoring.coreos.com/v1')).resolves.toBeUndefined();
});

test('any other refusal in plain text is a refusal, with its words', async () => {
  const api = await listening((_, response) => response.writeHead(429).end('Too many requests\n'));

  await expect(api.find('/version')).rejects.toMatchObject({ status: 429, message: 'Too many requests' });
});
