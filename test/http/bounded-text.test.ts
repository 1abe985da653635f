import { readFileSync, readdirSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';

import { askTicket } from '../../src/cli/changes/ask-ticket';
import { ArgoCdApi } from '../../src/argocd/argocd-api';
import { PortApi } from '../../src/controller/report/port-api';
import { boundedText } from '../../src/http/bounded-text';

/** A server whose answers have no end, and how much of them was taken. */
async function anEndlessServer(): Promise<{
  readonly url: string;
  readonly server: Server;
  readonly sent: () => number;
}> {
  let sent = 0;
  const chunk = Buffer.alloc(65_536, 'a');
  const more = (response: ServerResponse): void => {
    while (!response.destroyed) {
      sent += chunk.length;
      if (!response.write(chunk)) {
        response.once('drain', () => more(response));
        return;
      }
    }
  };
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{"state":"approved","detail":"');
    more(response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  return { server, url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`, sent: () => sent };
}

test.each<[string, (url: string) => Promise<unknown>]>([
  ['a text', async (url) => await boundedText(await fetch(url), 1000)],
  ['a ticket system', async (url) => await askTicket(url, 'CHG-1')],
  [
    'the portal',
    async (baseUrl) =>
      await new PortApi({ baseUrl, client: () => ({ id: 'a', secret: 'b' }), now: Date.now }).send({
        method: 'GET',
        path: '/x',
        limit: 'other',
      }),
  ],
  ['Argo CD', async (url) => await new ArgoCdApi({ url, token: () => undefined }).application('a')],
])(
  'an answer without an end is read to its limit, and no further: %s',
  async (_, ask) => {
    const { url, server, sent } = await anEndlessServer();

    await ask(url).catch(() => undefined);
    const taken = sent();
    server.closeAllConnections();
    server.close();

    // What the system holds for both ends counts as taken.
    expect(taken).toBeLessThan(60_000_000);
  },
  30_000,
);

test('no answer of a server is read in another way', () => {
  const source = join(__dirname, '..', '..', 'src');
  const others = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .filter((path) =>
      /\b(?:answer|response|reply)\.(?:text|json|arrayBuffer|blob)\(/.test(readFileSync(join(source, path), 'utf8')),
    );

  // Programs of pipelines are texts there: they read what the forge says of the merge request.
  expect(others).toEqual(['gitlab-text.ts', 'jenkinsfile-text.ts'].map((file) => join('cli', 'init', file)));
});
