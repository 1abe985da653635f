import { once } from 'node:events';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';

import { askTicket } from '../../../src/cli/changes/ask-ticket';
import { rememberTickets } from '../../../src/cli/changes/remember-tickets';
import type { TicketFact } from '../../../src/gates/facts';

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A ticket system of a test. @returns its address */
async function aTicketSystem(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/CHG-1`;
}

function answering(status: number, body: string, headers: Readonly<Record<string, string>> = {}): RequestListener {
  return (_, response) => void response.writeHead(status, headers).end(body);
}

test.each<readonly [string, number, string, Partial<TicketFact>]>([
  ['approved', 200, '{"state":"approved"}', { state: 'approved' }],
  ['approved, and by whom', 200, '{"state":"approved","detail":"by ann"}', { state: 'approved', detail: 'by ann' }],
  ['closed', 200, '{"state":"closed","detail":"it is done"}', { state: 'refused', detail: 'it is done' }],
  ['approved for a window that is over', 200, '{"state":"expired"}', { state: 'refused' }],
  ['about another service', 200, '{"state":"refused","detail":"it is about api"}', { state: 'refused' }],
  ['a state that is no text', 200, '{"state":true}', { state: 'refused' }],
  ['none', 404, 'no', { state: 'refused', detail: 'there is no such ticket' }],
  ['unauthorized', 401, '{"state":"approved"}', { state: 'unknown' }],
  ['forbidden', 403, '{"state":"approved"}', { state: 'unknown' }],
  ['asked too often', 429, '{"state":"approved"}', { state: 'unknown' }],
  ['a fault', 500, '{"state":"approved"}', { state: 'unknown' }],
  ['not there now', 503, '{"state":"approved"}', { state: 'unknown' }],
  ['no JSON', 200, '<html>approved</html>', { state: 'unknown' }],
  ['nothing', 200, '', { state: 'unknown' }],
  ['a list', 200, '["approved"]', { state: 'unknown' }],
  ['null', 200, 'null', { state: 'unknown' }],
  ['no state', 200, '{"status":"approved"}', { state: 'unknown' }],
  ['another case', 200, '{"state":"Approved"}', { state: 'refused' }],
  ['too much', 200, `{"state":"approved","detail":"${'x'.repeat(70_000)}"}`, { state: 'unknown' }],
])(
  'a ticket system that answers "%s" says so, and whatever is no answer counts as missing',
  async (_, status, body, fact) => {
    const url = await aTicketSystem(answering(status, body));

    await expect(askTicket(url, 'CHG-1')).resolves.toMatchObject({ ticket: 'CHG-1', ...fact });
  },
);

test('who does not answer, closes the connection or leads elsewhere counts as missing', async () => {
  const silent = await aTicketSystem(() => undefined);
  const closing = await aTicketSystem((request) => request.socket.destroy());
  const slow = await aTicketSystem((_, response) => void response.writeHead(200).write('{"state":'));
  const approves = await aTicketSystem(answering(200, '{"state":"approved"}'));
  const leading = await aTicketSystem(answering(302, '', { location: approves }));

  for (const url of [silent, closing, slow, leading, 'http://127.0.0.1:1/CHG-1', 'no address'])
    expect([url, await askTicket(url, 'CHG-1', 300)]).toEqual([url, expect.objectContaining({ state: 'unknown' })]);
});

test('the same ticket is asked about once a minute, and one that could not be asked about is asked about again', async () => {
  const [asked, answers]: [string[], TicketFact[]] = [[], []];
  let now = 0;
  let state: TicketFact['state'] = 'approved';
  const ask = rememberTickets(
    async (url, ticket) => {
      asked.push(url);
      return await Promise.resolve({ ticket, state });
    },
    () => now,
  );
  const look = async (url: string): Promise<void> => void answers.push(await ask(url, 'CHG-1'));
  await Promise.all([look('a'), look('a'), look('b')]);
  state = 'refused';
  now = 59_999;
  await look('a');
  now = 60_000;
  await look('a');
  state = 'unknown';
  await look('c');
  await look('c');

  expect(asked).toEqual(['a', 'b', 'a', 'c', 'c']);
  expect(answers.map((one) => one.state)).toEqual([
    'approved',
    'approved',
    'approved',
    'approved',
    'refused',
    'unknown',
    'unknown',
  ]);
});
